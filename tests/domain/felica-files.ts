import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../resources/felica');

/** The text of a file that is shipped in resources/felica. */
export const felicaFile = (name: string): string => readFileSync(join(folder, name), 'utf8');
/** The names of the guides that are shipped. */
export const guideFiles = (): readonly string[] => readdirSync(join(folder, 'guides'));
