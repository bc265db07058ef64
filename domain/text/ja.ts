import { jaErrors } from './ja/errors.ts';

/** All Japanese texts; this object defines the keys that every other language must have. */
export const ja = { ...jaErrors } as const;
