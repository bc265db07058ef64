import { readFileSync } from 'node:fs';

/** Reads what a page cannot read. */
export const read = (): string => readFileSync('x', 'utf8');
