import { enErrors } from './en/errors.ts';

/** All English texts, key by key the same as the Japanese ones. */
export const en = { ...enErrors } as const;
