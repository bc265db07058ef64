import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findProgramPlaces } from './program-places.ts';

const places = findProgramPlaces(import.meta.url);
const about = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(places.packageFile, 'utf8')));

/** The version of this program, taken from its package and never typed. */
export const PROGRAM_VERSION = about.version;

/** Where the overwriter's binaries and their manifest lie. */
export const OVERWRITER_FOLDER = join(places.resources, 'overwriter');

/** Where the two weights of the paper font lie, each in a folder of its own. */
export const FONT_FOLDER = places.fonts;

/** Where the licences of the program and of the parts it comes with lie. */
export const LICENCE_FOLDER = join(places.resources, 'licences');

/** Where the table of Apple's models lies. */
export const APPLE_FOLDER = join(places.resources, 'apple');

/** Where the tables and guides about FeliCa chips lie. */
export const FELICA_FOLDER = join(places.resources, 'felica');
