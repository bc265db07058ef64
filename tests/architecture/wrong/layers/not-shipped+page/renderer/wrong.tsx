import { draw } from 'a-package-that-nobody-listed';

/** Draws with a stranger's pen. */
export const drawn = draw;
