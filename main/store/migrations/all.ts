import type { Migration } from '../migrate.ts';
import { migration0010 } from './0010-ledger.ts';
import { migration0020 } from './0020-jobs.ts';
import { migration0030 } from './0030-operators.ts';
import { migration0040 } from './0040-settings.ts';
import { migration0050 } from './0050-find-records.ts';
import { migration0060 } from './0060-chips.ts';

/** Every migration, in order; one that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
  migration0060,
];
