// A main that uses a part of Electron that the stand-in has not.
import { app, Tray } from 'electron';

await app.whenReady();
new Tray('icon.png');
