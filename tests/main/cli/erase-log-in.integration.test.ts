import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeRack, startPracticeRack } from '../../../practice/index.ts';
import { isInstalled } from '../../needs.ts';
import { folderForTests, only, type Running, run, type Said, start } from './run-cli.ts';

const home = folderForTests();
const DATA = join(home, 'shop');
const PINS: Readonly<Record<string, string>> = { mori: '135792', kato: '246801', sato: '975310', aoki: '864209' };
const STAFF = [
  ['mori', 'manager'],
  ['kato', 'operator'],
  ['sato', 'checker'],
  ['aoki', 'auditor'],
] as const;
const ANSWERED_WITHIN_MS = 90_000;

let rack: PracticeRack;

beforeAll(async () => {
  rack = await startPracticeRack({
    phones: 2,
    seed: 'erase-log-in',
    faults: [],
    models: ['pixel-9', 'pixel-7a'],
    storageBytes: 8 * 1024 * 1024,
    workFolder: join(home, 'rack'),
    adb: isInstalled('adb') ? 'real' : 'in-process',
  });
  for (const [id, role] of STAFF) {
    const running = start(['operators', 'add', id, '--role', role, '--as', 'mori', '--pin-stdin', '--data', DATA], {
      home,
    });
    running.child.stdin.end(id === 'mori' ? `${PINS[id]}\n` : `${PINS['mori']}\n${PINS[id]}\n`);
    const said = await running.ended;
    expect(said.code, said.stderr).toBe(0);
  }
});

afterAll(() => rack.stop());

function erase(slot: number, operator: string, ...more: readonly string[]): Running {
  const port = rack.phones[slot]?.port ?? '';
  const adb = `127.0.0.1:${rack.adbServer.port}`;
  const who = ['--purpose', 'inspection', '--operator', operator];
  const places = ['--adb', adb, '--data', DATA, '--out', join(home, 'papers'), '--language', 'en', '--json', ...more];
  return start(['erase', '--port', port, ...who, ...places], { home });
}

/** Answers each question: names and PINs from the lists, the rest as a person at the phone would. */
async function answerAll(running: Running, names: string[], pins: string[]): Promise<Said> {
  let read = 0;
  let busy = Promise.resolve();
  running.child.stderr.on('data', () => {
    const text = running.said().stderr;
    for (let end = text.indexOf('\n', read); end !== -1; end = text.indexOf('\n', read)) {
      const line = text.slice(read, end).trim();
      read = end + 1;
      busy = busy.then(async () => {
        const answer = await answerTo(line, names, pins);
        if (answer !== null) running.child.stdin.write(`${answer}\n`);
      });
    }
  });
  const late = setTimeout(() => running.child.kill('SIGKILL'), ANSWERED_WITHIN_MS);
  const said = await running.ended;
  clearTimeout(late);
  return said;
}

async function answerTo(line: string, names: string[], pins: string[]): Promise<string | null> {
  const port = rack.phones.map((phone) => phone.port).find((one) => line.startsWith(`${one}:`));
  if (/^PIN of/.test(line)) return pins.shift() ?? '';
  if (/name of the person/.test(line)) return names.shift() ?? '';
  if (/\[y\/N\]/.test(line)) return 'y';
  if (/shows:/.test(line)) return '1';
  if (port !== undefined && /IMEI/.test(line)) return (await rack.person.follow(port, 'read-imei')).saw;
  return null;
}

const pinsOf = (...ids: readonly string[]): string[] => ids.map((id) => PINS[id] ?? id);

describe('hakushi erase where people have accounts', () => {
  it('takes operator and reviewer by PIN, refuses who may not review, and says so on the certificate', async () => {
    const names = ['KATO', 'aoki', 'nobody', 'sato', 'sato'];
    const pins = [...pinsOf('kato'), ...pinsOf('kato', 'aoki', 'x', 'wrong-pin', 'sato')];
    const said = await answerAll(erase(0, 'Kato'), names, pins);
    // It passes, and its chip is still to be read.
    expect(said.code, said.stderr).toBe(1);
    expect({ names, pins }).toEqual({ names: [], pins: [] });
    expect(said.stderr.match(/This role \((?:operator|auditor)\) may not do that/g)).toHaveLength(2);
    expect(said.stderr.match(/Name or PIN is wrong/g)).toHaveLength(2);
    const [job] = only(said)['jobs'] as { certificate: { json: string } }[];
    const { content } = JSON.parse(readFileSync(job?.certificate.json ?? '', 'utf8')) as { content: object };
    expect(content).toMatchObject({
      outcome: 'pass',
      operator: 'kato',
      operatorAuthenticated: true,
      review: { is: 'accepted', reviewer: 'sato', operator: 'kato', authenticated: true },
    });
    const verified = await run(['certificate', 'verify', job?.certificate.json ?? '', '--data', DATA, '--json'], {
      home,
    });
    expect(only(verified)).toEqual({ ok: true, why: 'ok-in-ledger' });
    const ledger = await run(['ledger', 'verify', join(DATA, 'hakushi.sqlite'), '--json'], { home });
    expect(only(ledger)).toMatchObject({ ok: true });
  });

  it.each([
    ['a wrong PIN', 'kato', '000000', 'operator.refused'],
    ['nobody’s name', 'ghost', '246801', 'operator.refused'],
  ])('starts nothing for %s', async (_what, operator, pin, code) => {
    const said = await answerAll(erase(1, operator), [], [pin]);
    expect(said.code).toBe(1);
    expect(only(said)).toMatchObject({ error: { code } });
  });

  it('starts nothing for an operator who would switch the second person off for the shop', async () => {
    const said = await answerAll(erase(1, 'kato', '--alone'), [], pinsOf('kato'));
    expect(said.code).toBe(1);
    expect(only(said)).toMatchObject({ error: { code: 'operator.second-person' } });
    const out = join(home, 'entries.jsonl');
    const exported = await run(['ledger', 'export', '--out', out, '--data', DATA], { home });
    expect(exported.code, exported.stderr).toBe(0);
    expect(readFileSync(out, 'utf8')).not.toContain('setting-changed');
  });

  it('starts nothing for a role that only reads', async () => {
    const said = await answerAll(erase(1, 'aoki'), [], pinsOf('aoki'));
    expect(said.code).toBe(1);
    expect(only(said)).toMatchObject({ error: { code: 'operator.not-allowed' } });
  });
});
