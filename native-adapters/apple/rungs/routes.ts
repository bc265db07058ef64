import type { TrustState } from '../../../domain/apple-facts.ts';
import { type DeviceFacts, isIdentified, known } from '../../../domain/device.ts';
import type { Blocker, Plan, Proposal, Purpose, RungConsidered } from '../../../domain/erasure.ts';
import type { OrderFailure } from '../../../domain/failed-order.ts';
import { appleOf } from '../iphone/read-facts.ts';
import { byHandRoute } from './by-hand.ts';
import { eraseDeviceRoute } from './erase-device.ts';
import { restoreElsewhereRoute } from './restore-elsewhere.ts';
import type { Route } from './route.ts';

/** The routes in the order in which they are tried. */
export const ROUTES: readonly Route[] = [eraseDeviceRoute, byHandRoute, restoreElsewhereRoute];

// Apple names no limit; a phone that goes out in the middle resumes its wipe, but nobody knows when.
const LOWEST_BATTERY_PERCENT = 20;

function blockersOf(facts: DeviceFacts, route: Route, failedOrder: OrderFailure | null): readonly Blocker[] {
  const blockers: Blocker[] = [];
  const add = (id: Blocker['id'], severity: Blocker['severity']): void => void blockers.push({ id, severity });
  const { trust, activationLock, supervised, mdm, esim } = appleOf(facts);
  if (!isIdentified(facts)) add('identity-unreadable', 'stop');
  if (facts.mode !== 'iphone') return blockers;
  const untrusted = trustBlocker(known(trust), route);
  if (untrusted) blockers.push(untrusted);
  if (known(activationLock) === true) add('activation-locked', 'stop');
  if (known(activationLock) === null && known(trust) === 'trusted') add('activation-lock-unknown', 'warn');
  if (known(supervised) === true) add('supervised', 'warn');
  if (known(mdm) === true) add('managed', 'warn');
  if (known(esim) === true) add('esim-present', 'warn');
  if (failedOrder !== null && route.id === eraseDeviceRoute.id) add('ordered-again', 'warn');
  const battery = known(facts.battery);
  if (battery !== null && battery.percent < LOWEST_BATTERY_PERCENT) add('low-battery', 'stop');
  if (battery === null && known(trust) === 'trusted') add('battery-unknown', 'warn');
  return blockers;
}

function trustBlocker(trust: TrustState | null, route: Route): Blocker | null {
  if (trust === 'trusted') return null;
  // The phone is erased by hand then, and what it withholds before is looked at by a person.
  const severity = route.id === byHandRoute.id ? 'warn' : 'stop';
  if (trust === 'denied') return { id: 'trust-denied', severity };
  if (trust === 'supervised-elsewhere') return { id: 'supervised-elsewhere', severity };
  if (trust === 'not-needed') return { id: 'left-alone', severity: 'stop' };
  // These may still be trusted, and the order over USB proves more than a hand does.
  return { id: trust === 'locked' ? 'phone-locked' : 'not-trusted', severity: 'stop' };
}

/** Why the order over USB is not given again; a phone in its set-up has no settings in which it could be erased by hand. */
function giveUpOrder(facts: DeviceFacts, failed: OrderFailure | null): readonly string[] {
  if (failed === null || isInSetup(facts)) return [];
  return [failed === 'refused' ? 'entry.erase-refused-before' : 'entry.erase-unconfirmed-before'];
}

function isInSetup(facts: DeviceFacts): boolean {
  const { activation, setupDone } = appleOf(facts);
  return known(activation) === 'Unactivated' || known(setupDone) === false;
}

/** Chooses the first route that fits and says why each one before it did not. */
export function proposeRoute(facts: DeviceFacts, purpose: Purpose, wish: RouteWish): Proposal {
  const considered: RungConsidered[] = [];
  for (const route of ROUTES) {
    const isOrder = route.id === eraseDeviceRoute.id;
    const why = [...route.misfits(facts), ...(isOrder ? giveUpOrder(facts, wish.failedOrder) : [])];
    considered.push({ rung: route.id, fits: why.length === 0, why });
    if (why.length > 0) continue;
    return {
      plan: planOf(route, facts, purpose, wish),
      blockers: blockersOf(facts, route, wish.failedOrder),
      considered,
    };
  }
  return { plan: null, blockers: [], considered };
}

/** What a proposal depends on besides the phone's facts. */
export interface RouteWish {
  readonly adapter: string;
  readonly returnWithinMs: number;
  /** How an earlier order to erase came to nothing on this phone; null = none did. */
  readonly failedOrder: OrderFailure | null;
}

function planOf(route: Route, facts: DeviceFacts, purpose: Purpose, { adapter, returnWithinMs }: RouteWish): Plan {
  return {
    adapter,
    rung: route.id,
    purpose,
    steps: route.steps(facts, returnWithinMs),
    closing: route.closing(facts),
    overwrites: false,
    notCovered: route.method.notCovered,
  };
}
