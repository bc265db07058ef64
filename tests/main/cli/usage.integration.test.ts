import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEAD_ADB, folderForTests, only, run, type Said } from './run-cli.ts';

const home = folderForTests();
const practised = join(home, 'practised');
const data = join(practised, 'data');
const cli = (...words: string[]): Promise<Said> => run(words, { home });
let record = '';

beforeAll(async () => {
  const said = await cli(
    'practice',
    '--phones',
    '1',
    '--storage',
    '4',
    '--carrier',
    'in-process',
    '--out',
    practised,
    '--json',
  );
  expect(said.code, said.stderr).toBe(0);
  const [job] = only(said)['jobs'] as readonly { record: string }[];
  record = job?.record ?? '';
});

function codeOf(said: Said): unknown {
  return (only(said)['error'] as { code?: unknown } | undefined)?.code;
}

describe('wrong usage', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['paint']],
    ['an unknown option', ['practice', '--paint']],
    ['an option without its value', ['practice', '--phones']],
    ['a word too many', ['practice', 'now']],
    ['half a command', ['ledger']],
    ['a missing file name', ['ledger', 'verify']],
    ['a missing option', ['erase', '--purpose', 'intake']],
    ['no number', ['practice', '--phones', 'many']],
    ['too many phones', ['practice', '--phones', '65']],
    ['an unknown fault', ['practice', '--faults', 'paint']],
    ['more faults than phones', ['practice', '--phones', '1', '--faults', 'unplugged,storage-lies']],
    ['an unknown carrier', ['practice', '--carrier', 'pigeon']],
    ['an unknown purpose', ['erase', '--port', 'p', '--purpose', 'fun', '--operator', 'a']],
    ['an operator who cannot be one', ['erase', '--port', 'p', '--purpose', 'intake', '--operator', 'a b']],
    ['an adb server elsewhere', ['ports', '--adb', 'example.org:5037']],
    ['an unknown language', ['doctor', '--language', 'fr']],
  ])('%s is one JSON object and exit 2', async (_, words) => {
    const said = await cli(...words, '--json');
    expect(codeOf(said)).toBe('command.usage');
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 2, stderr: '' });
  });

  it('is said to people in both languages, on stderr', async () => {
    const { code, stdout, stderr } = await cli('practice', '--paint');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^\[command\.usage\]\n命令の書き方が違います.*--paint.*\nThe command is not written right.*--paint.*\n$/,
    );
  });

  it('answers --help and --version with exit 0', async () => {
    expect((await cli('--help')).stdout).toContain('practice');
    expect(only(await cli('--version', '--json'))).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(only(await cli('erase', '--help', '--json'))).toEqual({ help: expect.stringContaining('--operator') });
  });
});

