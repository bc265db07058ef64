import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../../../domain/errors.ts';
import { CALLS, type CallName } from '../../../domain/ipc.ts';
import { verifyLedgerFile } from '../../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../../main/store/database.ts';
import { describeWhere } from '../../needs.ts';
import { launchWorkstation, type Workstation } from '../../stand-in/launch.ts';
import { granted, stateOf } from './ask.ts';

const NAMES = Object.keys(CALLS) as CallName[];
const RUNS = 120;
/** Calls that need nothing and change what everybody sees: a hostile page could press these buttons as well as a person can. */
const isWelcome = (name: CallName, input: unknown): boolean => CALLS[name].input.safeParse(input).success;

/** What a call made by the page's own script came to: a Reply, or what was thrown before anything left the page. */
interface Outcome {
  readonly threw?: string;
  readonly reply?: { readonly ok: boolean; readonly error?: { readonly code: string; readonly facts: object } };
}

describeWhere(['chromium', 'adb'], 'a hostile page behind the real bridge', () => {
  let home = '';
  let workstation: Workstation;
  let before = '';

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'hakushi-hostile-'));
    workstation = await launchWorkstation({ dataFolder: join(home, 'data'), args: ['--adb', '127.0.0.1:9'] });
    const shop = { name: '白波モバイル', licence: '', address: '', phone: '' };
    const people = [{ id: 'mori', name: '森 明里', role: 'manager', pin: '190283' } as const];
    const rest = { language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
    await granted(workstation.window, 'first-run', { shop, people, ...rest });
  });

  beforeEach(async () => {
    before = await picture();
  });

  // Whatever was tried: main lives, and nothing that it keeps has changed.
  afterEach(async () => {
    expect(await picture()).toBe(before);
  });

  afterAll(async () => {
    await workstation.stop();
    expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
    expect(workstation.output().stderr).toBe('');
    expect(await verifyLedgerFile(join(home, 'data', DATABASE_FILE))).toMatchObject({ ok: true });
    rmSync(home, { recursive: true, force: true });
  });

  /** What main keeps: the ledger, the settings and the accounts, and which files there are. */
  async function picture(): Promise<string> {
    const { settings, accounts, ledger } = await stateOf(workstation.window);
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.startsWith('data/window'),
    );
    return JSON.stringify([settings, accounts, ledger.head, ledger.entries, files.sort()]);
  }

  /** Runs a script of the page that makes one call. */
  function outcomeOf(script: string): Promise<Outcome> {
    return workstation.window.evaluate(async (source) => {
      try {
        return { reply: await (new Function('bridge', `return (${source})`)(window.workstation) as Promise<never>) };
      } catch (thrown) {
        return { threw: String(thrown) };
      }
    }, script);
  }

  async function expectRefused(script: string, codes: readonly string[]): Promise<void> {
    const outcome = await outcomeOf(script);
    expect(outcome.threw, script).toBeUndefined();
    expect(outcome.reply, script).toMatchObject({ ok: false, error: { code: expect.any(String) } });
    expect(codes, script).toContain(outcome.reply?.error?.code);
  }

  const quoted = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value));

  it('refuses names that are no calls', async () => {
    const known = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'GET-STATE', 'get-state '];
    for (const name of known) await expectRefused(`bridge.call(${quoted(name)}, {})`, ['ipc.unknown-call']);
    for (const name of ['null', 'undefined', '7', '[]', '{}', '["get-state"]', 'new Map()', '10n'])
      await expectRefused(`bridge.call(${name}, {})`, ['ipc.unknown-call']);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (name) => {
        fc.pre(!NAMES.some((one) => one === name) && name.isWellFormed());
        await expectRefused(`bridge.call(${quoted(name)}, {})`, ['ipc.unknown-call']);
      }),
      { numRuns: RUNS },
    );
  });

  it('refuses inputs that do not fit, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.jsonValue({ maxDepth: 4 }), async (name, input) => {
        fc.pre(!isWelcome(name, input));
        await expectRefused(`bridge.call(${quoted(name)}, JSON.parse(${quoted(JSON.stringify(input))}))`, [
          'ipc.bad-input',
        ]);
      }),
      { numRuns: RUNS },
    );
  });

  it('refuses what JSON cannot say: own prototypes, keys of every object, dates, maps, circles', async () => {
    const inputs = [
      'JSON.parse(\'{"__proto__":{"name":"mori","pin":"190283"}}\')',
      'JSON.parse(\'{"name":"mori","pin":"190283","__proto__":{"x":1}}\')',
      'JSON.parse(\'{"name":"mori","pin":"190283","constructor":{"prototype":{"x":1}}}\')',
      'Object.create({ name: "mori", pin: "190283" })',
      'new Map([["name", "mori"], ["pin", "190283"]])',
      'new Date()',
      '[["name", "mori"], ["pin", "190283"]]',
      'undefined',
      'null',
      'NaN',
      '(() => { const one = { name: "mori" }; one.pin = one; return one; })()',
    ];
    for (const input of inputs)
      await expectRefused(`bridge.call('log-in', ${input})`, ['ipc.bad-input', 'ipc.too-large']);
    expect(await workstation.window.evaluate(() => Reflect.get({}, 'x'))).toBeUndefined();
    expect(await workstation.main.evaluate(() => typeof Reflect.get({}, 'x'), null)).toBe('undefined');
  });

  it('refuses payloads of ten megabytes in every shape', async () => {
    const inputs = [
      '{ name: "x".repeat(10_000_000), pin: "1" }',
      '{ ["x".repeat(10_000_000)]: 1 }',
      '{ name: new Uint8Array(10_000_000), pin: "1" }',
      'Array.from({ length: 100_000 }, () => "x".repeat(100))',
      '{ name: Array.from({ length: 100_000 }, (_, n) => ({ n })) }',
    ];
    for (const input of inputs)
      await expectRefused(`bridge.call('log-in', ${input})`, ['ipc.too-large', 'ipc.bad-input']);
  });

  it('refuses names that would lead out of its folders', async () => {
    const paths = [
      '../../etc/passwd',
      '..\\\\..\\\\boot.ini',
      '/etc/passwd',
      'a/../../b',
      'R-1\\u0000.pdf',
      '%2e%2e%2f',
      '~root',
    ];
    for (const path of paths) {
      const refusals = ['ipc.bad-input', 'record.unknown', 'operator.name-unfit', 'device.absent', 'job.unknown'];
      await expectRefused(`bridge.call('issue-certificate', { record: '${path}', language: 'ja' })`, refusals);
      await expectRefused(`bridge.call('save-label', { record: '${path}', widthMm: 62 })`, refusals);
      await expectRefused(`bridge.call('read-record', { record: '${path}' })`, refusals);
      await expectRefused(
        `bridge.call('make-report', { from: '${path}', to: '2026-11-22', language: 'ja' })`,
        refusals,
      );
      await expectRefused(`bridge.call('open-folder', { folder: '${path}' })`, refusals);
      await expectRefused(`bridge.call('cancel-job', { job: '${path}' })`, refusals);
    }
  });

  it('gives a frame inside the page nothing', async () => {
    const inside = await workstation.window.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve));
      const seen = typeof Reflect.get(frame.contentWindow ?? {}, 'workstation');
      frame.remove();
      return seen;
    });
    expect(inside).toBe('undefined');
  });

  it('stays on its own page and opens no other', async () => {
    const address = workstation.window.url();
    await workstation.window.evaluate(() => {
      window.open('file:///etc/passwd');
      const link = document.createElement('a');
      link.href = 'file:///etc/hostname';
      document.body.append(link);
      link.click();
      link.remove();
      window.location.assign('file:///etc/hostname');
    });
    // Each answer comes after what was begun before it: a page that went away would not give one.
    for (let times = 0; times < 20; times += 1) await stateOf(workstation.window);
    expect(workstation.window.url()).toBe(address);
    expect(workstation.main.windows()).toHaveLength(1);
  });

  it('refuses calls of a page that is not its own, even in its own window', async () => {
    const address = workstation.window.url();
    const load = async (url: string): Promise<void> => {
      await workstation.main.evaluate(
        ({ BrowserWindow }, to) =>
          BrowserWindow.getAllWindows()[0]
            ?.loadURL(to)
            .then(() => null),
        url,
      );
    };
    await load('data:text/html,<title>elsewhere</title>');
    await expectRefused(`bridge.call('get-state', {})`, ['ipc.foreign-sender']);
    await expectRefused(`bridge.call('log-in', { name: 'mori', pin: '190283' })`, ['ipc.foreign-sender']);
    await load(address);
  });

  it('knows every refusal by its catalogue', () => {
    const codes =
      readFileSync(import.meta.filename, 'utf8').match(/'(ipc|record|operator|device|job)\.[a-z-]+'/g) ?? [];
    expect(codes.length).toBeGreaterThan(4);
    for (const code of codes) expect(Object.keys(ERROR_CATALOGUE)).toContain(code.slice(1, -1));
  });
});
