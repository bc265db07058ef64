import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { contentText } from '../../../domain/certificate-file.ts';
import type { HashedEntry } from '../../../domain/certificate-record.ts';
import { value } from '../../../domain/device.ts';
import { type Language, say } from '../../../domain/text.ts';
import { sha256Hex } from '../../../main/ledger/chain-tools.ts';
import { printCertificate } from '../../../main/reports/certificate-paper.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { chipRead, residualAfterwards, sellableRecord } from '../../domain/sample-chip-record.ts';
import { passedIphone, unconfirmedIphone } from '../../domain/sample-iphone.ts';
import { passedRecord, personPlan, sampleDevice, unjudgedRecord } from '../../domain/sample-record.ts';
import { describeWhere } from '../../needs.ts';

const fonts = openPaperFonts();
const folder = mkdtempSync(join(tmpdir(), 'hakushi-paper-'));
const signature = { algorithm: 'Ed25519', keyId: 'ab'.repeat(32), publicKey: 'AAAA', signature: 'BwcHBw==' } as const;

async function print(entries: readonly HashedEntry[], number = 0, language: Language = 'ja') {
  const content = certificateFrom(entries);
  const contentSha256 = sha256Hex(contentText(content));
  const issue = { kind: number === 0 ? ('original' as const) : ('reprint' as const), number };
  const pdf = join(folder, `${contentSha256.slice(0, 12)}-${number}-${language}.pdf`);
  writeFileSync(pdf, await printCertificate({ content, issue, language, contentSha256, signature }, fonts));
  return { pdf, contentSha256, content };
}

const textOf = (pdf: string): string => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
const flat = (text: string): string => text.replaceAll(/\s+/g, '');

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Renders one page in grey; a PGM file is a short head and one byte for each pixel. */
function render(pdf: string, page: number, dpi: number): Picture {
  const root = join(folder, `page-${page}`);
  execFileSync('pdftoppm', [
    '-gray',
    '-r',
    String(dpi),
    '-f',
    String(page),
    '-l',
    String(page),
    '-singlefile',
    pdf,
    root,
  ]);
  const bytes = readFileSync(`${root}.pgm`);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  if (head === null) throw new Error('pdftoppm wrote no PGM');
  return { width: Number(head[1]), height: Number(head[2]), grey: bytes.subarray(head[0].length) };
}

function readQr({ width, height, grey }: Picture): string | null {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) rgba.fill(grey[at] ?? 255, at * 4, at * 4 + 3);
  return jsQR.default(rgba, width, height)?.data ?? null;
}

