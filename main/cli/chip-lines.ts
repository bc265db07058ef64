import { say, sayByName } from '../../domain/text.ts';
import type { ShortChip } from '../chips/chip-on-record.ts';
import type { RowEnd } from './job-row.ts';
import { plainLine, type Terminal } from './terminal.ts';

/** How one phone of a round ended, as far as its sale goes. */
type EndOfRound = Pick<RowEnd, 'port' | 'verdict'> & {
  readonly chip: ShortChip | null;
  readonly certificate: object | null;
};

const isErased = ({ verdict, certificate }: EndOfRound): boolean => verdict === 'pass' && certificate !== null;

/** Tells whether a phone may be sold: its storage passed, with a certificate, and its chip does not stand in the way. */
export function isSellable(end: EndOfRound): boolean {
  return isErased(end) && end.chip?.sale === 'allowed';
}

/** Says how many phones of a round may be sold, and of each whose storage passed that its chip still keeps it back, when it does. */
export function tellRound(terminal: Terminal, jobs: readonly EndOfRound[]): void {
  const { language } = terminal;
  const held = jobs.filter((one) => isErased(one) && !isSellable(one));
  const sellable = jobs.filter(isSellable).length;
  terminal.line(
    say(language, 'terminal.round.done', {
      sellable,
      held: held.length,
      others: jobs.length - sellable - held.length,
    }),
  );
  for (const { port, chip } of held) {
    const state = sayByName(language, `chip.state.${chip?.state ?? 'UNKNOWN'}`);
    terminal.line(plainLine(say(language, 'terminal.chip.blocked', { port, state })));
  }
}
