import { ERASE_FAULTS } from './erase-faults.ts';
import type { IphoneFault } from './iphone-fault.ts';
import { RECORD_FAULTS } from './record-faults.ts';
import { RETURN_FAULTS } from './return-faults.ts';
import { TRUST_FAULTS } from './trust-faults.ts';

/** Every fault of the iPhones, in the order of their list. */
export const IPHONE_FAULTS: readonly IphoneFault[] = [
  ...ERASE_FAULTS,
  ...RECORD_FAULTS,
  ...TRUST_FAULTS,
  ...RETURN_FAULTS,
];
