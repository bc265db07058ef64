import { join } from 'node:path';
import {
  type AppleModelFound,
  type AppleModelTable,
  type AppleNumbers,
  findAppleModel,
  readAppleModels,
} from '../../domain/apple-models.ts';
import { readDataFile } from '../../domain/chip-data-file.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { DataFiles } from '../chips/data-files.ts';
import { APPLE_FOLDER } from '../program.ts';

/** What is known of Apple's devices: the program's own table, and what the shop added to it. */
export interface AppleModels {
  /** Files of the shop that could not be used, each with why; what they would have added is missing, and nothing else. */
  readonly faults: readonly RecordedError[];
  /** Says what a device is; what no table knows is null. */
  find(device: AppleNumbers): AppleModelFound;
}

/** The folder of the shop's own tables inside a data folder; every `*.json` in it is read, in the order of their names. */
export const shopModelsFolder = (dataFolder: string): string => join(dataFolder, 'apple-models');

/** Loads the program's table and the shop's own; a table of the shop that cannot be used is a fault, the program's own throws `app.unexpected`. */
export function openAppleModels(dataFolder: string, ours: string = APPLE_FOLDER): AppleModels {
  const files = new DataFiles('apple.data-file');
  const tables = [builtIn(join(ours, 'models.json')), ...files.readAll(shopModelsFolder(dataFolder), readTable)];
  return { faults: files.faults, find: (device) => findAppleModel(tables, device) };
}

/** Without its own table the program is damaged, and that must be seen. */
function builtIn(file: string): AppleModelTable {
  const files = new DataFiles('apple.data-file');
  const table = files.read(file, (json) => readTable('models.json', json));
  if (table !== null) return table;
  throw new WorkstationError('app.unexpected', {
    what: `apple/models.json: ${files.faults[0]?.facts.why ?? 'missing'}`,
  });
}

function readTable(file: string, json: string): AppleModelTable {
  return readDataFile(file, json, readAppleModels, 'apple.data-file');
}
