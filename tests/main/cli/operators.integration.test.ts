import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { folderForTests, only, PROJECT, run, type Said, start } from './run-cli.ts';

const home = folderForTests();
const PIN = '135792';
const CHECKERS = '864209';

async function operators(data: string, words: readonly string[], ...pins: readonly string[]): Promise<Said> {
  const running = start(
    ['operators', ...words, '--data', join(home, data), ...(pins.length > 0 ? ['--pin-stdin'] : [])],
    {
      home,
    },
  );
  running.child.stdin.end(pins.map((pin) => `${pin}\n`).join(''));
  return running.ended;
}

const json = async (data: string, words: readonly string[], ...pins: readonly string[]) => {
  const said = await operators(data, [...words, '--json'], ...pins);
  return [said.code, only(said)];
};

describe('hakushi operators', () => {
  it('adds, lists, changes and deactivates, and the ledger has it all and no PIN', async () => {
    const data = 'shop';
    const mori = { id: 'mori', name: '森', role: 'manager', active: true };
    const sato = { id: 'sato', name: 'sato', role: 'checker', active: true };
    const add = ['add', 'mori', '--role', 'manager', '--name', '森'];
    expect(await json(data, add, PIN)).toEqual([0, { operator: mori }]);
    const second = ['add', 'sato', '--role', 'checker', '--as', 'ＭＯＲＩ'];
    expect(await json(data, second, PIN, CHECKERS)).toEqual([0, { operator: sato }]);
    expect(await json(data, ['change', 'Sato', '--new-pin'], CHECKERS, '９７５３１０')).toEqual([
      0,
      { operator: sato },
    ]);
    const changed = { ...sato, role: 'operator' };
    expect(await json(data, ['change', 'sato', '--role', 'operator', '--as', '森'], PIN)).toEqual([
      0,
      { operator: changed },
    ]);
    const off = { ...changed, active: false };
    expect(await json(data, ['deactivate', 'sato', '--as', 'mori'], PIN)).toEqual([0, { operator: off }]);
    expect(await json(data, ['list'])).toEqual([
      0,
      {
        operators: [
          { ...mori, lockedForSeconds: 0 },
          { ...off, lockedForSeconds: 0 },
        ],
      },
    ]);
    const out = join(home, 'shop.jsonl');
    const exported = await run(['ledger', 'export', '--data', join(home, data), '--out', out], { home });
    expect(exported.code).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('"kind":"operator-changed"');
    expect([PIN, CHECKERS, '975310', 'scrypt'].filter((secret) => text.includes(secret))).toEqual([]);
    expect((await run(['ledger', 'verify', out], { home })).code).toBe(0);
  });

  it('says no, in words, with exit 1, and locks out for longer each time, also in another process', async () => {
    const data = 'locked';
    await operators(data, ['add', 'mori', '--role', 'manager'], PIN);
    const wrong = () => json(data, ['deactivate', 'mori', '--as', 'mori'], CHECKERS);
    const error = (code: string, facts: object) => [1, { error: expect.objectContaining({ code, facts }) }];
    expect(await wrong()).toEqual(error('operator.refused', {}));
    expect(await wrong()).toEqual(error('operator.refused', {}));
    expect(await wrong()).toEqual(error('operator.locked-out', { seconds: 30 }));
    const [code, answer] = await json(data, ['deactivate', 'mori', '--as', 'mori'], PIN);
    expect([code, answer]).toEqual(error('operator.locked-out', { seconds: expect.any(Number) }));
    const [, list] = await json(data, ['list']);
    const [mori] = (list as { operators: { lockedForSeconds: number }[] }).operators;
    expect(mori?.lockedForSeconds).toBeGreaterThan(0);
    expect(mori?.lockedForSeconds).toBeLessThanOrEqual(30);
  });

  it.each([
    ['a first account that is no manager', ['add', 'a', '--role', 'operator'], [PIN], [1, 'operator.first-manager']],
    ['a PIN that is a run', ['add', 'a', '--role', 'manager'], ['123456'], [1, 'operator.pin-unfit']],
    ['no PIN', ['add', 'a', '--role', 'manager'], [], [2, 'command.usage']],
    ['an end before the PIN', ['add', 'a', '--role', 'manager', '--pin-stdin'], [], [2, 'command.usage']],
    ['an unknown role', ['add', 'a', '--role', 'owner'], [PIN], [2, 'command.usage']],
    ['an id that cannot be one', ['add', '森', '--role', 'manager'], [PIN], [2, 'command.usage']],
    ['a reserved id', ['add', 'workstation', '--role', 'manager'], [PIN], [1, 'operator.name-unfit']],
    ['nothing to change', ['change', 'a'], [PIN], [2, 'command.usage']],
  ] as const)('refuses %s', async (_what, words, pins, [code, error]) => {
    expect(await json('refused', words, ...pins)).toEqual([code, { error: expect.objectContaining({ code: error }) }]);
  });

  it('makes no ledger where there is none to list', async () => {
    expect(await json('nothing', ['list'])).toEqual([
      3,
      { error: expect.objectContaining({ code: 'ledger.file-unreadable' }) },
    ]);
  });

  it('asks for the manager before anything of a second account', async () => {
    await operators('second', ['add', 'mori', '--role', 'manager'], PIN);
    expect(await json('second', ['add', 'b', '--role', 'operator'], PIN)).toEqual([
      2,
      { error: expect.objectContaining({ code: 'command.usage', facts: { what: '--as' } }) },
    ]);
    expect(await json('second', ['change', 'c', '--new-pin'], PIN, CHECKERS)).toEqual([
      1,
      { error: expect.objectContaining({ code: 'operator.unknown' }) },
    ]);
  });
});

describeWhere(['bsdutils'], 'hakushi operators at a terminal', () => {
  it('asks for a new PIN twice and shows neither', async () => {
    const words = [
      'operators',
      'add',
      'mori',
      '--role',
      'manager',
      '--data',
      join(home, 'terminal'),
      '--language',
      'en',
    ];
    const command = [process.execPath, join(PROJECT, 'main/cli.ts'), ...words].map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    let screen = '';
    let isAsking = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      const asked = screen.match(/(?:New PIN of mori|The same PIN again):/g)?.length ?? 0;
      for (; isAsking < asked; isAsking += 1) child.stdin.write(`${PIN}\r`);
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, isAsking }).toEqual({ code: 0, isAsking: 2 });
    expect(screen).toContain('Added: mori (mori)');
    expect(screen).not.toContain(PIN.slice(0, 2));
  });
});
