import { sendRaw } from './readers/one/chipset.ts';

/** A promise in one sentence. */
export const wrong = sendRaw('write');
