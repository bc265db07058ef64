import { z } from 'zod';
import type { ChipActor } from '../../domain/chip-entries.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { type OperatorId, operatorId, type ReaderId } from '../../domain/ids.ts';
import { say } from '../../domain/text.ts';
import { type ZeroableWay, type ZeroedCard, zeroableWay, zeroCard } from '../../native-adapters/index.ts';
import { openChipHash } from '../chips/chip-hash.ts';
import type { OpenLedger } from '../ledger/open-ledger.ts';
import { openOperators } from '../operators/operators.ts';
import { chipsTable } from '../store/tables/chips.ts';
import { openExistingLedger } from './data-folder.ts';
import { readerMeant, readOnce } from './desk-watch.ts';
import { readOptions } from './options.ts';
import { PinPrompt } from './pin-prompt.ts';
import { type DeskHere, openDeskHere } from './readers-here.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { ID_CHARACTERS, personOf } from './terminal-people.ts';

const OPTIONS = z.object({
  reader: z.string().min(1),
  operator: z.string(),
  consent: z.boolean().optional(),
  pinStdin: z.boolean().optional(),
  practice: z.string().optional(),
});

/**
 * `hakushi readers zero-card`: writes zeros to a loose card with its owner's consent, reads them back and puts that on record, also where it
 * stopped on the way. A phone's chip, and every card that cannot be zeroed, is refused before anything is written.
 */
export async function zeroCardCommand(terminal: Terminal, given: unknown, dataFolder: string): Promise<ExitCode> {
  const options = readOptions(OPTIONS, given);
  const named = personOf(options.operator);
  if (named === null) throw new WorkstationError('command.usage', { what: `--operator (${ID_CHARACTERS})` });
  if (options.consent !== true) throw new WorkstationError('consent.missing');
  // What cannot be put on record is not begun.
  const opened = openExistingLedger(dataFolder);
  try {
    const { practice } = opened.ledger.identity;
    if (practice !== (options.practice !== undefined))
      throw new WorkstationError('practice.mixed', { folder: dataFolder });
    const chips = chipsTable(opened.database);
    const hash = openChipHash(dataFolder, () => !chips.hasReadings());
    const actor = await actorOf(terminal, opened, named, options.pinStdin === true);
    const here = openDeskHere({ wanted: options.reader, practice: options.practice, scan: 'full', dataFolder });
    try {
      const { reader, idm, icCode, way } = await cardOn(here);
      const cardHash = hash(idm);
      const done = await here.desk.exclusively(reader, (open, signal) => zeroCard(open, { idm, way, signal }));
      const body = { ...actor, cardHash, icCode, way, ...done };
      opened.ledger.append({ kind: 'card-zeroed', actor: operatorId(actor.operator), body });
      return answer(terminal, done);
    } finally {
      await here.close();
    }
  } finally {
    opened.close();
  }
}

interface CardMeant {
  readonly reader: ReaderId;
  readonly idm: string;
  readonly icCode: number;
  readonly way: ZeroableWay;
}

/** The card on the reader, when it is one that may be zeroed. */
async function cardOn({ desk, wanted }: DeskHere): Promise<CardMeant> {
  const { reader } = await readerMeant(desk, wanted);
  const { reading, error } = await readOnce(desk, reader);
  if (error !== null) throw new WorkstationError(error.code, error.facts);
  const fresh = reading === null ? null : desk.reading(reader, reading.id).fresh;
  if (!fresh?.idm || fresh.reading.chip === null) throw new WorkstationError('chip.absent');
  const way = zeroableWay(fresh);
  if (way === null) throw new WorkstationError('card.not-zeroable');
  return { reader, idm: fresh.idm, icCode: fresh.reading.chip.icCode, way };
}

function answer(terminal: Terminal, { blocksWritten, isReadBack, left }: ZeroedCard): ExitCode {
  const { language } = terminal;
  const isDone = isReadBack && left.length === 0;
  if (isDone) terminal.line(say(language, 'readers.zero.done', { blocks: blocksWritten }));
  else terminal.line(say(language, 'readers.zero.left', { left: left.join(', ') || '-' }));
  terminal.answer({ blocksWritten, isReadBack, left });
  return isDone ? EXIT.done : EXIT.no;
}

/** Who acts: with accounts whoever logs in by PIN, without them whoever is named. */
async function actorOf(
  terminal: Terminal,
  opened: OpenLedger,
  named: OperatorId,
  isPiped: boolean,
): Promise<ChipActor> {
  // A command is one act of one person: nothing is left on a screen that could lock.
  const operators = openOperators(opened, { idleMs: Number.POSITIVE_INFINITY });
  if (!operators.book.exist()) return { operator: named };
  const prompt = new PinPrompt(terminal, isPiped);
  try {
    await prompt.logIn(operators, named);
    return { operator: operators.sessions.authorise('zero-card').id, authenticated: true };
  } finally {
    prompt.close();
  }
}
