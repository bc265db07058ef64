import { app } from 'electron';

/** A promise in one sentence. */
export const wrong = app;
