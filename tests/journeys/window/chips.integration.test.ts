import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isErased, isGreen } from '../../../domain/window-state.ts';
import { describeWhere } from '../../needs.ts';
import { launchWorkstation } from '../../stand-in/launch.ts';
import { granted, stateOf } from './ask.ts';
import { isOver, readWithheldNumbers, reviewPractised, untilPractised } from './practise.ts';
import { STAFF, tellOf } from './shop.ts';
import { WindowPage } from './window-page.ts';

const PHONES = 2;
const SHOP = { name: '白波モバイル', licence: '', address: '', phone: '' };
const LONG_MS = 60_000;

/** What a person does at the practice's readers, through the window. */
class AtReaders {
  readonly #window: WindowPage;

  constructor(window: WindowPage) {
    this.#window = window;
  }

  /** Lays a thing of the reader's menu on it and waits until the reading says this state. */
  async lay(reader: string, what: RegExp, state: 'EMPTY' | 'RESIDUAL'): Promise<void> {
    const { page } = this.#window;
    const tile = page.locator(`[data-reader="${reader}"]`);
    await this.#window.button(this.#window.words('readers.lay'), tile).click();
    await page.getByRole('menuitem', { name: what }).click();
    const seen = tile.getByText(this.#window.words(`chip.state.${state}`), { exact: true });
    await seen.waitFor({ timeout: LONG_MS });
    await tile.getByText(this.#window.words('readers.result.now'), { exact: true }).waitFor({ timeout: LONG_MS });
  }

  /** Lays a thing that nobody hears on a reader, and lets it be read by the button alone: as a phone, then by the one poll for iPhones. */
  async askSilent(reader: string, what: RegExp): Promise<void> {
    const { page } = this.#window;
    const tile = page.locator(`[data-reader="${reader}"]`);
    await this.#window.button(this.#window.words('readers.lay'), tile).click();
    await page.getByRole('menuitem', { name: what }).click();
    await this.#window.buttonWith(this.#window.words('readers.open'), tile).click();
    const sheet = page.getByRole('dialog');
    for (const scan of ['full', 'iphone'] as const) {
      await sheet.getByRole('radio', { name: this.#window.words(`readers.scan.${scan}`), exact: true }).press(' ');
      await this.#window.button(this.#window.words('readers.again'), sheet).click();
      await sheet
        .getByText(this.#window.words(`readers.scan.${scan}.words`), { exact: true })
        .waitFor({ timeout: LONG_MS });
      await sheet.getByText(this.#window.words('chip.state.UNKNOWN'), { exact: true }).first().waitFor();
      await sheet.getByText(this.#window.words('chip.reason.no-answer')).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }

  /** Binds the newest reading of a reader to the phone of a tile, as the person who is logged in, and closes the sheet. */
  async bind(reader: string, name: string): Promise<void> {
    const { page } = this.#window;
    const tile = page.locator(`[data-reader="${reader}"]`);
    await this.#window.buttonWith(this.#window.words('readers.bind.open'), tile).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('radio', { name: new RegExp(`^${name} `) }).press(' ');
    const bind = this.#window.button(this.#window.words('readers.bind.do'), sheet);
    await expect.poll(() => bind.isDisabled()).toBe(true);
    await sheet.getByRole('checkbox', { name: this.#window.words('readers.bind.confirm') }).press(' ');
    await bind.click();
    await sheet
      .getByText(/HK-\d{8}-/)
      .first()
      .waitFor();
    await this.#window.button(this.#window.words('readers.bound.open'), sheet).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }
}

/** Two practice phones, erased by one person and looked at by another; nobody has read their chips yet. */
async function erasedByKato(window: WindowPage): Promise<void> {
  const { page } = window;
  const people = Object.values(STAFF).map(({ id, name, role, pin }) => ({ id, name, role, pin }));
  const rest = { language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
  await granted(page, 'first-run', { shop: SHOP, people, ...rest });
  await granted(page, 'start-practice', { phones: PHONES, seed: 'window-chips', faults: [] });
  await granted(page, 'log-in', { name: STAFF.kato.id, pin: STAFF.kato.pin });
  await untilPractised(page, PHONES, ({ phone }) => phone !== null && phone !== 'reading');
  await readWithheldNumbers(page);
  await window.selectAll();
  await window.startSelected();
  await untilPractised(page, PHONES, isOver);
  await window.switchTo(STAFF.sato);
  await reviewPractised(page, (await stateOf(page)).ports);
  for (const name of ['1', '2']) await window.untilTile(name, 'chip.job.not-read');
}

const greens = async (window: WindowPage): Promise<readonly (string | null)[]> =>
  (await stateOf(window.page)).ports.flatMap(({ name, job }) => (job !== null && isGreen(job) ? [name] : []));

describeWhere(['chromium', 'adb'], 'chips at the practice’s readers', () => {
  it('make a phone green only when another person read its own chip empty after the erasure', async () => {
    const home = mkdtempSync(join(tmpdir(), 'hakushi-chips-'));
    const args = ['--adb', '127.0.0.1:9'];
    const workstation = await launchWorkstation({ dataFolder: join(home, 'data'), args });
    try {
      const window = new WindowPage(workstation.window);
      const readers = new AtReaders(window);
      await erasedByKato(window);
      const { ports, readers: seen } = await stateOf(window.page);
      expect(ports.every(({ job }) => job !== null && isErased(job) && !isGreen(job))).toBe(true);
      expect(seen.map(({ model }) => model)).toEqual(['rc-s300', 'rc-s380']);
      const [one = '', two = ''] = seen.map(({ reader }) => reader);

      // Whoever erased the phone may read its chip, but that is no second look.
      await window.switchTo(STAFF.kato);
      await readers.lay(one, /^1 /, 'EMPTY');
      await readers.bind(one, '1');
      await window.untilTile('1', 'chip.job.read-again');
      expect(await greens(window)).toEqual([]);

      await window.switchTo(STAFF.sato);
      await readers.lay(two, /^1 /, 'EMPTY');
      await readers.bind(two, '1');
      await window.untilTile('1', 'board.job.passed');
      expect(await greens(window)).toEqual(['1']);

      // A chip that still holds something, and after it the phone's own, which is another chip: neither is a pass.
      await readers.lay(one, /Suica/, 'RESIDUAL');
      await readers.bind(one, '2');
      await window.untilTile('2', 'chip.job.residual');
      await readers.lay(two, /^2 /, 'EMPTY');
      await readers.bind(two, '2');
      await window.untilTile('2', 'chip.job.another-chip');
      expect(await greens(window)).toEqual(['1']);

      await readers.askSilent(two, /ロック中/);

      expect(await granted(window.page, 'verify-ledger', {})).toMatchObject({ chain: { ok: true } });
      await workstation.stop();
      expect(workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
      expect(workstation.output().stderr).toBe('');
    } catch (error) {
      await tellOf(workstation);
      throw error;
    } finally {
      await workstation.stop();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
