import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keepUsb, REAL_USB } from '../../../../native-adapters/links/usb/keep-usb.ts';
import { hasUsbBus, launchUsbProcess } from '../../../../native-adapters/links/usb/launch-usb-process.ts';
import { fromUsbSchema } from '../../../../native-adapters/links/usb/usb-messages.ts';
import { viewsUntil } from './fake-usb-process.ts';

const LAUNCHER = fileURLToPath(new URL('../../../../native-adapters/links/usb/launch-usb-process.ts', import.meta.url));

test('the real process answers in its own language, whatever this computer has to show', async () => {
  const startedAt = performance.now();
  const usb = launchUsbProcess();
  const gone = new Promise<void>((resolve) => usb.onGone(resolve));
  const answer = new Promise<unknown>((resolve) => usb.onMessage(resolve));
  usb.send({ kind: 'list', id: 1 });
  expect(fromUsbSchema.parse(await answer).kind).toBe(hasUsbBus() ? 'devices' : 'no-bus');
  console.log(`USB process: first answer after ${Math.round(performance.now() - startedAt)} ms`);
  usb.kill();
  await gone;
});

test('the watch gives one quiet view, and starts a process only where there is a bus', async () => {
  let launched = 0;
  const parts = {
    ...REAL_USB,
    launch: () => {
      launched += 1;
      return launchUsbProcess();
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
       import { execFileSync } from 'node:child_process';
       const usb = launchUsbProcess();
       usb.onMessage(() => {
         console.log(execFileSync('/bin/sh', ['-c', 'cat /proc/' + process.pid + '/task/*/children']).toString().trim());
       });
       usb.send({ kind: 'list', id: 1 });`,
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
