import { services } from '../main/index.ts';

/** A promise in one sentence. */
export const wrong = services;
