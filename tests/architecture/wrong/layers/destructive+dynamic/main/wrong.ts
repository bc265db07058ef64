/** A promise in one sentence. */
export const wrong = (): Promise<unknown> => import('../native-adapters/android/rungs/destructive.ts');
