import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chipHashFile } from '../../../main/chips/chip-hash.ts';
import { openLedger } from '../../../main/ledger/open-ledger.ts';
import { practiceChips } from '../../../practice/index.ts';
import { folderForTests, only, run, type Said, start } from './run-cli.ts';

const home = folderForTests();
const cli = (...words: string[]): Promise<Said> => run([...words, '--json'], { home });
const scan = (...words: string[]): Promise<Said> => cli('readers', 'scan', ...words);
const codeOf = (said: Said): unknown => (only(said)['error'] as { code?: unknown } | undefined)?.code;

const EXPECTED: Readonly<Record<string, RegExp>> = {
  empty: /^EMPTY$/,
  suica: /^RESIDUAL$/,
  wallets: /^RESIDUAL$/,
  edy: /^RESIDUAL$/,
  nanaco: /^RESIDUAL$/,
  waon: /^RESIDUAL$/,
  id: /^RESIDUAL$/,
  'mobile-4.1': /^RESIDUAL$/,
  'lite-s': /^REVIEW$/,
  'iphone-express': /^RESIDUAL$/,
  locked: /^UNKNOWN$/,
  'two-cards': /^(UNKNOWN|REVIEW|RESIDUAL)$/,
  flaky: /^(UNKNOWN|RESIDUAL)$/,
  'hot-reader': /^UNKNOWN$/,
};

describe('hakushi readers', () => {
  it('answers with the readers there are, also when there are none', async () => {
    const said = await cli('readers');
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
    expect(only(said)['readers']).toEqual([]);
    const told = await run(['readers'], { home });
    expect(told.stdout).toMatch(/ICカードリーダー/);
  });
});

describe('hakushi readers scan', () => {
  it('knows what every practice chip is', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual([...practiceChips].toSorted());
  });

  it.each(Object.entries(EXPECTED))('of %s is %s, and exit 0 only for an empty one', async (chip, state) => {
    const said = await scan('--practice', chip, ...(chip === 'iphone-express' ? ['--iphone'] : []));
    const answer = only(said);
    expect(answer['state']).toMatch(state);
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: answer['state'] === 'EMPTY' ? 0 : 1, stderr: '' });
    expect(answer).toMatchObject({
      reader: { id: 'practice:rc-s380-1', model: 'rc-s380' },
      scan: chip === 'iphone-express' ? 'iphone' : 'full',
      idmHashKey: 'this-run',
      systems: expect.any(Array),
      residues: expect.any(Array),
      reasons: expect.any(Array),
      log: expect.any(Array),
      tookMs: expect.any(Number),
    });
    if (chip === 'hot-reader') expect(answer['error']).toEqual({ code: 'reader.hot', facts: {} });
    else expect((answer['log'] as string[]).length).toBeGreaterThan(0);
  });

  it('reads with the other reader as well, and prints no number that tells the chip', async () => {
    const said = await scan('--practice', 'mobile-4.1', '--reader', 'rc-s300');
    const answer = only(said);
    expect(answer).toMatchObject({ state: 'RESIDUAL', reader: { model: 'rc-s300' } });
    expect(answer['idmHash']).toMatch(/^[0-9a-f]{64}$/);
    const log = answer['log'] as string[];
    const polled = log.filter((line) => line.startsWith('<=') && line.slice(5, 7) === '01');
    expect(polled.length).toBeGreaterThan(1);
    for (const line of polled) expect(line).toMatch(/^<= [0-9a-f]{2}01<idm:[0-9a-f]>[0-9a-f]{16,20}$/);
    const asked = log.filter((line) => line.startsWith('=>') && line.slice(5, 7) === '0c');
    expect(asked).toEqual([expect.stringMatching(/^=> 0a0c<idm:[0-9a-f]>$/)]);
    const systems = answer['systems'] as { code: string; nodes: string[] }[];
    expect(systems.find(({ code }) => code === 'FE00')?.nodes).toContain('0000-FFFE');
  });

  it('tells people the state, the reasons and what is left', async () => {
    const said = await run(['readers', 'scan', '--practice', 'suica', '--language', 'en'], { home });
    expect(said.stdout).toMatch(/^Chip: Left over\n {2}Services are still registered in it\n/);
    expect(said.stdout).toMatch(/\n {2}.+: 0003/);
  });

  it('hashes with the key of the data folder that is named, once that has one', async () => {
    const data = join(home, 'keyed');
    mkdirSync(data);
    const without = only(await scan('--practice', 'waon', '--data', data));
    expect(without['idmHashKey']).toBe('this-run');
    expect(without['idmHash']).toMatch(/^[0-9a-f]{64}$/);
    openLedger({ folder: data, practice: true }).close();
    const zeroed = await cli(
      ...['readers', 'zero-card', '--practice', 'lite-s', '--reader', 'rc-s380', '--operator', 'hana', '--consent'],
      ...['--data', data],
    );
    expect([zeroed.code, only(zeroed)]).toEqual([0, { blocksWritten: expect.any(Number), isReadBack: true, left: [] }]);
    expect(only(await scan('--practice', 'waon', '--data', data))['idmHashKey']).toBe('workstation');
  });

  it.each([
    ['no reader', [], 'reader.absent', 3],
    ['a reader that is not there', ['--practice', 'empty', '--reader', 'usb:9-9'], 'reader.absent', 3],
    ['an unknown chip', ['--practice', 'gold'], 'command.usage', 2],
    ['an option without its value', ['--practice'], 'command.usage', 2],
  ] as const)('with %s says so', async (_, words, code, exit) => {
    const said = await scan(...words);
    // Where the buses of this computer cannot be seen at all, that is what is said.
    const expected =
      words.length === 0 ? [expect.stringMatching(/^(reader\.absent|usb\.unavailable)$/), 3] : [code, exit];
    expect([codeOf(said), said.code]).toEqual(expected);
    expect(said.stderr).toBe('');
  });
});

