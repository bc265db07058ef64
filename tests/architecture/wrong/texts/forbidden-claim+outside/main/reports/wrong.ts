/** A promise in one sentence. */
export const wrong = (name: string): string => `${name}: 復元不可能`;
