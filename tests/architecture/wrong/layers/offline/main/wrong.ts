import { request } from 'node:https';

/** A promise in one sentence. */
export const wrong = request;
