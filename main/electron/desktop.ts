import { shell } from 'electron';
import { WorkstationError } from '../../domain/errors.ts';
import type { Desktop } from '../workplace/desktop.ts';
import { printPdfFile } from './print-window.ts';

/** The desktop that the window stands on; without Electron itself nothing can be printed, and that is what is said. */
export function desktopOf(isElectron: boolean): Desktop {
  return {
    print: (pdf) => (isElectron ? printPdfFile(pdf) : Promise.resolve(false)),
    openFolder: async (folder) => {
      const why = await shell.openPath(folder);
      if (why !== '') throw new WorkstationError('app.unexpected', { what: why.slice(0, 200) });
    },
  };
}
