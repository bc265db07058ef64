import { fileURLToPath } from 'node:url';
import { runShell } from './electron/shell.ts';

await runShell({
  page: fileURLToPath(new URL('../renderer/index.html', import.meta.url)),
  preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
});
