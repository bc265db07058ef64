import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeRack, startPracticeRack } from '../../../practice/index.ts';
import { isInstalled } from '../../needs.ts';
import { folderForTests, only, type Running, run, type Said, start } from './run-cli.ts';

const home = folderForTests();
// One phone for each test: what was erased sits at its set-up screen and is not heard of again.
const PHONES = {
  foyer: ['pixel-9', []],
  settings: ['arrows-m04', []],
  reviewed: ['xperia-10-v', []],
  misread: ['pixel-7a', []],
  unreviewed: ['xperia-10-v', []],
  left: ['xperia-10-v', []],
  untouched: ['xperia-10-v', []],
  alone: ['pixel-9', []],
  empty: ['aquos-sense4', ['low-battery']],
  unauthorized: ['aquos-sense4', ['unauthorized-for-ever']],
  offline: ['galaxy-s23', ['offline']],
} as const;
type Name = keyof typeof PHONES;
const NAMES = Object.keys(PHONES) as Name[];
const ANSWERED_WITHIN_MS = 90_000;

let rack: PracticeRack;

beforeAll(async () => {
  rack = await startPracticeRack({
    phones: NAMES.length,
    seed: 'erase',
    faults: [],
    models: NAMES.map((name) => PHONES[name][0]),
    situations: Object.fromEntries(NAMES.map((name, slot) => [slot, PHONES[name][1]])),
    storageBytes: 8 * 1024 * 1024,
    workFolder: join(home, 'rack'),
    adb: isInstalled('adb') ? 'real' : 'in-process',
  });
});

afterAll(() => rack.stop());

const portOf = (name: Name): string => rack.phones[NAMES.indexOf(name)]?.port ?? '';
const adb = (): string => `127.0.0.1:${rack.adbServer.port}`;

function erase(data: string, names: readonly Name[], ...more: string[]): Running {
  const ports = names.flatMap((name) => ['--port', portOf(name)]);
  const fixed = [
    '--operator',
    'sato',
    '--adb',
    adb(),
    '--data',
    data,
    '--out',
    `${data}-papers`,
    '--language',
    'en',
    '--json',
  ];
  const words = more.includes('--purpose') ? [] : ['--purpose', 'inspection'];
  return start(['erase', ...ports, ...words, ...fixed, ...more], { home });
}

const INSTRUCTIONS = [
  [/Reset options|erase all data|Erase all/i, 'reset-in-settings'],
  [/build number|USB debugging/i, 'enable-debugging'],
  [/Allow/, 'allow-debugging'],
  [/rescue/i, 'enter-rescue'],
] as const;

/** Answers every question as a person would who does what is asked; `other` answers before, and null leaves it to the person. */
async function answerAll(running: Running, other: (question: string) => string | null = () => null): Promise<Said> {
  let read = 0;
  let busy = Promise.resolve();
  running.child.stderr.on('data', () => {
    const text = running.said().stderr;
    for (let end = text.indexOf('\n', read); end !== -1; end = text.indexOf('\n', read)) {
      const line = text.slice(read, end).trim();
      read = end + 1;
      if (!/\[y\/N\]|Enter|shows:|name of the person|IMEI|serial/.test(line) || /^(The IMEI|Scan)/.test(line)) continue;
      busy = busy.then(async () => {
        const answer = other(line) ?? (await asPerson(line));
        running.child.stdin.write(`${answer}\n`);
      });
    }
  });
  const late = setTimeout(() => running.child.kill('SIGKILL'), ANSWERED_WITHIN_MS);
  const said = await running.ended;
  clearTimeout(late);
  return said;
}

async function asPerson(line: string): Promise<string> {
  const port = rack.phones.map((phone) => phone.port).find((one) => line.startsWith(`${one}:`));
  if (/\[y\/N\]/.test(line)) return 'y';
  if (/name of the person/.test(line)) return 'suzuki';
  if (/shows:/.test(line)) return '1';
  if (port === undefined) return '';
  if (/IMEI/.test(line)) return (await rack.person.follow(port, 'read-imei')).saw;
  const instruction = INSTRUCTIONS.find(([words]) => words.test(line))?.[1];
  if (instruction !== undefined) await rack.person.follow(port, instruction);
  return '';
}

async function ledgerOf(data: string): Promise<unknown> {
  return only(await run(['ledger', 'verify', join(data, 'hakushi.sqlite'), '--json'], { home }))['ok'];
}

const jobsOf = (said: Said): readonly Record<string, unknown>[] =>
  only(said)['jobs'] as readonly Record<string, unknown>[];

