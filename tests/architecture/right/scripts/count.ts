/** How many things there are to do. */
export const count = 1;
