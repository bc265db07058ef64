import { z } from 'zod';

/** A promise in one sentence. */
export const wrong = z;