describe('hakushi erase', () => {
  it('takes a phone in the foyer and one in Settings from plug to certificate, answered through a pipe', async () => {
    const said = await answerAll(erase('whole', ['foyer', 'settings']));
    // Their chips are read at a reader afterwards; until then neither may be sold.
    expect(said.code, said.stderr).toBe(1);
    expect(jobsOf(said).map(({ chip }) => chip)).toEqual(Array(2).fill({ state: 'UNKNOWN', sale: 'blocked' }));
    expect(only(said)).toMatchObject({
      ledger: join(home, 'whole', 'hakushi.sqlite'),
      bytes: { erased: expect.any(Number), hostToPhone: expect.any(Number) },
    });
    for (const job of jobsOf(said))
      expect(job).toMatchObject({ verdict: 'pass', certificate: { pdf: expect.any(String) } });
    expect(await ledgerOf('whole')).toBe(true);
  });

  it('refuses the operator as the reviewer, aloud, and a number that cannot be; then takes another person', async () => {
    const names = ['sato', 'a b', 'suzuki'];
    const running = erase('same', ['reviewed']);
    const numbers = ['123'];
    const said = await answerAll(running, (line) => {
      if (/name of the person/.test(line)) return names.shift() ?? 'suzuki';
      if (/IMEI/.test(line)) return numbers.shift() ?? null;
      return null;
    });
    expect(said.code, said.stderr).toBe(1);
    expect(said.stderr).toContain('The review is done by another person');
    expect(said.stderr).toContain('The IMEI has a wrong length or check digit');
    expect(names).toEqual([]);
    expect(jobsOf(said)).toMatchObject([{ verdict: 'pass', reason: null }]);
  });

  it('does not pass a phone whose reviewer reads another number', async () => {
    const asked: string[] = [];
    const said = await answerAll(erase('number', ['misread']), (line) => {
      if (/name of the person/.test(line)) asked.push(line);
      return asked.length > 0 && /IMEI/.test(line) ? '490154203237518' : null;
    });
    expect(said.code).toBe(1);
    expect(jobsOf(said)).toMatchObject([{ verdict: 'fail', reason: 'review.rejected', certificate: null }]);
    expect(await ledgerOf('number')).toBe(true);
  });

  it('does not pass a phone that nobody reviews: standard input ends', async () => {
    const running = erase('nobody', ['unreviewed']);
    const said = await answerAll(running, (line) => {
      if (/name of the person/.test(line)) running.child.stdin.end();
      return null;
    });
    expect(said.code).toBe(1);
    expect(jobsOf(said)).toMatchObject([
      { verdict: 'inconclusive', certificate: null, report: { pdf: expect.any(String) } },
    ]);
    expect(await ledgerOf('nobody')).toBe(true);
  });

  it('cancels on record when standard input ends while a person is needed', async () => {
    const running = erase('eof', ['left']);
    let isConsented = false;
    const said = await answerAll(running, (line) => {
      if (isConsented) running.child.stdin.end();
      isConsented ||= /\[y\/N\]/.test(line);
      return null;
    });
    expect(said.code).toBe(1);
    expect(jobsOf(said)).toMatchObject([
      { verdict: 'inconclusive', reason: 'job.cancelled', record: expect.any(String) },
    ]);
    expect(await ledgerOf('eof')).toBe(true);
  });

  it('begins nothing without consent, and has that on record', async () => {
    const said = await answerAll(erase('refused', ['untouched']), (line) => (/owner agree/.test(line) ? 'n' : null));
    expect(said.code).toBe(1);
    expect(jobsOf(said)).toMatchObject([
      { verdict: 'inconclusive', reason: 'consent.missing', record: expect.any(String) },
    ]);
  });

  it('says what stands in the way, port by port, and still works on the neighbour, alone if the shop is so', async () => {
    const running = erase('mixed', ['alone', 'empty', 'unauthorized', 'offline'], '--alone', '--port', 'usb:9-9');
    const said = await answerAll(running);
    expect(said.code).toBe(1);
    const byPort = new Map(jobsOf(said).map((job) => [job['port'], job]));
    expect(byPort.get(portOf('alone'))).toMatchObject({ verdict: 'pass' });
    expect(byPort.get(portOf('empty'))).toMatchObject({ verdict: 'inconclusive', reason: 'plan.blocked' });
    expect(byPort.get(portOf('unauthorized'))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'device.unauthorized',
      record: null,
    });
    expect(byPort.get(portOf('offline'))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'device.offline',
      record: null,
    });
    expect(byPort.get('usb:9-9')).toMatchObject({ verdict: 'inconclusive', reason: 'device.absent', record: null });
    expect(said.stderr).toContain(`${portOf('empty')}: The battery`);
    expect(said.stderr).toContain(`${portOf('unauthorized')}: USB debugging is not allowed`);
    expect(said.stderr).not.toContain('name of the person');
  });

  it('keeps practice and real records apart', async () => {
    const practice = join(home, 'practice');
    await run(['practice', '--phones', '1', '--storage', '4', '--carrier', 'in-process', '--out', practice], { home });
    const running = erase(join(practice, 'data'), ['alone']);
    running.child.stdin.end();
    const said = await running.ended;
    expect([said.code, only(said)['error']]).toMatchObject([3, { code: 'practice.mixed' }]);
  });
});

describe('hakushi ports and doctor', () => {
  it('name every port, its state, and the phones that can be read', async () => {
    const said = await run(['ports', '--adb', adb(), '--json'], { home });
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
    const ports = only(said)['ports'] as readonly { port: string; state: string; device?: object }[];
    const byPort = new Map(ports.map((one) => [one.port, one]));
    expect(byPort.get(portOf('unauthorized'))).toEqual({ port: portOf('unauthorized'), state: 'unauthorized' });
    expect(byPort.get(portOf('offline'))).toMatchObject({ state: 'offline' });
    expect(byPort.get(portOf('untouched'))).toMatchObject({ state: 'android', device: { model: expect.any(String) } });
  });

  it('say in the language asked for what is the matter with a phone', async () => {
    for (const [language, title] of [
      ['ja', 'USBデバッグ'],
      ['en', 'Waiting for USB debugging to be allowed'],
    ] as const) {
      const said = await run(['doctor', '--adb', adb(), '--data', 'doctored', '--language', language, '--json'], {
        home,
      });
      expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
      const findings = only(said)['findings'] as readonly { code: string; text: string; fix: string }[];
      const found = findings.find(({ code }) => code === 'android.unauthorized');
      expect(found?.text).toContain(portOf('unauthorized'));
      expect(found?.text).toContain(title);
      expect(findings.map(({ code }) => code)).toContain('android.offline');
    }
  });
});