describe('an environment that does not allow it', () => {
  const damaged = join(home, 'damaged');
  const exposed = join(home, 'exposed');
  const keyless = join(home, 'keyless');
  const broken = join(home, 'broken');

  beforeAll(() => {
    for (const folder of [damaged, exposed, keyless, broken]) cpSync(data, folder, { recursive: true });
    writeFileSync(join(damaged, 'hakushi.sqlite'), Buffer.alloc(8192, 7));
    const [key = ''] = readdirSync(join(exposed, 'keys'));
    chmodSync(join(exposed, 'keys', key), 0o644);
    writeFileSync(join(keyless, 'keys', key), '');
    const bytes = readFileSync(join(broken, 'hakushi.sqlite'));
    const at = bytes.indexOf('"kind":"job-drafted"');
    bytes.write('"kind":"job-drafteD"', at);
    writeFileSync(join(broken, 'hakushi.sqlite'), bytes);
    mkdirSync(join(home, 'empty'));
  });

  it.each([
    ['no adb server', ['ports', '--adb', DEAD_ADB], 'adb.server-down'],
    ['an output folder that cannot be', ['practice', '--out', '/dev/null/out'], 'certificate.not-writable'],
    [
      'no ledger to seal',
      ['ledger', 'seal', '--out', 'seal.json', '--data', join(home, 'empty')],
      'ledger.file-unreadable',
    ],
    [
      'no ledger to export',
      ['ledger', 'export', '--out', 'out.jsonl', '--data', join(home, 'empty')],
      'ledger.file-unreadable',
    ],
    ['no ledger to certify from', ['certificate', 'HK-1', '--data', join(home, 'empty')], 'ledger.file-unreadable'],
    ['no file to check', ['ledger', 'verify', 'nothing.sqlite'], 'ledger.file-unreadable'],
    [
      'an export with nowhere to go',
      ['ledger', 'export', '--out', '/dev/null/x', '--data', data],
      'ledger.write-failed',
    ],
    [
      'a certificate with nowhere to go',
      ['certificate', 'RECORD', '--out', '/dev/null/x', '--data', data],
      'certificate.not-writable',
    ],
    ['a damaged database', ['ledger', 'seal', '--out', 'seal.json', '--data', damaged], 'store.damaged'],
    ['a key that others can read', ['ledger', 'seal', '--out', 'seal.json', '--data', exposed], 'ledger.key-exposed'],
  ])('%s is exit 3', async (_, words, code) => {
    const said = await cli(...words.map((word) => (word === 'RECORD' ? record : word)), '--json');
    expect({ error: codeOf(said), code: said.code, stderr: said.stderr }).toEqual({ error: code, code: 3, stderr: '' });
  });

  it('leaves nothing behind where there was no ledger', () => {
    expect(readdirSync(join(home, 'empty'))).toEqual([]);
  });

  it('is not a broken chain: that is a "no"', async () => {
    const sealed = await cli('ledger', 'seal', '--out', 'seal.json', '--data', broken, '--json');
    expect([codeOf(sealed), sealed.code]).toEqual(['ledger.chain-broken', 1]);
    const verified = await cli('ledger', 'verify', join(broken, 'hakushi.sqlite'), '--json');
    expect(only(verified)).toMatchObject({ ok: false, firstBad: { seq: expect.any(Number), why: expect.any(String) } });
    expect(verified.code).toBe(1);
  });

  it('is told by the doctor, all at once', async () => {
    mkdirSync(join(exposed, 'felica'), { recursive: true });
    writeFileSync(join(exposed, 'felica', 'models.json'), '{');
    const said = await cli('doctor', '--data', exposed, '--adb', DEAD_ADB, '--json');
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 3, stderr: '' });
    const findings = only(said)['findings'] as readonly Record<string, string>[];
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining([
        ...['ok data.writable', 'error ledger.key-exposed', 'error computer.adb-not-running'],
        'warn chip.data-file',
      ]),
    );
    const about = findings.find(({ code }) => code === 'chip.data-file');
    expect(about?.['text']).toContain('models.json: not JSON');
    for (const finding of findings) expect(Object.keys(finding).sort()).toEqual(['code', 'fix', 'severity', 'text']);
  });
});

describe('ledger and certificate', () => {
  it('verify, seal and export answer in their shapes', async () => {
    const database = join(data, 'hakushi.sqlite');
    const verified = only(await cli('ledger', 'verify', database, '--json'));
    expect(verified).toMatchObject({ ok: true, entries: expect.any(Number), firstBad: null });
    expect(verified['cannotSee']).toContain('tail-cut');
    const sealed = only(await cli('ledger', 'seal', '--out', 'kept.json', '--data', data, '--json'));
    expect(sealed).toMatchObject({ file: expect.stringContaining('kept.json'), head: { seq: sealed['entries'] } });
    const exported = only(await cli('ledger', 'export', '--out', '台帳 1.jsonl', '--data', data, '--json'));
    expect(exported['entries']).toBe(sealed['entries']);
    const checked = await cli('ledger', 'verify', '台帳 1.jsonl', '--checkpoint', 'kept.json', '--json');
    expect([checked.code, only(checked)['ok']]).toEqual([0, true]);
    expect(only(checked)['cannotSee']).not.toContain('tail-cut');
  });

  it('shows a cut tail against the checkpoint', async () => {
    await cli('ledger', 'seal', '--out', 'whole.json', '--data', data, '--json');
    await cli('ledger', 'export', '--out', 'cut.jsonl', '--data', data, '--json');
    const lines = readFileSync(join(home, 'cut.jsonl'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(home, 'cut.jsonl'), `${lines.slice(0, -4).join('\n')}\n`);
    const said = await cli('ledger', 'verify', 'cut.jsonl', '--checkpoint', 'whole.json');
    expect(said.code).toBe(1);
    expect(said.stdout).toContain(`${lines.length - 3}番`);
  });

  it('prints a certificate again, checks it, and refuses a changed one and an unknown record', async () => {
    const { pdf, json } = only(await cli('certificate', record, '--out', '再発行', '--data', data, '--json'));
    expect(String(pdf)).toMatch(/\.pdf$/);
    const good = await cli('certificate', 'verify', String(json), '--data', data, '--json');
    expect([good.code, only(good)]).toEqual([0, { ok: true, why: 'ok-in-ledger' }]);
    writeFileSync(String(json), readFileSync(String(json), 'utf8').replace('"practice":true', '"practice":false'));
    const bad = await cli('certificate', 'verify', String(json), '--json');
    expect([bad.code, only(bad)['ok']]).toEqual([1, false]);
    const unknown = await cli('certificate', 'HK-20260101-0000000000', '--data', data, '--json');
    expect([unknown.code, codeOf(unknown)]).toEqual([1, 'record.unknown']);
  });
});
