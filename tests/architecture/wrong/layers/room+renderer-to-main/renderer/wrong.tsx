import type {} from '../main/index.ts';

/** Nothing at all to see. */
export const nothing = null;
