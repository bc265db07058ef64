import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { say } from '../../../../domain/text.ts';
import { describeWhere } from '../../../needs.ts';
import { jobAt, portAt } from '../../fake-workstation.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage } from '../../open-page.ts';
import { openFirst, SCENES, type Scene } from './panel-scenes.ts';

const SMALL = { width: 1366, height: 768 };

/** Words that do not fit their place: what is cut off at the side of a button, a badge, a tab, or the sheet itself. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const places = '.dialog-body, .button, .state-badge, .tab, .card, .stage, .plan, .question, .consent-phone';
    return [
      ...document.querySelectorAll<HTMLElement>(`[role="dialog"] :is(${places}), [role="alertdialog"] :is(${places})`),
    ]
      .filter((place) => place.scrollWidth > place.clientWidth + 1)
      .map((place) => `${place.className}: ${place.textContent?.slice(0, 60)}`);
  });
}

function changed(scene: Scene, language: 'ja' | 'en', theme: 'light' | 'dark'): Scene {
  return { ...scene, state: { ...scene.state, settings: { ...scene.state.settings, language, theme } } };
}

describeWhere(['chromium'], 'the sheets of one phone in a real browser', () => {
  let pages: BuiltPages;
  beforeAll(async () => {
    pages = await BuiltPages.open();
  });
  afterAll(() => pages.close());

  const open = async (scene: Scene): Promise<OpenedPage> => {
    const opened = await pages.page({ state: scene.state, replies: scene.replies, size: SMALL });
    await scene.go(opened.page);
    return opened;
  };

  for (const [name, scene] of Object.entries(SCENES)) {
    it(`can be read by everybody, with nothing cut off, in both languages and themes: ${name}`, async () => {
      for (const [language, theme] of [
        ['ja', 'light'],
        ['en', 'dark'],
      ] as const) {
        const { page, complaints } = await open(changed(scene, language, theme));
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await cutOff(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    });
  }

  it('starts a phone by keys alone: tile, panel, purpose, consent, Enter, and back', async () => {
    const { plan } = SCENES;
    if (!plan) throw new Error('the scene is there');
    const { page, complaints } = await pages.page({
      state: plan.state,
      replies: { 'start-job': jobAt(0, 'performing') },
      size: SMALL,
    });
    await openFirst(page);
    await page.getByRole('button', { name: say('ja', 'phone.start') }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.consent').waitFor();
    await page.keyboard.press('Enter');
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.press(' ');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'start-job'))).toEqual([]);
    await page.getByRole('dialog').getByRole('radio').last().press(' ');
    await page.keyboard.press('Enter');
    await page.getByText(say('ja', 'consent.answer.started')).waitFor();
    const orders = await page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'start-job'));
    expect(orders).toMatchObject([{ input: { port: portAt(0), purpose: 'inspection' } }]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('lets a second person take over, look and accept by scanner and keys', async () => {
    const { review } = SCENES;
    if (!review) throw new Error('the scene is there');
    const replies = { ...review.replies, 'review-job': jobAt(0, 'passed') };
    const { page, complaints } = await open({ ...review, replies });
    await page.getByRole('radio', { name: /鈴木/ }).press(' ');
    await page.locator('input[type="password"]').fill('482913');
    await page.keyboard.press('Enter');
    await page.getByText('鈴木 健一 が確認します').waitFor();
    await page.getByRole('textbox', { name: say('ja', 'review.number') }).focus();
    await page.keyboard.type('490154203237518\n');
    await page.getByRole('radio', { name: say('ja', 'screen.setup-screen') }).press(' ');
    await page.getByRole('button', { name: say('ja', 'review.accept') }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.verdict.tone-pass').waitFor();
    expect(complaints).toEqual([]);
  });

  it('draws a speed as it comes and tells it in words', async () => {
    const { performing } = SCENES;
    if (!performing) throw new Error('the scene is there');
    const { page, complaints } = await open(performing);
    await page.getByRole('tab', { name: say('ja', 'phone.view.rate') }).click();
    for (const speed of [100e6, 200e6, 150e6]) {
      await page.evaluate((bytesPerSecond) => {
        const [port] = window.fake.state().ports;
        if (!port?.job?.progress) throw new Error('a job is at work');
        window.fake.emit({
          kind: 'progress',
          port: port.port,
          job: port.job.id,
          progress: { ...port.job.progress, bytesPerSecond },
        });
      }, speed);
      await page.waitForTimeout(20);
    }
    await page.locator('.rate-line canvas').waitFor();
    expect(await page.locator('.rate figcaption').textContent()).toMatch(/今 150 MB\/s、最も遅い 100 MB\/s/);
    expect(complaints).toEqual([]);
  });

  it('copies the entries without asking the window for a permission', async () => {
    const { raw } = SCENES;
    if (!raw) throw new Error('the scene is there');
    const { page } = await open(raw);
    await page.evaluate(() => {
      document.addEventListener('copy', () => {
        document.title = String(document.getSelection() ?? '') || (document.activeElement as HTMLTextAreaElement).value;
      });
    });
    await page
      .getByRole('button', { name: say('ja', 'phone.raw.copy') })
      .first()
      .click();
    await page.getByText(say('ja', 'phone.raw.copied')).waitFor();
    expect(await page.title()).toContain('"kind":"job-drafted"');
  });
});
