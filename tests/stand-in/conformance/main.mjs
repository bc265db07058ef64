// A main that opens one page and answers what its preload asks.
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain } from 'electron';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const notes = [];

ipcMain.on('note', (_event, text) => notes.push(text));
ipcMain.handle('echo', (_event, ...args) => args);
ipcMain.handle('kind', (_event, value) => Object.prototype.toString.call(value));
ipcMain.handle('fail', () => {
  throw new TypeError('main boom');
});
ipcMain.handle('fn', () => () => 1);
ipcMain.handle('sender', (event) => [
  typeof event.sender.id,
  Boolean(event.senderFrame.url),
  event.sender === BrowserWindow.getAllWindows()[0].webContents,
]);
try {
  ipcMain.handle('echo', () => 1);
} catch (error) {
  notes.push(`second:${error.message}`);
}
globalThis.probeNotes = notes;

await app.whenReady();
const window = new BrowserWindow({
  show: false,
  webPreferences: { preload: here('preload.cjs'), contextIsolation: true, sandbox: true },
});
await window.loadFile(here('page.html'));
