import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGreen, type PortView } from '../../domain/window-state.ts';
import { granted, stateOf } from '../journeys/window/ask.ts';
import {
  bindPractisedChip,
  isOver,
  readPractisedChip,
  readWithheldNumbers,
  reviewPractised,
  untilPractised,
} from '../journeys/window/practise.ts';
import { WindowPage } from '../journeys/window/window-page.ts';
import { launchWorkstation, type Workstation } from '../stand-in/launch.ts';
import type { Camera } from './camera.ts';

const PEOPLE = [
  { id: 'mori', name: '森 明里', role: 'manager', pin: '190283' },
  { id: 'kato', name: '加藤 陽', role: 'operator', pin: '746120' },
  { id: 'sato', name: '佐藤 凛', role: 'checker', pin: '582917' },
] as const;
const SHOP = {
  name: '白波モバイル 神保町店',
  licence: '第301234567890号',
  address: '東京都千代田区神田神保町1-2-3',
  phone: '03-1234-5678',
};
const RACK = { phones: 6, iphones: 2, seed: 'pictures', faults: ['storage-lies', 'unplugged'] };
const PORTS = RACK.phones + RACK.iphones;

/** Takes pictures of the program at work on a practice rack, from the first phones to papers, ledger and report; returns what went wrong. */
export async function shootProgram(camera: Camera): Promise<readonly string[]> {
  const home = mkdtempSync(join(tmpdir(), 'hakushi-pictures-'));
  const workstation = await launchWorkstation({ dataFolder: join(home, 'data'), args: ['--adb', '127.0.0.1:9'] });
  const failed: string[] = [];
  try {
    await new Sitting(workstation, camera).run();
  } catch (error) {
    failed.push(`program: ${error}`);
  } finally {
    failed.push(...Object.values(workstation.faults()).flat());
    await workstation.stop();
    rmSync(home, { recursive: true, force: true });
  }
  return failed;
}

/** One practice that stands still for a picture wherever it can. */
class Sitting {
  readonly #workstation: Workstation;
  readonly #camera: Camera;
  readonly #window: WindowPage;

  constructor(workstation: Workstation, camera: Camera) {
    this.#workstation = workstation;
    this.#camera = camera;
    this.#window = new WindowPage(workstation.window);
  }

  async run(): Promise<void> {
    const { page } = this.#window;
    const rest = { language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
    await granted(page, 'first-run', { shop: SHOP, people: [...PEOPLE], ...rest });
    await granted(page, 'start-practice', RACK);
    // The practice is another workplace, with the same people and nobody at it yet.
    await granted(page, 'log-in', { name: PEOPLE[0].id, pin: PEOPLE[0].pin });
    await untilPractised(page, PORTS, ({ phone }) => phone !== null && phone !== 'reading');
    await this.#take('practice-1-plugged-in');
    await this.#work();
    await this.#chips();
    await this.#papers();
    await this.#screens();
  }

  async #take(name: string): Promise<void> {
    await this.#window.settled();
    await this.#camera.take(this.#workstation.window, name, 'program');
    await granted(this.#window.page, 'change-comfort', { language: 'ja', theme: 'light' });
    await this.#window.page.locator('html[lang=ja]').waitFor();
  }

  async #work(): Promise<void> {
    const { page } = this.#window;
    await readWithheldNumbers(page);
    await this.#window.switchTo(PEOPLE[1]);
    await this.#window.selectAll();
    await this.#window.startSelected();
    await page.waitForTimeout(1_500);
    await this.#take('practice-2-at-work');
    await untilPractised(page, PORTS, isOver);
    await this.#take('practice-3-before-review');
    await this.#window.switchTo(PEOPLE[2]);
    await this.#window.selectGroup('review');
    await this.#window.act('review');
    await this.#take('review-1-queue');
    const waiting = (await stateOf(page)).ports.filter(({ job }) => job?.state === 'awaiting-review');
    const [first, ...others] = waiting;
    if (first) await this.#reviewInSheet(first.port, others.length === 0);
    await reviewPractised(page, others);
    await page.keyboard.press('Escape');
    await this.#take('practice-4-ended');
  }

