import type { CauseAbout } from '../../domain/cause.ts';
import { CAUSES, type Cause, type CauseFinding, causeOf, causeWords } from '../../domain/not-detected.ts';
import { type Language, say, sayByName } from '../../domain/text.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** One thing that the doctor found; `fix` holds one step a line. */
export interface DoctorFinding {
  readonly code: string;
  readonly severity: 'ok' | 'warn' | 'error';
  readonly text: string;
  readonly fix: string;
}

/** A cause that was seen, or is possible, as the doctor says it. */
export function causeFinding(language: Language, finding: CauseFinding): DoctorFinding {
  const { cause, port, certainty, facts } = finding;
  const { title, see, steps } = causeWords(language, cause, facts);
  const words = say(language, 'doctor.cause', { title, see });
  const placed = port === null ? words : say(language, 'doctor.on-port', { port, what: words });
  const isSeen = certainty === 'seen';
  return {
    code: cause,
    // What merely fits must not stop anybody.
    severity: isSeen ? causeOf(cause).severity : 'warn',
    text: isSeen ? placed : say(language, 'doctor.possible', { what: placed }),
    fix: steps.join('\n'),
  };
}

function unlookedFindings(language: Language, findings: readonly CauseFinding[]): readonly DoctorFinding[] {
  const byProbe = new Map<string, number>();
  for (const { cause } of findings) {
    const { known } = causeOf(cause);
    if (known.by === 'detected') byProbe.set(known.probe, (byProbe.get(known.probe) ?? 0) + 1);
  }
  return [...byProbe].map(([probe, count]) => ({
    code: `not-looked.${probe}`,
    severity: 'warn',
    text: say(language, 'doctor.not-looked', { probe: probeWords(language, probe), count }),
    fix: say(language, 'doctor.not-looked.fix'),
  }));
}

const probeWords = (language: Language, probe: string): string => sayByName(language, `cause-probe.${probe}`);

/** All that looking for causes found: each cause by itself, and one finding for each probe that could not look. */
export function causeFindings(language: Language, found: readonly CauseFinding[]): readonly DoctorFinding[] {
  const unlooked = found.filter(({ certainty }) => certainty === 'not-looked');
  return [
    ...found.filter(({ certainty }) => certainty !== 'not-looked').map((one) => causeFinding(language, one)),
    ...unlookedFindings(language, unlooked),
  ];
}

/** A cause as `hakushi doctor --list` gives it to programs. */
interface ListedCause extends Omit<Cause, 'id' | 'known'> {
  readonly code: string;
  readonly known: 'detected' | 'asked';
  readonly probe: string | null;
  readonly detectedOn: readonly string[];
  readonly title: string;
  readonly see: string;
  readonly fix: string;
}

function listed(language: Language, { id, known, ...rest }: Cause): ListedCause {
  const { title, see, steps } = causeWords(language, id);
  const probe = known.by === 'detected' ? known.probe : null;
  const detectedOn = known.by === 'detected' ? known.on : [];
  return { code: id, ...rest, known: known.by, probe, detectedOn, title, see, fix: steps.join('\n') };
}

function knownWords(language: Language, { probe, detectedOn, platforms }: ListedCause): string {
  if (probe === null) return say(language, 'cause-known.asked');
  const words = say(language, 'cause-known.detected', { probe: probeWords(language, probe) });
  return detectedOn.length < platforms.length ? `${words} ${detectedOn.join(', ')}` : words;
}

/** `hakushi doctor --list`: the whole catalogue with how each cause is known, for those who train staff. */
export function listCauses(terminal: Terminal): ExitCode {
  const { language } = terminal;
  const causes = CAUSES.map((cause) => listed(language, cause));
  const abouts = new Set<CauseAbout>(causes.map(({ about }) => about));
  for (const about of abouts) {
    const own = causes.filter((one) => one.about === about);
    const name = sayByName(language, `cause-about.${about}`);
    terminal.line(say(language, 'doctor.list.head', { about: name, count: own.length }));
    for (const cause of own) {
      terminal.line(`  ${cause.title} [${cause.code}] ${knownWords(language, cause)}`);
      terminal.line(`     ${cause.see}`);
      for (const step of cause.fix.split('\n')) terminal.line(`     → ${step}`);
    }
  }
  terminal.answer({ causes });
  return EXIT.done;
}
