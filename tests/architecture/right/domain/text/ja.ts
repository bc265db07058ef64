import { jaErrors } from './ja/errors.ts';

/** All Japanese texts by key. */
export const ja = { ...jaErrors } as const;
