import { shell } from 'electron';
import { WorkstationError } from '../../domain/errors.ts';
import type { Desktop } from '../workplace/desktop.ts';

/** The desktop that the window stands on. */
export function desktopOf(): Desktop {
  return {
    openFolder: async (folder) => {
      const why = await shell.openPath(folder);
      if (why !== '') throw new WorkstationError('app.unexpected', { what: why.slice(0, 200) });
    },
  };
}
