import { cpus } from 'os';

/** A promise in one sentence. */
export const wrong = cpus;
