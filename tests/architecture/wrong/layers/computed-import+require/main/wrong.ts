/** A promise in one sentence. */
export const wrong = (require: (path: string) => unknown, path: string): unknown => require(path);
