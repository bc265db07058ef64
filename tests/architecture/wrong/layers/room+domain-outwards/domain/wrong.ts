/** A promise in one sentence. */
export type Wrong = typeof import('../main/index.ts');
