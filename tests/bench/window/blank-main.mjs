// The least that a program with a window does: it opens a blank page and waits to be closed.
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => app.quit());
await app.whenReady();
await new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<title>blank</title>');
