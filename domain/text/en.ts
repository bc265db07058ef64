import { enErrors } from './en/errors.ts';
import { enSituations } from './en/situations.ts';

/** All English texts, key by key the same as the Japanese ones. */
export const en = { ...enErrors, ...enSituations } as const;
