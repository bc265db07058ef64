import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LICENCE_FOLDER } from '../../program.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

/** Answers what a person may want to know about the program itself. */
export function aboutCalls(places: Workplaces): Pick<Handlers, 'read-about'> {
  return { 'read-about': async () => ({ dataFolder: places.folder(), licences: await licences(LICENCE_FOLDER) }) };
}

/** All licence texts, one after the other; a source tree in which the list was not made has none. */
async function licences(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const texts = names.filter((name) => name.endsWith('.txt')).toSorted();
  return (await Promise.all(texts.map((name) => readFile(join(folder, name), 'utf8')))).join('\n\n');
}
