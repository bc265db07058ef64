export type { Wrong } from './wrong.ts';
