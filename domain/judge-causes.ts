import type { ProbeId } from './cause.ts';
import {
  adbCauses,
  boardCauses,
  clockCauses,
  dataFolderCauses,
  permissionCauses,
  surroundingCauses,
  usbmuxdCauses,
} from './judge-computer.ts';
import { usbCauses } from './judge-usb.ts';
import { CAUSES, type CauseFinding, causeOf, type CauseDraft as Draft } from './not-detected.ts';
import type { Look, Observations, Observed } from './observations.ts';

const LONGEST_FACT = 80;

/** Text from a device or a stranger as it may be shown: one line, without control characters, short. */
export function plainFact(text: string): string {
  return [
    ...text
      .toWellFormed()
      .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, LONGEST_FACT)
    .join('');
}

function sawOf<Saw>(look: Look<Saw> | undefined): Saw | null {
  return look?.looked === true ? look.saw : null;
}

function judge(all: Observations): readonly Draft[] {
  const { looks, platform, practice } = all;
  const usb = sawOf(looks['usb-devices']);
  const when = <Probe extends ProbeId>(
    look: Look<Observed[Probe]> | undefined,
    follow: (saw: Observed[Probe]) => readonly Draft[],
  ): readonly Draft[] => (look?.looked === true ? follow(look.saw) : []);
  return [
    ...when<'board'>(looks.board, (saw) => boardCauses(saw, practice)),
    ...when<'usb-devices'>(looks['usb-devices'], (saw) => usbCauses(saw, all)),
    ...when<'permissions'>(looks.permissions, (saw) => (usb === null ? [] : permissionCauses(saw, usb))),
    ...when<'surroundings'>(looks.surroundings, (saw) => surroundingCauses(saw, usb)),
    ...when<'adb'>(looks.adb, adbCauses),
    ...when<'usbmuxd'>(looks.usbmuxd, (saw) => usbmuxdCauses(saw, usb, platform === 'windows')),
    ...when<'data-folder'>(looks['data-folder'], dataFolderCauses),
    ...when<'clock'>(looks.clock, clockCauses),
  ];
}

/** Probes whose answer means little unless the buses were looked at as well. */
const NEED_USB: ReadonlySet<ProbeId> = new Set(['permissions']);

/** Why a probe did not look; one that did was of no use without the buses. */
function whyNot(look: Look<unknown> | undefined): string {
  if (look === undefined) return 'no-probe';
  return look.looked ? 'usb-devices' : look.why;
}

/** The causes that would have been seen here had their probe looked. */
function unlooked({ platform, looks }: Observations): Draft[] {
  const isBlind = (probe: ProbeId): boolean =>
    looks[probe]?.looked !== true || (NEED_USB.has(probe) && looks['usb-devices']?.looked !== true);
  return CAUSES.flatMap(({ id, known }): Draft[] => {
    if (known.by !== 'detected' || !known.on.includes(platform) || !isBlind(known.probe)) return [];
    return [
      {
        cause: id,
        port: null,
        certainty: 'not-looked',
        facts: { probe: known.probe, why: whyNot(looks[known.probe]) },
      },
    ];
  });
}

function cleaned({ facts = {}, ...draft }: Draft): CauseFinding {
  const clean = Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? plainFact(fact) : fact]);
  return { ...draft, facts: Object.fromEntries(clean) };
}

/**
 * Judges what the probes saw. Only what was seen claims a cause; what nobody looked at is `not-looked`, never silence.
 * A cause that cannot occur, or not be seen, on the platform is not told. One finding a cause and Port, the surest first.
 */
export function causesOf(observations: Observations): readonly CauseFinding[] {
  const isPossibleHere = ({ cause }: Draft): boolean => {
    const { known } = causeOf(cause);
    return known.by === 'detected' && known.on.includes(observations.platform);
  };
  const judged = judge(observations).filter(isPossibleHere);
  const known = new Set(judged.map(({ cause }) => cause));
  const order = { seen: 0, possible: 1, 'not-looked': 2 } as const;
  const found = [...judged, ...unlooked(observations).filter(({ cause }) => !known.has(cause))].toSorted(
    (a, b) => order[a.certainty] - order[b.certainty],
  );
  const told = new Set<string>();
  return found.map(cleaned).filter(({ cause, port, facts }) => {
    const key = JSON.stringify([cause, port, port === null ? Object.values(facts) : null]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}
