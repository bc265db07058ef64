import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkLauncher } from '../../../../main/fork-launcher.ts';
import { keepUsb, realUsb } from '../../../../native-adapters/links/usb/keep-usb.ts';
import { hasUsbBus, launchUsbProcess } from '../../../../native-adapters/links/usb/launch-usb-process.ts';
import { fromUsbSchema } from '../../../../native-adapters/links/usb/usb-messages.ts';
import { viewsUntil } from './fake-usb-process.ts';

const FORK = fileURLToPath(new URL('../../../../main/fork-launcher.ts', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('../../../../native-adapters/links/usb/launch-usb-process.ts', import.meta.url));

test('the real process answers in its own language, whatever this computer has to show', async () => {
  const startedAt = performance.now();
  const usb = launchUsbProcess(forkLauncher);
  const gone = new Promise<void>((resolve) => usb.onExit(resolve));
  const answer = new Promise<unknown>((resolve) => usb.onMessage(resolve));
  usb.post({ kind: 'list', id: 1 });
  expect(fromUsbSchema.parse(await answer).kind).toBe(hasUsbBus() ? 'devices' : 'no-bus');
  console.log(`USB process: first answer after ${Math.round(performance.now() - startedAt)} ms`);
  usb.kill();
  await gone;
});

test('the watch gives one quiet view, and starts a process only where there is a bus', async () => {
  let launched = 0;
  const parts = {
    ...realUsb(forkLauncher),
    launch: () => {
      launched += 1;
      return launchUsbProcess(forkLauncher);
    },
  };
  const stop = new AbortController();
  const [first] = await viewsUntil(keepUsb(stop.signal, parts), (seen) => seen.length === 1);
  stop.abort();
  expect(launched).toBe(hasUsbBus() ? 1 : 0);
  expect(first).toMatch(hasUsbBus() ? /^up \d+$/ : /^usb\.unavailable$/);
});

test('the process ends when its workstation is killed', async () => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { launchUsbProcess } from ${JSON.stringify(LAUNCHER)};
       import { forkLauncher } from ${JSON.stringify(FORK)};
       import { execFileSync } from 'node:child_process';
       const usb = launchUsbProcess(forkLauncher);
       usb.onMessage(() => {
         console.log(execFileSync('/bin/sh', ['-c', 'cat /proc/' + process.pid + '/task/*/children']).toString().trim());
       });
       usb.post({ kind: 'list', id: 1 });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(said.toString().split(/\s+/)[0]);
  expect(() => process.kill(child, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await expect
    .poll(
      () => {
        try {
          return process.kill(child, 0);
        } catch {
          return false;
        }
      },
      { timeout: 5000 },
    )
    .toBe(false);
});
