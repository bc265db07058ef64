import { resetCommand } from './rungs/destructive.ts';

/** A promise in one sentence. */
export const wrong = resetCommand;
