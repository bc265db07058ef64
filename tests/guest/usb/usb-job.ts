// Runs inside the guest: real adb and the product's own USB watch over the guest kernel's USB stack, with virtual phones on its sockets.
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { portId } from '../../../domain/ids.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { AdbServer } from '../../../native-adapters/android/adb/adb-server.ts';
import { BenchServer } from '../../../native-adapters/android/adb/bench-server.ts';
import type { WatchedPhones } from '../../../native-adapters/index.ts';
import { keepUsb, realUsb } from '../../../native-adapters/links/usb/keep-usb.ts';
import { launchUsbProcess, type UsbProcess } from '../../../native-adapters/links/usb/launch-usb-process.ts';
import { lookAtLinuxUsb } from '../../../native-adapters/surroundings/linux-usb.ts';
import { ReadRoot } from '../../../native-adapters/surroundings/read-root.ts';
import { watchAdb } from '../../../native-adapters/watchers/adb-watcher.ts';
import { mergeWatches } from '../../../native-adapters/watchers/merge-watches.ts';
import { watchUsb } from '../../../native-adapters/watchers/usb-watcher.ts';
import { runNode } from './run-node.ts';
import type { BenchOrder } from './usb-bench.ts';

const ADB_PORT = 5038;
const HOME = '/run/usb-job';
const PORT = portId('usb:1-1');
const execute = promisify(execFile);
const startedAt = performance.now();
const facts: Record<string, unknown> = {};
const timesMs: Record<string, number> = {};

function note(name: string, fact: unknown): void {
  facts[name] = fact;
  timesMs[name] = Math.round(performance.now() - startedAt);
  console.log(`${timesMs[name]} ms ${name}: ${JSON.stringify(fact)}`);
}

// Node has started and read everything: from here on a crash is a fault of what is tested.
writeFileSync(`${process.env['SHARED']}/begun`, '');

const bench = fork(fileURLToPath(new URL('./usb-bench.ts', import.meta.url)));
async function order(what: BenchOrder): Promise<{ serial: string; model: string }> {
  const done = once(bench, 'message');
  bench.send(what);
  const [answer] = (await done) as [{ serial: string; model: string; failed?: string }];
  if (answer.failed) throw new Error(answer.failed);
  return answer;
}

const latest = new Map<string, WatchedPhones>();
const board = new PortBoard(['adb', 'usb']);
async function* heard(watched: AsyncIterable<WatchedPhones>): AsyncGenerator<WatchedPhones> {
  for await (const one of watched) {
    latest.set(one.source, one);
    yield one;
  }
}