describe('hakushi readers zero-card', () => {
  const data = join(home, 'cards');
  const zero = (chip: string, ...more: string[]): Promise<Said> =>
    cli('readers', 'zero-card', '--practice', chip, '--reader', 'rc-s380', '--data', data, ...more);

  it('needs consent, a person, and a ledger that will keep it, before anything else', async () => {
    const nobody = await zero('lite-s', '--consent');
    expect([codeOf(nobody), nobody.code]).toEqual(['command.usage', 2]);
    const without = await zero('lite-s', '--operator', 'hana');
    expect([codeOf(without), without.code]).toEqual(['consent.missing', 1]);
    const nowhere = await zero('lite-s', '--operator', 'hana', '--consent');
    expect([codeOf(nowhere), nowhere.code]).toEqual(['ledger.file-unreadable', 3]);
  });

  it('zeroes a loose card and keeps on record that it did, under a hash', async () => {
    openLedger({ folder: data, practice: true }).close();
    const said = await zero('lite-s', '--operator', 'hana', '--consent');
    expect([said.code, only(said)]).toEqual([0, { blocksWritten: expect.any(Number), isReadBack: true, left: [] }]);
    const opened = openLedger({ folder: data, practice: true });
    const entries = opened.ledger.ofKind('card-zeroed').map(({ entry }) => entry);
    opened.close();
    expect(entries).toMatchObject([
      {
        actor: 'hana',
        record: null,
        body: { operator: 'hana', way: 'lite', icCode: 0xf1, isReadBack: true, left: [], cardHash: expect.any(String) },
      },
    ]);
    const verified = await cli('ledger', 'verify', join(data, 'hakushi.sqlite'));
    expect(only(verified)).toMatchObject({ ok: true });
  });

  it.each([
    ['empty', 'card.not-zeroable'],
    ['wallets', 'card.not-zeroable'],
    ['locked', 'chip.absent'],
  ])("never writes to a phone's chip: %s", async (chip, code) => {
    const said = await zero(chip, '--operator', 'hana', '--consent');
    expect([codeOf(said), said.code]).toEqual([code, 1]);
    const opened = openLedger({ folder: data, practice: true });
    const written = opened.ledger.ofKind('card-zeroed').length;
    opened.close();
    expect(written).toBe(1);
  });

  it('is done by who logged in, where people have accounts', async () => {
    const staffed = join(home, 'staffed');
    openLedger({ folder: staffed, practice: true }).close();
    const withPin = async (...words: string[]): Promise<Said> => {
      const running = start([...words, '--pin-stdin', '--data', staffed, '--json'], { home });
      running.child.stdin.end('481623\n481623\n');
      return running.ended;
    };
    const added = await withPin('operators', 'add', 'mika', '--role', 'manager');
    expect(added.code).toBe(0);
    const zeroing = ['readers', 'zero-card', '--practice', 'lite-s', '--reader', 'rc-s380', '--consent', '--operator'];
    expect((await withPin(...zeroing, 'mika')).code).toBe(0);
    const stranger = await withPin(...zeroing, 'hana');
    expect([codeOf(stranger), stranger.code]).toEqual(['operator.refused', 1]);
    const opened = openLedger({ folder: staffed, practice: true });
    const entries = opened.ledger.ofKind('card-zeroed').map(({ entry }) => entry.body);
    opened.close();
    expect(entries).toMatchObject([{ operator: 'mika', authenticated: true }]);
  });

  it('makes no new key where chips were read under one that is lost, and writes nothing', async () => {
    const lost = join(home, 'lost-key');
    const before = openLedger({ folder: lost, practice: true });
    const seq = before.ledger.head().seq;
    const rows = `INSERT INTO chips (record, state, sale, blocks, opened_seq, updated_seq)
      VALUES ('R-20260301-0001', 'EMPTY', 'blocked', '[]', ${seq}, ${seq});
      INSERT INTO chip_readings (idm_hash, record) VALUES ('${'a'.repeat(64)}', 'R-20260301-0001');`;
    before.database.exec(rows);
    before.close();
    const said = await cli(
      ...['readers', 'zero-card', '--practice', 'lite-s', '--reader', 'rc-s380', '--operator', 'hana', '--consent'],
      ...['--data', lost],
    );
    expect(codeOf(said)).toBe('ledger.key-missing');
    expect(existsSync(chipHashFile(lost))).toBe(false);
    const after = openLedger({ folder: lost, practice: true });
    expect(after.ledger.ofKind('card-zeroed')).toEqual([]);
    after.close();
  });

  it('does not put practice into the ledger of a shop', async () => {
    const shop = join(home, 'shop');
    openLedger({ folder: shop, practice: false }).close();
    const said = await cli(
      ...['readers', 'zero-card', '--practice', 'lite-s', '--reader', 'rc-s380', '--operator', 'hana', '--consent'],
      ...['--data', shop],
    );
    expect([codeOf(said), said.code]).toEqual(['practice.mixed', 3]);
  });
});
