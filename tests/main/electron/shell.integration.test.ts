import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reply } from '../../../domain/bridge.ts';
import type { WindowEvent, WindowState } from '../../../domain/window-state.ts';
import { describeWhere } from '../../needs.ts';
import { launchWorkstation, type Workstation } from '../../stand-in/launch.ts';

interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  onEvent(listener: (event: WindowEvent) => void): () => void;
}

const call = (window: Page, name: string, input: unknown): Promise<Reply<unknown>> =>
  window.evaluate(
    ([asked, given]) =>
      (globalThis as unknown as { workstation: Bridge }).workstation.call(asked as string, given as unknown),
    [name, input] as const,
  );

async function stateOf(window: Page): Promise<WindowState> {
  const reply = await call(window, 'get-state', {});
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as WindowState;
}

describeWhere(['chromium'], 'the window of the built workstation', () => {
  let folder = '';
  let workstation: Workstation;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-shell-'));
    // Nothing listens there: the window opens all the same.
    workstation = await launchWorkstation({ dataFolder: folder, args: ['--adb', '127.0.0.1:9'] });
  });
  afterEach(async () => {
    await workstation.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens without adb and says why, keeps what was set over a restart, and closes its ledger', async () => {
    const { window } = workstation;
    const blindOf = async (): Promise<readonly unknown[]> =>
      (await stateOf(window)).bench.blind.map(({ source, why }) => [source, why.code]);
    await expect.poll(blindOf).toContainEqual(['adb', 'adb.server-down']);
    expect(await stateOf(window)).toMatchObject({
      workplace: 'real',
      program: { shell: workstation.isElectron ? 'electron' : 'stand-in' },
      settings: { shop: null, theme: 'system' },
    });
    expect(await call(window, 'change-comfort', { theme: 'dark', language: 'en' })).toEqual({ ok: true, value: null });
    expect(await workstation.main.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('dark');
    await workstation.stop();
    expect(await workstation.main.ended).toBe(0);
    workstation = await launchWorkstation({ dataFolder: folder, args: ['--adb', '127.0.0.1:9'] });
    expect(await stateOf(workstation.window)).toMatchObject({ settings: { theme: 'dark', language: 'en' } });
  });

  it('wraps the signing key where there is a key store, and never loses it', async () => {
    const before = await stateOf(workstation.window);
    expect(before.ledger.keyIn).toBe('file');
    await workstation.stop();
    const withStore = { dataFolder: folder, args: ['--adb', '127.0.0.1:9'], env: { HAKUSHI_STAND_IN_KEYCHAIN: '1' } };
    workstation = await launchWorkstation(withStore);
    const after = await stateOf(workstation.window);
    expect(after.ledger).toMatchObject({ keyIn: 'key-store', workstation: before.ledger.workstation });
    expect(readdirSync(join(folder, 'keys')).filter((name) => !name.endsWith('.wrapped'))).toEqual([]);
    expect(await call(workstation.window, 'seal-ledger', {})).toMatchObject({ ok: true });
    await workstation.stop();
    workstation = await launchWorkstation({ dataFolder: folder, args: ['--adb', '127.0.0.1:9'] });
    const locked = { ok: false, error: { code: 'ledger.key-locked' } };
    expect(await call(workstation.window, 'get-state', {})).toMatchObject(locked);
  });

  it('tells of changes by numbers without gaps, also after the page was loaded anew', async () => {
    const { window } = workstation;
    const hear = (): Promise<void> =>
      window.evaluate(() => {
        const heard: number[] = [];
        Object.assign(globalThis, { heard });
        (globalThis as unknown as { workstation: Bridge }).workstation.onEvent(({ revision }) => heard.push(revision));
      });
    const heard = (): Promise<number[]> => window.evaluate(() => (globalThis as unknown as { heard: number[] }).heard);
    for (const round of [1, 2]) {
      const { revision } = await stateOf(window);
      await hear();
      for (const sounds of [false, true, false]) await call(window, 'change-comfort', { sounds });
      await expect.poll(heard, { message: `round ${round}` }).toEqual(expect.arrayContaining([revision + 3]));
      const numbers = await heard();
      expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
      await window.reload();
    }
    expect(await stateOf(window)).toMatchObject({ settings: { sounds: false } });
  });

  it('hands the page each change alone, so that a batch never costs its square', async () => {
    const { window } = workstation;
    await window.evaluate(() => {
      const given: number[] = [];
      Object.assign(globalThis, { given });
      const count = (...all: readonly unknown[]): void => void given.push(all.length);
      (globalThis as unknown as { workstation: Bridge }).workstation.onEvent(count);
    });
    await call(window, 'change-comfort', { sounds: true });
    const given = (): Promise<number[]> => window.evaluate(() => (globalThis as unknown as { given: number[] }).given);
    await expect.poll(given).not.toEqual([]);
    expect(new Set(await given())).toEqual(new Set([1]));
  });

  it('answers no frame but its own page, and goes on', async () => {
    const { window } = workstation;
    const foreign = await window.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.srcdoc = '<p>another page</p>';
      document.body.append(frame);
      await new Promise((resolve) => {
        frame.onload = resolve;
        setTimeout(resolve, 1_000);
      });
      return typeof (frame.contentWindow as unknown as { workstation?: unknown } | null)?.workstation;
    });
    expect(foreign).toBe('undefined');
    expect(await call(window, 'constructor', {})).toMatchObject({ ok: false, error: { code: 'ipc.unknown-call' } });
    const large = { name: 'x'.repeat(10 * 1024 * 1024), pin: '' };
    expect(await call(window, 'log-in', large)).toMatchObject({ ok: false, error: { code: 'ipc.too-large' } });
    expect(await stateOf(window)).toMatchObject({ ledger: { entries: 1 } });
    expect(readdirSync(folder)).not.toContain('certificates');
  });
});
