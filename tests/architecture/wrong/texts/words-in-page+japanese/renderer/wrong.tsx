/** Says something in one language only. */
export const wrong = (count: number): string => `${count} 台`;