/** Waits until a question about the board is answered with something; its time is what the fact of that name took. */
async function until<T>(name: string, find: () => T | null): Promise<T> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${name}: ${JSON.stringify([board.all(), ...latest.values()])}`)),
      90_000,
    );
    const look = (): void => {
      const found = find();
      if (found === null) return;
      clearTimeout(late);
      stop();
      note(name, { found, afterMs: Math.round(performance.now() - from) });
      resolve(found);
    };
    const stop = board.onChange(look);
    look();
  });
}

/**
 * Whether the rules of udev give the device on a port of the bus to whoever sits at the computer; waits until udev has seen it. A device is
 * there a moment before udev hears of it, and then nothing is left to settle.
 */
async function isGiven(port: string): Promise<boolean> {
  const path = `/sys/bus/usb/devices/${port}`;
  await execute('udevadm', ['wait', '--timeout=30', '--initialized=true', '--settle', path]);
  const { stdout } = await execute('udevadm', ['info', '--query=property', `--path=${path}`]);
  return /^CURRENT_TAGS=.*:uaccess:/m.test(stdout);
}

/** What the installer of our package does. */
async function installRules(): Promise<void> {
  const rules = fileURLToPath(new URL('../../../resources/udev/70-hakushi.rules', import.meta.url));
  copyFileSync(rules, '/etc/udev/rules.d/70-hakushi.rules');
  await execute('udevadm', ['control', '--reload']);
}

/** Looks at the buses as `findCauses` does; a machine in software emulation is given the time that it needs, but not for ever. */
async function lookForCauses(name: string): Promise<void> {
  const from = performance.now();
  const limits = { signal: AbortSignal.timeout(60_000), powerWithinMs: 10_000, programsWithinMs: 40_000 };
  const { sockets, ...saw } = await lookAtLinuxUsb(new ReadRoot('/'), { ...limits, ownPid: process.pid });
  // A read that waits for a device's lock would hold one of the four threads that all file work goes through.
  await Promise.all(Array.from({ length: 4 }, () => readFile('/proc/version')));
  note(name, { saw: { ...saw, sockets: sockets.length }, afterMs: Math.round(performance.now() - from) });
}

const modeIs = (mode: string) => () => (board.at(PORT)?.mode === mode ? mode : null);

async function run(): Promise<void> {
  mkdirSync(`${HOME}/.android`, { recursive: true });
  const env = {
    PATH: process.env['PATH'],
    HOME,
    ANDROID_ADB_SERVER_PORT: String(ADB_PORT),
    ADB_LOCAL_TRANSPORT_MAX_PORT: '0',
  };
  const server = spawn('adb', ['-P', String(ADB_PORT), 'nodaemon', 'server'], { env, stdio: 'ignore' });
  const phone = await order('plug');
  note('phone', phone);
  const adb = new AdbServer({ host: '127.0.0.1', port: ADB_PORT });
  while (!(await adb.version().catch(() => 0))) await new Promise((resolve) => setTimeout(resolve, 50));
  const stop = new AbortController();
  // A machine in software emulation needs its time to start a process; all other limits are the product's.
  let launched = 0;
  const launch = (): UsbProcess => {
    launched += 1;
    return launchUsbProcess(forkLauncher);
  };
  const real = realUsb(forkLauncher);
  const parts = { ...real, launch, patience: { ...real.patience, startMs: 60_000 } };
  const watched = mergeWatches([
    watchAdb(new BenchServer(adb.address), stop.signal),
    watchUsb(keepUsb(stop.signal, parts)),
  ]);
  const following = board.follow(heard(watched)).catch(() => undefined);

  await until('adb lists the phone', modeIs('android'));
  await until('our USB process sees the phone', () => {
    const usb = latest.get('usb');
    return (usb?.up && usb.sightings[0]) || null;
  });
  note('adb devices', (await execute('adb', ['devices', '-l'], { env })).stdout);
  const cli = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));
  const words = [cli, 'ports', '--json', '--adb', `127.0.0.1:${ADB_PORT}`];
  note('hakushi ports --json', JSON.parse(await runNode(words)));

  note('given without our rules', await isGiven('1-1'));
  await installRules();
  const mark = board.mark(PORT);
  await order('replug');
  await until('back after a replug', () => (board.mark(PORT) > mark ? modeIs('android')() : null));
  note('given with our rules', await isGiven('1-1'));
  await order('bootloader');
  await until('in its bootloader', modeIs('bootloader'));
  note('given in its bootloader', await isGiven('1-1'));
  await lookForCauses('causes: in its bootloader');
  await order('debugging-off');
  await until('with debugging off', modeIs('debugging-off'));
  await lookForCauses('causes: with debugging off');
  await order('debugging-on');
  await until('back in Android', modeIs('android'));

  await order('reader');
  note('given as a reader', await isGiven('1-3'));
  await order('dead-reader');
  const launchedBefore = launched;
  await until('the hang is told', () => board.blind().find(({ source }) => source === 'usb')?.why ?? null);
  await lookForCauses('causes: beside the hang');
  note('phone beside the hang', board.at(PORT)?.mode);
  const { transport } = board.at(PORT) ?? {};
  const spoke = await adb.phone(transport ?? '').shell('getprop ro.product.model', { withinMs: 15_000 });
  note('phone speaks beside the hang', new TextDecoder().decode(spoke.stdout).trim());

  const from = performance.now();
  while (launched === launchedBefore && performance.now() - from < 10_000)
    await new Promise((resolve) => setTimeout(resolve, 20));
  note('a hung process makes room for another', launched > launchedBefore);

  stop.abort();
  await following;
  server.kill('SIGKILL');
}

try {
  await run();
} catch (error) {
  note('error', [String(error), error]);
}
writeFileSync(`${process.env['SHARED']}/result.json`, JSON.stringify(facts));
process.exit('error' in facts ? 1 : 0);
