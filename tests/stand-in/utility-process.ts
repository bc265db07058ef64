import { fork } from 'node:child_process';
import { ListedEmitter, loud, missing } from './loud.ts';

const shim = new URL('./utility-child.ts', import.meta.url).href;

interface ForkOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly execArgv?: readonly string[];
  readonly stdio?: 'ignore' | 'inherit' | 'pipe' | readonly string[];
  readonly serviceName?: string;
}

/** Makes utilityProcess over Node's own child processes: the child finds `process.parentPort`, values are cloned as they cross. */
export function makeUtilityProcess(isReady: () => boolean): object {
  return loud('utilityProcess', {
    fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) {
      if (!isReady()) throw new Error('utilityProcess cannot be created before app is ready');
      const { stdio = 'inherit', execArgv = [], ...rest } = options;
      if (typeof stdio !== 'string') throw missing('utilityProcess.fork with a list as stdio');
      const child = fork(modulePath, [...args], {
        ...(rest.env ? { env: rest.env } : {}),
        ...(rest.cwd === undefined ? {} : { cwd: rest.cwd }),
        execArgv: ['--import', shim, ...execArgv],
        stdio: ['ignore', stdio, stdio, 'ipc'],
        serialization: 'advanced',
      });
      const face = new ListedEmitter('UtilityProcess', ['spawn', 'exit', 'message']);
      const state = { pid: undefined as number | undefined, gone: false };
      child.once('spawn', () => {
        state.pid = child.pid;
        face.emit('spawn');
      });
      child.on('message', (message) => face.emit('message', message));
      child.once('exit', (code) => {
        state.gone = true;
        state.pid = undefined;
        face.emit('exit', code ?? 1);
      });
      child.once('error', () => undefined);
      Object.assign(face, {
        postMessage: (message: unknown, ports: readonly object[] = []) => {
          if (ports.length > 0) throw missing('UtilityProcess.postMessage with ports');
          if (!state.gone && child.connected) child.send(message as object, () => undefined);
        },
        kill: () => child.kill(),
        stdout: child.stdout,
        stderr: child.stderr,
      });
      Object.defineProperty(face, 'pid', { get: () => state.pid });
      return loud('UtilityProcess', face);
    },
  });
}
