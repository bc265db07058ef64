import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { ProcessLauncher } from '../../domain/side-process.ts';

/**
 * Starts a side process as a utility process of Electron, which lives on where Electron refuses to run as Node. Electron must
 * be ready. The wish for a memory limit is not passed on: Electron's switches for it differ from Node's.
 */
export const utilityLauncher: ProcessLauncher = ({ moduleUrl, name }) => {
  const child = utilityProcess.fork(fileURLToPath(moduleUrl), [], { serviceName: name, stdio: 'ignore' });
  let isGone = false;
  let isUnwanted = false;
  child.once('exit', () => {
    isGone = true;
  });
  // Before its start the process has no number by which it could be killed.
  child.once('spawn', () => {
    if (isUnwanted) end();
  });
  const end = (): void => {
    if (child.pid === undefined || isGone) return;
    try {
      // kill() asks politely, which a process that hangs in its USB stack may never hear.
      process.kill(child.pid, 'SIGKILL');
    } catch {
      // It went by itself.
    }
  };
  return {
    post: (message) => {
      if (!isGone) child.postMessage(message);
      return !isGone;
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      isUnwanted = true;
      end();
    },
  };
};
