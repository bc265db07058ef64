/** A promise in one sentence. */
export const wrong = (path: string): Promise<unknown> => import(path);
