import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readerId } from '../../../../domain/ids.ts';
import { forkLauncher } from '../../../../main/fork-launcher.ts';
import { fromDeviceSchema } from '../../../../native-adapters/links/usb/device-messages.ts';
import { launchDeviceProcess } from '../../../../native-adapters/links/usb/launch-device-process.ts';
import { usbReaders } from '../../../../native-adapters/links/usb/usb-readers.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FORK = here('../../../../main/fork-launcher.ts');
const LAUNCHER = here('../../../../native-adapters/links/usb/launch-device-process.ts');
// A place that no computer has.
const NOWHERE = { reader: readerId('usb:255-99'), vendorId: 0x054c, productId: 0x06c3, serial: null, name: null };

test('the real process answers in its own language, whatever this computer has to show', async () => {
  const startedAt = performance.now();
  const device = launchDeviceProcess(forkLauncher);
  const gone = new Promise<void>((resolve) => device.onExit(resolve));
  const answer = new Promise<unknown>((resolve) => device.onMessage(resolve));
  const { reader: path, vendorId, productId, serial } = NOWHERE;
  device.post({ kind: 'open', id: 1, path, vendorId, productId, serial });
  expect(fromDeviceSchema.parse(await answer)).toMatchObject({ kind: 'failed', id: 1, code: 'reader.absent' });
  console.log(`reader's process: first answer after ${Math.round(performance.now() - startedAt)} ms`);
  device.kill();
  await gone;
});

test('a reader that is not there is told as absent, again and again', async () => {
  const readers = usbReaders(forkLauncher);
  const { signal } = new AbortController();
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(readers.open(NOWHERE, signal)).rejects.toMatchObject({ code: 'reader.absent' });
});

test('the process ends when its workstation is killed', async () => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { launchDeviceProcess } from ${JSON.stringify(LAUNCHER)};
       import { forkLauncher } from ${JSON.stringify(FORK)};
       import { execFileSync } from 'node:child_process';
       const device = launchDeviceProcess(forkLauncher);
       device.onMessage(() => {
         console.log(execFileSync('/bin/sh', ['-c', 'cat /proc/' + process.pid + '/task/*/children']).toString().trim());
       });
       device.post({ kind: 'in', id: 1, withinMs: 1 });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(said.toString().split(/\s+/)[0]);
  expect(() => process.kill(child, 0)).not.toThrow();
  parent.kill('SIGKILL');
  const isAlive = (): boolean => {
    try {
      return process.kill(child, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isAlive, { timeout: 5000 }).toBe(false);
});