  /** The second person reads the chips: most are empty, one still holds a Suica, and one phone is left for later. */
  async #chips(): Promise<void> {
    const { page } = this.#window;
    const { ports, readers } = await stateOf(page);
    const [one, two] = readers.map(({ reader }) => reader);
    // An iPhone's chip is settled by its erasure.
    const passed = ports.filter(({ job }) => job?.state === 'passed' && !isGreen(job));
    if (!one || !two || passed.length < 3) throw new Error('too few readers, or phones that passed');
    for (const { port } of passed.slice(0, -2)) await readPractisedChip(page, { reader: one, port, declared: null });
    const full = passed.at(-2)?.port;
    if (full) await bindPractisedChip(page, { reader: two, port: full, declared: null }, { is: 'chip', chip: 'suica' });
    await granted(page, 'lay-on-practice-reader', { reader: two, what: { is: 'chip', chip: 'wallets' } });
    await this.#window.settled();
    await page.locator(`[data-reader="${two}"]`).getByText(this.#window.words('readers.result.now')).waitFor();
    await this.#take('practice-5-chips-read');
    await this.#window
      .buttonWith(this.#window.words('readers.bind.open'), page.locator(`[data-reader="${two}"]`))
      .click();
    await page.getByRole('dialog').waitFor();
    await this.#take('reader-left-over');
    await page.keyboard.press('Escape');
  }

  async #reviewInSheet(port: PortView['port'], isLast: boolean): Promise<void> {
    const { page } = this.#window;
    const { saw: imei } = await granted(page, 'follow-at-practice-phone', { port, instruction: 'read-imei' });
    await granted(page, 'follow-at-practice-phone', { port, instruction: 'look-at-screen' });
    await this.#window.review({ imei, screen: 'setup-screen' });
    await this.#take('review-2-decided');
    await this.#window
      .button(this.#window.words(isLast ? 'review.back' : 'review.next'))
      .last()
      .click();
  }

  async #papers(): Promise<void> {
    const { ports } = await stateOf(this.#window.page);
    const passed = ports.find(({ job }) => job?.state === 'passed');
    const failed = ports.find(({ job }) => job?.state === 'failed');
    if (!passed || !failed) throw new Error('there is no phone that passed, or none that failed');
    const panel = await this.#window.open(nameOf(passed));
    await this.#take('panel-passed-timeline');
    for (const view of ['examined', 'rate', 'raw'] as const) {
      await panel.getByRole('tab', { name: this.#window.words(`phone.view.${view}`) }).click();
      await this.#take(`panel-passed-${view}`);
    }
    await this.#window.button(this.#window.words('phone.papers'), panel).click();
    await this.#window.page.getByRole('img').first().waitFor();
    await this.#take('paper-certificate');
    await this.#window.page.getByRole('radio', { name: this.#window.words('paper.kind.label') }).press(' ');
    await this.#window.page.getByRole('img').first().waitFor();
    await this.#take('paper-label');
    await this.#window.page.keyboard.press('Escape');
    await this.#window.close(panel);
    const other = await this.#window.open(nameOf(failed));
    await this.#take('panel-failed-timeline');
    await this.#window.close(other);
  }

  async #screens(): Promise<void> {
    const window = this.#window;
    await window.switchTo(PEOPLE[0]);
    await window.goTo('not-detected');
    await window.page.getByRole('heading', { name: window.words('look.found') }).waitFor({ timeout: 30_000 });
    await this.#take('not-detected');
    await window.goTo('records');
    await this.#take('records-list');
    await window.goTo('ledger');
    await this.#take('ledger-entries');
    await window.button(window.words('ledger.screen.verify')).click();
    await window.page.getByText(window.words('ledger.screen.verified.what')).waitFor({ timeout: 60_000 });
    await this.#take('ledger-verified');
    await window.goTo('reports');
    await this.#take('reports-period');
    await window.goTo('settings');
    const tabs = await window.page.getByRole('tab').all();
    for (const [at, tab] of tabs.entries()) {
      await tab.click();
      await this.#take(`settings-${at + 1}`);
    }
    await granted(window.page, 'lock-screen', {});
    await this.#take('lock-after-work');
  }
}

const nameOf = ({ name, port }: PortView): string => name ?? port;
