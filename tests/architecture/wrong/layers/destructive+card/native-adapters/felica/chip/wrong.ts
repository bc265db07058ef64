import { writeCommand } from '../loose-cards/destructive.ts';

/** A promise in one sentence. */
export const wrong = writeCommand;
