import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = new URL('../', import.meta.url);
const about = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));

/** The version of this program, taken from its package and never typed. */
export const PROGRAM_VERSION = about.version;

/** Where the overwriter's binaries and their manifest lie. */
export const OVERWRITER_FOLDER = fileURLToPath(new URL('resources/overwriter/', root));
