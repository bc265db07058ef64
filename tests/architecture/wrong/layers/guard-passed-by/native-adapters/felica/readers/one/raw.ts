export { sendRaw } from './chipset.ts';
