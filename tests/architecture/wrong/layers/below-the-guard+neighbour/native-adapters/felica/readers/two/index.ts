/** A promise in one sentence. */
export const wrong = (): Promise<unknown> => import('../one/chipset.ts');
