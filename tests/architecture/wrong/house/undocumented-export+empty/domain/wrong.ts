/** Wrong. */
export const wrong = 1;
