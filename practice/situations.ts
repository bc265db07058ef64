import type { PhoneCondition } from './phone/model.ts';

/** Named ways in which a phone can arrive at the bench that are no faults: what sellers leave on, what bosses forbid. */
export const SITUATIONS: Readonly<Record<string, Partial<PhoneCondition>>> = {
  unauthorized: { hostKey: 'asks' },
  'unauthorized-for-ever': { hostKey: 'never' },
  'accounts-present': { accounts: 2 },
  'screen-locked': { screenLock: true },
  'mdm-owner': { owner: 'com.example.mdm' },
  'sd-card-in': { sdCard: true },
  'low-battery': { batteryPercent: 11, charging: false },
  'several-users': { extraUsers: ['Child', 'Guest'] },
  'refuses-everything': { refusesEverything: true },
  'tradein-frp-locked': { frpLocked: true },
  offline: { silent: true },
};
