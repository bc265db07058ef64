// A main that starts both side processes as the packaged program does, and says in one line what came back from them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { utilityLauncher } from '../../../main/electron/utility-launcher.ts';
import { launchUsbProcess } from '../../../native-adapters/links/usb/launch-usb-process.ts';
import { startPracticeRackApart } from '../../../practice/index.ts';

async function askUsb(): Promise<unknown> {
  const usb = launchUsbProcess(utilityLauncher);
  const answer = new Promise<unknown>((resolve) => usb.onMessage(resolve));
  const gone = new Promise<string>((resolve) => usb.onExit(() => resolve('gone')));
  usb.post({ kind: 'list', id: 1 });
  const { kind } = (await answer) as { kind: unknown };
  usb.kill();
  return { kind, end: await gone, isHeard: usb.post({ kind: 'list', id: 2 }) };
}

async function practise(workFolder: string): Promise<unknown> {
  const options = {
    phones: 1,
    seed: 'utility',
    faults: [],
    adb: 'in-process',
    storageBytes: 8 * 2 ** 20,
    workFolder,
  } as const;
  const wrong = await startPracticeRackApart({ ...options, faults: ['no-such'] }, utilityLauncher).catch(
    (error) => error,
  );
  const rack = await startPracticeRackApart(options, utilityLauncher);
  const { saw } = await rack.person.follow(rack.phones[0]?.port ?? '', 'read-imei');
  await rack.stop();
  return { phones: rack.phones.length, saw, isRefused: wrong instanceof RangeError };
}

await app.whenReady();
const folder = mkdtempSync(join(tmpdir(), 'hakushi-utility-'));
try {
  process.stdout.write(`${JSON.stringify({ usb: await askUsb(), rack: await practise(folder) })}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  app.quit();
}
