import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { say } from '../../../domain/text.ts';
import { type PracticeRack, startPracticeRack } from '../../../practice/index.ts';
import { folderForTests, only, type Said, start } from './run-cli.ts';

const home = folderForTests();
const WITHIN_MS = 90_000;
const BY_HAND = say('en', 'instruction.erase-in-ios-settings');
const SOUND = { iphones: 2, iphoneModels: ['iphone-13', 'iphone-8'], faults: [] };
const STUBBORN = { iphones: 1, iphoneModels: ['iphone-13'], faults: ['command-format-error'] };
let rack: PracticeRack;

async function startRack(what: typeof SOUND | typeof STUBBORN): Promise<void> {
  const workFolder = join(home, `rack-${what.iphones}`);
  rack = await startPracticeRack({ phones: 0, seed: 'command line', workFolder, adb: 'in-process', ...what });
}

afterEach(() => rack.stop());

const eraseByHand = () => rack.person.follow(rack.phones[0]?.port ?? '', 'erase-in-ios-settings');

/** Runs a command beside the rack's servers; yes-or-no questions are answered with yes, and what is to be done at the phone is done. */
async function command(...words: readonly string[]): Promise<Said> {
  const USBMUXD_SOCKET_ADDRESS = `127.0.0.1:${rack.usbmuxd?.port}`;
  const running = start([...words, '--adb', `127.0.0.1:${rack.adbServer.port}`, '--language', 'en', '--json'], {
    home,
    env: { USBMUXD_SOCKET_ADDRESS },
  });
  let read = 0;
  running.child.stderr.on('data', () => {
    const text = running.said().stderr;
    for (let end = text.indexOf('\n', read); end !== -1; end = text.indexOf('\n', read)) {
      const line = text.slice(read, end);
      if (line.includes('[y/N]')) running.child.stdin.write('y\n');
      if (line.includes(BY_HAND)) void eraseByHand().then(() => running.child.stdin.write('\n'));
      read = end + 1;
    }
  });
  const late = setTimeout(() => running.child.kill('SIGKILL'), WITHIN_MS);
  const said = await running.ended;
  clearTimeout(late);
  return said;
}

interface Shown {
  readonly port: string;
  readonly state: string;
  readonly device?: { readonly maker: string; readonly model: string };
}

const portsOf = (said: Said): readonly Shown[] => only(said)['ports'] as readonly Shown[];

describe('the command line and iPhones that usbmuxd offers', () => {
  it('lists them, erases one that is asked for its trust meanwhile, and believes the phone alone', async () => {
    await startRack(SOUND);
    // Without a USB bus on which they are, their ports carry their own numbers.
    const seen = await command('ports');
    expect(seen.code, seen.stderr).toBe(0);
    const ports = portsOf(seen);
    expect(ports.map(({ state, device }) => [state, device?.maker, device?.model])).toEqual(
      expect.arrayContaining([
        ['iphone', 'Apple', 'iPhone 13'],
        ['iphone', 'Apple', 'iPhone 8'],
      ]),
    );
    const port = ports.find(({ device }) => device?.model === 'iPhone 13')?.port ?? '';
    expect(port).toMatch(/^serial:[0-9A-F]{8}-[0-9A-F]{16}$/);
    const data = join(home, 'data');
    const fixed = ['--operator', 'sato', '--purpose', 'inspection', '--data', data, '--out', `${data}-papers`];
    const said = await command('erase', '--port', port, '--alone', ...fixed);
    expect(said.code, said.stderr).toBe(0);
    expect(only(said)['jobs']).toMatchObject([
      { verdict: 'pass', grade: 'B', reason: null, chip: { state: 'APPLE_ERASED' } },
    ]);
    const [erased] = rack.phones;
    expect(await rack.truth(erased?.port ?? '')).toEqual({ userData: 0, wipes: 1, isTheSame: true, leftFiles: 0 });
  });

  it('has one that refused the order erased by hand the next time, also by another run of the program', async () => {
    await startRack(STUBBORN);
    const ports = portsOf(await command('ports'));
    const data = join(home, 'stubborn');
    const fixed = ['--operator', 'sato', '--purpose', 'inspection', '--data', data, '--out', `${data}-papers`];
    const erase = () => command('erase', '--port', ports[0]?.port ?? '', '--alone', ...fixed);
    const first = await erase();
    expect(first.code, first.stderr).toBe(1);
    expect(only(first)['jobs']).toMatchObject([{ verdict: 'fail', reason: 'erase.refused' }]);
    const second = await erase();
    expect(only(second)['jobs'], second.stderr).toMatchObject([{ verdict: 'pass', reason: null }]);
    expect(second.code, second.stderr).toBe(0);
    expect(await rack.truth(rack.phones[0]?.port ?? '')).toMatchObject({ userData: 0, wipes: 1 });
  });
});
