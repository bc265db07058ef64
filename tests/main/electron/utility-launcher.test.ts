import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { utilityLauncher } from '../../../main/electron/utility-launcher.ts';

interface Forked {
  readonly path: string;
  readonly options: { readonly serviceName?: string; readonly stdio?: unknown };
  readonly process: FakeUtilityProcess;
}

const { forked } = vi.hoisted(() => ({ forked: [] as Forked[] }));
vi.mock('electron', () => ({
  utilityProcess: {
    fork: (path: string, _args: readonly string[], options: Forked['options']) => {
      const process = new FakeUtilityProcess();
      forked.push({ path, options, process });
      return process;
    },
  },
}));

/** What Electron hands out: no number before its start, none after its end. */
class FakeUtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly posted: unknown[] = [];

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  begin(pid: number | undefined): void {
    this.pid = pid;
    this.emit('spawn');
  }

  end(): void {
    this.pid = undefined;
    this.emit('exit', 0);
  }
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  forked.length = 0;
});

/** A process that answers no polite request to end. */
async function stubborn(): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', 'trap "" TERM; echo up; while :; do sleep 1; done'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

function launched(): Forked & { readonly side: ReturnType<typeof utilityLauncher> } {
  const side = utilityLauncher({ moduleUrl: 'file:///srv/app.asar/out/app/usb%20process.js', name: 'hakushi-usb' });
  const [one] = forked;
  if (!one) throw new Error('nothing was forked');
  return { ...one, side };
}

test('the module is named by its path and the process by its name', () => {
  const { path, options } = launched();
  expect(path).toBe('/srv/app.asar/out/app/usb process.js');
  expect(options).toEqual({ serviceName: 'hakushi-usb', stdio: 'ignore' });
});

test('messages go both ways until the process is gone', () => {
  const { side, process } = launched();
  const heard: unknown[] = [];
  side.onMessage((message) => heard.push(message));
  side.onExit(() => heard.push('gone'));
  expect(side.post({ kind: 'list' })).toBe(true);
  process.emit('message', { kind: 'devices' });
  process.end();
  expect(side.post({ kind: 'list' })).toBe(false);
  expect(process.posted).toEqual([{ kind: 'list' }]);
  expect(heard).toEqual([{ kind: 'devices' }, 'gone']);
});

test('a process that hears no request is killed all the same', async () => {
  const child = await stubborn();
  const { side, process } = launched();
  process.begin(child.pid);
  side.kill();
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});

test('a process that is unwanted before it began is killed when it begins', async () => {
  const child = await stubborn();
  const { side, process } = launched();
  side.kill();
  expect(child.exitCode).toBe(null);
  process.begin(child.pid);
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});

test('a process that went by itself is no longer killed: its number may be another one now', async () => {
  const child = await stubborn();
  const { side, process } = launched();
  process.begin(child.pid);
  process.emit('exit', 0);
  side.kill();
  child.kill('SIGUSR1');
  expect(await once(child, 'exit')).toEqual([null, 'SIGUSR1']);
});
