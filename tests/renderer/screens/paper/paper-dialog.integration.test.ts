import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificateFrom } from '../../../../domain/certificate.ts';
import { contentText } from '../../../../domain/certificate-file.ts';
import { say } from '../../../../domain/text.ts';
import { sha256Hex } from '../../../../main/ledger/chain-tools.ts';
import { printCertificate } from '../../../../main/reports/certificate-paper.ts';
import { openPaperFonts } from '../../../../main/reports/fonts.ts';
import { printLabel } from '../../../../main/reports/label.ts';
import { passedRecord } from '../../../domain/sample-record.ts';
import { describeWhere } from '../../../needs.ts';
import { accessibilityFaults, BuiltPages, type OpenedPage } from '../../open-page.ts';
import { openFirst, SCENES } from '../phone/panel-scenes.ts';

const fonts = openPaperFonts();
const content = certificateFrom(passedRecord().entries);
const contentSha256 = sha256Hex(contentText(content));
const signature = { algorithm: 'Ed25519', keyId: 'ab'.repeat(32), publicKey: 'AAAA', signature: 'BwcHBw==' } as const;

/** What the preview answers from now on. */
async function answer(page: Page, pdf: Uint8Array): Promise<void> {
  await page.evaluate((base64) => {
    window.fake.answer('preview-paper', { pdf: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)) });
  }, Buffer.from(pdf).toString('base64'));
}

/** Waits until a page of the preview shows something, and says how much of it is dark. */
async function darkness(page: Page): Promise<number> {
  await page.locator('canvas.paper-page').first().waitFor();
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.paper-page');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.some((value, at) => at % 4 === 0 && value < 60 && (pixels[at + 3] ?? 0) > 0) ?? false;
  });
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.paper-page');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) dark += (pixels[at] ?? 255) < 128 ? 1 : 0;
    return dark / (pixels.length / 4);
  });
}

describeWhere(['chromium'], 'the papers of a record in a real browser', () => {
  let pages: BuiltPages;
  let papers: { readonly certificate: Uint8Array; readonly label: Uint8Array };
  beforeAll(async () => {
    pages = await BuiltPages.open();
    const issue = { kind: 'original', number: 0 } as const;
    papers = {
      certificate: await printCertificate({ content, contentSha256, issue, language: 'ja', signature }, fonts),
      label: await printLabel({ content, contentSha256, widthMm: 62, language: 'ja' }, fonts),
    };
  });
  afterAll(() => pages.close());

  const open = async (): Promise<OpenedPage & { readonly asked: string[] }> => {
    const { passed } = SCENES;
    if (!passed) throw new Error('the scene is there');
    const opened = await pages.page({ state: passed.state, replies: passed.replies });
    const asked: string[] = [];
    opened.page.on('request', (request) => asked.push(request.url()));
    await answer(opened.page, papers.certificate);
    await openFirst(opened.page);
    await opened.page.getByRole('button', { name: say('ja', 'phone.papers') }).click();
    return { ...opened, asked };
  };

  it('are drawn from their bytes under the content policy, and nothing is fetched but our own files', async () => {
    const { page, complaints, asked } = await open();
    expect(await darkness(page)).toBeGreaterThan(0.02);
    expect(await page.locator('canvas.paper-page').count()).toBeGreaterThan(1);
    const origin = new URL(page.url()).origin;
    expect(asked.filter((url) => !url.startsWith(`${origin}/assets/`))).toEqual([]);
    expect(asked.some((url) => /pdf.*worker/i.test(url))).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('change to the label and back, and leave no worker behind when they are closed', async () => {
    const { page, complaints } = await open();
    await darkness(page);
    await answer(page, papers.label);
    await page.getByRole('radio', { name: say('ja', 'paper.kind.label') }).press(' ');
    await page.waitForFunction(() => document.querySelectorAll('canvas.paper-page').length === 1);
    expect(await darkness(page)).toBeGreaterThan(0.02);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.paper').waitFor({ state: 'detached' });
    await expect.poll(() => page.workers().length).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('say that a preview cannot be shown when its bytes are no PDF', async () => {
    const { page } = await open();
    await darkness(page);
    await answer(page, new TextEncoder().encode('this is no PDF'));
    await page.getByRole('radio', { name: say('ja', 'paper.kind.label') }).press(' ');
    await page.getByText(say('ja', 'paper.preview.failed')).waitFor();
    await expect.poll(() => page.workers().length).toBe(0);
  });
});
