import { app, type BrowserWindow } from 'electron';
import { openWindow } from './window.ts';

/** Where the built page and its preload lie. */
export interface ShellFiles {
  readonly page: string;
  readonly preload: string;
}

const FIRST_PLACE = { width: 1440, height: 900 };

/** Runs the workstation in its window until the window is closed; a second start only brings the first one to the front. */
export async function runShell(files: ShellFiles): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | null = null;
  app.enableSandbox();
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  window = await openWindow({ ...files, place: FIRST_PLACE, onPlaced: () => undefined });
}
