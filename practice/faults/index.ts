import { ADB_SERVER_KILLED } from './adb-server-killed.ts';
import { ANOTHER_PHONE_RETURNS } from './another-phone-returns.ts';
import { EARLY_ENOSPC } from './early-enospc.ts';
import { EQUAL_SERIALS } from './equal-serials.ts';
import type { PracticeFault } from './fault.ts';
import { GARBAGE_FRAMES } from './garbage-frames.ts';
import { HOSTILE_STRINGS } from './hostile-strings.ts';
import { MODEL_CHANGES } from './model-changes.ts';
import { NEVER_RETURNS } from './never-returns.ts';
import { OVERWRITER_KILLED } from './overwriter-killed.ts';
import { STALE_READBACK } from './stale-readback.ts';
import { STORAGE_LIES } from './storage-lies.ts';
import { UNPLUGGED } from './unplugged.ts';

/** Every fault of the Android phones, in the order of their list. */
export const FAULTS: readonly PracticeFault[] = [
  STALE_READBACK,
  STORAGE_LIES,
  ANOTHER_PHONE_RETURNS,
  NEVER_RETURNS,
  EARLY_ENOSPC,
  MODEL_CHANGES,
  EQUAL_SERIALS,
  OVERWRITER_KILLED,
  UNPLUGGED,
  ADB_SERVER_KILLED,
  GARBAGE_FRAMES,
  HOSTILE_STRINGS,
];
