// A main that is dark from its start and whose preload fails.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme } from 'electron';

const order = [];
globalThis.order = order;
for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(name, () => order.push(name));
app.on('quit', () => writeFileSync(join(app.getPath('userData'), '..', 'order.json'), JSON.stringify(order)));
app.requestSingleInstanceLock();
app.on('second-instance', (_event, argv) => order.push(argv.at(-1)));

nativeTheme.themeSource = 'dark';
await app.whenReady();
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const window = new BrowserWindow({ webPreferences: { preload: here('broken-preload.cjs') } });
window.on('closed', () => order.push('closed'));
window.webContents.on('preload-error', (_event, _path, error) => order.push(error.message.split('\n')[0]));
await window.loadFile(here('page.html'));
