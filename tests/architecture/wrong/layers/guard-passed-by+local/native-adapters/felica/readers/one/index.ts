import { sendRaw } from './chipset.ts';

export { sendRaw as sendGuarded };
