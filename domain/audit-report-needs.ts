import type { AuditDevice, AuditNeed, AuditStanding } from './audit-report.ts';
import { lacksOverwrite } from './audit-report-device.ts';

/** How many requirements the map names; the texts are `report.need.<number>.title` and `.note`. */
export const AUDIT_NEEDS = 24;

type Judged = Omit<AuditNeed, 'number'>;

const plain = (standing: AuditStanding): Judged => ({ standing, shown: null, of: null });

/** Counts the phones that show something; `best` is what it amounts to when all do. */
function byPhone(
  devices: readonly AuditDevice[],
  isShown: (device: AuditDevice) => boolean,
  best: 'met' | 'partly' = 'met',
): Judged {
  const of = devices.length;
  const shown = devices.filter(isShown).length;
  if (of === 0) return { standing: 'none', shown, of };
  if (shown === of) return { standing: best, shown, of };
  return { standing: shown === 0 ? 'not-met' : 'partly', shown, of };
}

/** A requirement that one phone without it leaves unmet. */
function byEveryPhone(devices: readonly AuditDevice[], isShown: (device: AuditDevice) => boolean): Judged {
  const judged = byPhone(devices, isShown, 'partly');
  return judged.shown === judged.of ? judged : { ...judged, standing: 'not-met' };
}

/** A declared name can be anybody's, so that only two persons who had logged in meet it. */
function secondPerson(passed: readonly AuditDevice[]): Judged {
  const judged = byEveryPhone(passed, ({ review }) => review === 'accepted');
  const areKnown = passed.every(({ operatorLoggedIn, reviewerLoggedIn }) => operatorLoggedIn && reviewerLoggedIn);
  return judged.standing === 'partly' && areKnown ? { ...judged, standing: 'met' } : judged;
}

/**
 * Says of each requirement how far the phones of a report show it. Nothing is met by a rule alone, only by entries; and in a
 * ledger whose chain does not check out nothing is met.
 */
export function requirementMap(devices: readonly AuditDevice[], isChainWhole: boolean): readonly AuditNeed[] {
  const judged = judgedNeeds(devices, isChainWhole);
  return Array.from({ length: AUDIT_NEEDS }, (_, at) => {
    const need = judged[at + 1] ?? plain('not-recorded');
    const standing = need.standing === 'met' && !isChainWhole ? 'partly' : need.standing;
    return { ...need, number: at + 1, standing };
  });
}

const BY_HAND: ReadonlySet<AuditDevice['rung']> = new Set([
  'guided',
  'rescue',
  'ios-eacs-manual',
  'ios-restore-ipsw',
] as const);

function judgedNeeds(devices: readonly AuditDevice[], isChainWhole: boolean): Readonly<Record<number, Judged>> {
  const of = (purpose: AuditDevice['purpose']) => devices.filter((device) => device.purpose === purpose);
  const begun = devices.filter(({ started }) => started !== null);
  const passed = devices.filter(({ outcome }) => outcome === 'pass');
  const isNamed = ({ imeis, serial }: AuditDevice): boolean => imeis.length > 0 || serial.is === 'value';
  return {
    1: byPhone(of('intake'), ({ resetObserved }) => resetObserved),
    2: byPhone(of('inspection'), ({ resetObserved }) => resetObserved),
    3: byPhone(of('inspection'), ({ overwrite }) => overwrite === 'done'),
    4: byEveryPhone(begun.filter(lacksOverwrite), ({ toldNoOverwrite }) => toldNoOverwrite === 'told'),
    5: secondPerson(passed),
    6: byPhone(passed, ({ chipSale }) => chipSale === 'allowed', 'partly'),
    7: plain(begun.length === 0 ? 'none' : 'partly'),
    8: plain('not-recorded'),
    9: byPhone(begun, ({ identityCheck }) => identityCheck === 'done', 'partly'),
    10: byPhone(begun, ({ jpki }) => jpki !== 'unknown', 'partly'),
    11: byPhone(begun, ({ operator }) => operator !== 'not-recorded', 'partly'),
    12: byPhone(devices, ({ tool }) => tool !== 'not-recorded'),
    13: byPhone(begun, ({ decided }) => decided !== null, 'partly'),
    14: byPhone(begun, isNamed),
    16: byPhone(
      begun.filter(({ rung }) => BY_HAND.has(rung)),
      ({ resetObserved }) => resetObserved,
      'partly',
    ),
    20: byPhone(
      devices.filter(({ end }) => end === 'unerasable'),
      ({ error }) => error !== null,
      'partly',
    ),
    21: plain(devices.some(({ doubts }) => doubts.includes('destruction-ordered')) ? 'partly' : 'none'),
    22: plain('not-in-scope'),
    23: plain(isChainWhole ? 'met' : 'not-met'),
    24: plain('partly'),
  };
}