describeWhere(['poppler-utils'], 'a printed certificate, read back by other programs', () => {
  let passed: Awaited<ReturnType<typeof print>>;
  beforeAll(async () => {
    passed = await print(passedRecord().entries);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives its words, names and numbers as text', () => {
    const text = flat(textOf(passed.pdf));
    const wanted = [
      '消去証明書',
      '合格',
      '機械確認',
      'Fujisawa㈱髙﨑製作所',
      'FZ-900①',
      '490154203237518',
      '356938035643809',
    ];
    const more = [
      '上書き消去',
      '暗号鍵の破棄による消去',
      '実施:satoが確認',
      '本書が主張しないこと',
      'Whatthispaperdoesnotclaim',
    ];
    for (const words of [...wanted, ...more, passed.contentSha256]) expect(text).toContain(words);
  });

  it('says everything in both languages, whichever leads', async () => {
    const whole = sellableRecord().entries;
    const [japanese, english] = [await print(whole), await print(whole, 0, 'en')];
    const [ja, en] = [flat(textOf(japanese.pdf)), flat(textOf(english.pdf))];
    for (const language of ['ja', 'en'] as const) {
      const { title, headline, limits, notCovered, notExamined, chip = [] } = japanese.content.words[language];
      expect(chip).toHaveLength(2);
      for (const line of [title, headline, ...limits, ...notCovered, ...notExamined, ...chip]) {
        expect(ja).toContain(flat(line));
        expect(en).toContain(flat(line));
      }
    }
    expect(english.contentSha256).toBe(japanese.contentSha256);
  });

  it('claims nothing that nobody observed', async () => {
    const papers = [
      passed,
      await print(passedRecord({ plan: personPlan }).entries),
      await print(unjudgedRecord().entries),
    ];
    for (const { pdf } of papers) {
      expect(textOf(pdf)).not.toMatch(/復元不可|100\s*%|準拠|完全消去|RMJ|Rev\.\s*1\b|guaranteed|unrecoverable/i);
    }
  });

  it.each(['ja', 'en'] as const)('says of an iPhone in %s what was done instead of an overwrite', async (language) => {
    const papers = [passedIphone(), passedIphone({ closedBy: 'person' })];
    for (const { entries } of papers) {
      const { pdf, content } = await print(entries, 0, language);
      const text = flat(textOf(pdf));
      const { ja, en } = content.words;
      const rows = ['18.6(22G86)', '00008120-001C25D40C0BA01E', 'MQ183J/A', '256GB', 'PreserveDataPlan:false'];
      for (const shown of [...rows, flat(ja.sanitization ?? '-'), flat(en.sanitization ?? '-')]) {
        expect(text).toContain(shown);
      }
      expect(text).not.toMatch(
        /上書き消去完了|上書き消去の数値|検査時の上書き消去|上書きプログラム|Android版|検証済み起動/,
      );
    }
  });

  it('says who erased an iPhone on a pass only, and tells of its online step once', async () => {
    const doer = flat(say('ja', 'certificate.field.performed-by'));
    const wallet = 'オンラインの手順';
    const told = async (writer: ReturnType<typeof passedIphone>) => {
      const text = flat(textOf((await print(writer.entries)).pdf));
      return [text.split(doer).length - 1, text.split(wallet).length - 1];
    };
    expect(await told(passedIphone())).toEqual([1, 1]);
    expect(await told(passedIphone().addRaw('chip-apple-online', { operator: 'sato', outcome: 'done' }))).toEqual([
      1, 1,
    ]);
    expect(await told(unconfirmedIphone())).toEqual([0, 0]);
  });

  it('does not say that the cards of an iPhone were terminated where its erase was not confirmed', async () => {
    const silent = { presence: { is: 'unknown', sources: [] } };
    for (const language of ['ja', 'en'] as const) {
      const told = async (writer: ReturnType<typeof passedIphone>) => {
        const { pdf } = await print(writer.addRaw('chip-presence-judged', silent).entries, 0, language);
        const text = flat(textOf(pdf));
        return (['certificate.apple.wallet', 'certificate.apple.wallet.unconfirmed'] as const).map((key) =>
          text.includes(flat(say(language, key).split(/[。;.]/)[0] ?? '-')),
        );
      };
      expect(await told(passedIphone())).toEqual([true, false]);
      expect(await told(unconfirmedIphone())).toEqual([false, true]);
    }
  });

  it('says beside a decision against the chip whether its name was proved or only declared', async () => {
    const residual = () => passedRecord().addRaw('chip-read', chipRead(residualAfterwards));
    const told = async (more: { readonly authenticated?: true }, language: Language) => {
      const word = { operator: 'kacho', ...more, why: 'sold for parts' };
      const text = flat(
        textOf((await print(residual().addRaw('chip-gate-overridden', word).entries, 0, language)).pdf),
      );
      const at = text.indexOf('kacho');
      return text.slice(at, text.indexOf('parts', at));
    };
    for (const language of ['ja', 'en'] as const) {
      const [declared, proved] = (['operators.declared', 'operators.by-login'] as const).map((key) =>
        flat(say(language, key)),
      );
      expect(await told({}, language)).toContain(declared);
      expect(await told({ authenticated: true }, language)).toContain(proved);
    }
  });

  it('says that a phone is not erased on the paper of every record that did not pass', async () => {
    const text = flat(textOf((await print(unjudgedRecord().entries)).pdf));
    expect(text).toContain('消去作業記録(未消去・判定不能)');
    expect(text).toContain('この端末はまだ消去済みではありません');
    expect(text).not.toContain('消去証明書Certificate');
  });

  it('says that no other person checked when none did', async () => {
    const { pdf } = await print(passedRecord({ review: { is: 'switched-off' } }).entries);
    expect(flat(textOf(pdf))).toContain('第三者による確認未実施');
  });

  it('carries a QR code with record number and content hash that a reader reads', () => {
    expect(readQr(render(passed.pdf, 1, 200))).toBe(`hakushi:1:R20261121-0001:${passed.contentSha256}`);
  });

  it('differs from its reprint in the mark alone, in text and in every pixel of every page', async () => {
    const reprint = await print(passedRecord().entries, 2);
    const lines = (pdf: string): string[] => textOf(pdf).split('\n');
    const [one, other] = [lines(passed.pdf), lines(reprint.pdf)];
    const changed = one.flatMap((line, at) => (line === other[at] ? [] : [[line.trim(), other[at]?.trim()]]));
    expect(one.length).toBe(other.length);
    expect(changed.map((pair) => pair.map((line) => flat(line ?? '')))).toEqual([
      [expect.stringContaining('正本'), expect.stringContaining('再発行第2号')],
      [expect.stringContaining('Original'), expect.stringContaining('Reprintno.2')],
    ]);
    for (const page of [1, 2, 3]) {
      const [a, b] = [render(passed.pdf, page, 72), render(reprint.pdf, page, 72)];
      const differing = [...a.grey.keys()].filter((at) => a.grey[at] !== b.grey[at]);
      const columns = differing.map((at) => at % a.width);
      const rows = differing.map((at) => Math.floor(at / a.width));
      if (page > 1) expect(differing).toEqual([]);
      else {
        // The mark's box: the right end of the title band, in points.
        expect(differing.length).toBeGreaterThan(0);
        expect(Math.min(...columns)).toBeGreaterThan(430);
        expect(Math.max(...rows)).toBeLessThan(70);
      }
    }
  });

  it('embeds its fonts as subsets and marks every practice page', async () => {
    const { pdf } = await print(passedRecord({ fixed: { practice: true } }).entries);
    const fontLines = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fontLines.map((line) => / yes yes yes /.test(line) && line.includes('+NotoSansJP'))).toEqual([true, true]);
    const pages = textOf(pdf)
      .split('\f')
      .filter((page) => page.trim() !== '');
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toMatch(/PRACTICE/);
  });

  it('shows hostile text as codes and keeps it inside the page', async () => {
    const hostile = `\u001b[31m\u202Ecba😀$(reboot)'"${'A'.repeat(300)}`;
    const device = { ...sampleDevice, model: value(hostile, hostile), serial: value('Z'.repeat(300), 'getprop') };
    const { pdf } = await print(passedRecord({ device, operator: hostile }).entries);
    const text = flat(textOf(pdf));
    for (const code of ['‹U+001B›', '‹U+202E›', '‹U+1F600›', '$(reboot)']) expect(text).toContain(code);
    const boxes = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' });
    const rights = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map((found) => Number(found[1]));
    expect(rights.length).toBeGreaterThan(100);
    expect(Math.max(...rights)).toBeLessThan(595.28 - 30);
  });
});
