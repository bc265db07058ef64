import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { usualDataFolder } from './cli/data-folder.ts';
import { adbAddress } from './cli/options.ts';
import { runShell } from './electron/shell.ts';

// Electron and the system add switches of their own.
const { values } = parseArgs({
  args: process.argv.slice(1),
  strict: false,
  options: { data: { type: 'string' }, adb: { type: 'string' } },
});

await runShell({
  page: fileURLToPath(new URL('../renderer/index.html', import.meta.url)),
  preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  dataFolder: typeof values.data === 'string' ? resolve(values.data) : usualDataFolder(),
  adbServer: typeof values.adb === 'string' ? adbAddress(values.adb) : null,
});
