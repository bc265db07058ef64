import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProcessLauncher } from '../domain/side-process.ts';

/** Starts a side process as a child of Node. Electron as it is packaged cannot be forked; there `utility-launcher.ts` stands in. */
export const forkLauncher: ProcessLauncher = ({ moduleUrl, memoryMb }) => {
  const child = fork(fileURLToPath(moduleUrl), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    execArgv: memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`],
  });
  // Without a listener, a message to a process that is just ending would end this program.
  child.on('error', () => undefined);
  return {
    post: (message) => {
      if (!child.connected) return false;
      child.send(message as object, () => undefined);
      return true;
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      let isTold = false;
      const tell = (): void => {
        if (!isTold) listener();
        isTold = true;
      };
      child.once('exit', tell);
      // A process that never came to life has no exit.
      child.once('error', () => child.pid === undefined && tell());
    },
    kill: () => {
      child.kill('SIGKILL');
      if (child.connected) child.disconnect();
      // A process that waits inside the kernel may outlive even this signal.
      child.unref();
    },
  };
};
