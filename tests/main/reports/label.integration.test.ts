import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import jsQR from 'jsqr';
import { afterAll, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { contentText } from '../../../domain/certificate-file.ts';
import type { HashedEntry } from '../../../domain/certificate-record.ts';
import { code128 } from '../../../domain/code128.ts';
import { absent, value } from '../../../domain/device.ts';
import { LABEL_WIDTHS, type LabelWidthMm } from '../../../domain/settings.ts';
import type { Language } from '../../../domain/text.ts';
import { sha256Hex } from '../../../main/ledger/chain-tools.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { printLabel } from '../../../main/reports/label.ts';
import { chipRead, residualAfterwards, sellableRecord } from '../../domain/sample-chip-record.ts';
import {
  passedRecord,
  personPlan,
  type SampleChoices,
  sampleDevice,
  unjudgedRecord,
} from '../../domain/sample-record.ts';
import { describeWhere } from '../../needs.ts';

const fonts = openPaperFonts();
const folder = mkdtempSync(join(tmpdir(), 'hakushi-label-'));
const fixed = { record: 'HK-20261121-A1B2C3D4E5' } as const;
const IMEI = '490154203237518';

interface Printed {
  readonly pdf: string;
  readonly bytes: Uint8Array;
  readonly contentSha256: string;
}

async function print(
  entries: readonly HashedEntry[],
  widthMm: LabelWidthMm = 62,
  language: Language = 'ja',
): Promise<Printed> {
  const content = certificateFrom(entries);
  const contentSha256 = sha256Hex(contentText(content));
  const bytes = await printLabel({ content, contentSha256, widthMm, language }, fonts);
  const pdf = join(folder, `${contentSha256.slice(0, 12)}-${widthMm}-${language}.pdf`);
  writeFileSync(pdf, bytes);
  return { pdf, bytes, contentSha256 };
}

/** As a label printer would: 300 dots an inch, black or white. */
function render(pdf: string): string {
  const root = pdf.replace(/\.pdf$/, '');
  execFileSync('pdftoppm', ['-gray', '-r', '300', '-singlefile', pdf, root]);
  return `${root}.pgm`;
}

const flat = (text: string): string => text.replaceAll(/\s+/g, '');
const textOf = (pdf: string): string => flat(execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }));
const decoded = (picture: string): string[] =>
  execFileSync('zbarimg', ['--nodbus', '-q', picture], { encoding: 'utf8' }).trim().split('\n');

function readPgm(path: string): { readonly width: number; readonly height: number; readonly grey: Uint8Array } {
  const bytes = readFileSync(path);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  if (head === null) throw new Error('pdftoppm wrote no PGM');
  return { width: Number(head[1]), height: Number(head[2]), grey: bytes.subarray(head[0].length) };
}

function readQr(path: string): string | null {
  const { width, height, grey } = readPgm(path);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) rgba.fill(grey[at] ?? 255, at * 4, at * 4 + 3);
  return jsQR.default(rgba, width, height)?.data ?? null;
}

/** How much of a label is black, which is what an eye sees of it from afar. */
function blackness(path: string): number {
  const { grey } = readPgm(path);
  return grey.filter((value) => value < 128).length / grey.length;
}

const NAMES: Readonly<Record<string, string>> = {
  short: 'A1',
  english: 'Hyper Galactic Phone 15 Ultra Pro Max Limited Edition 5G 1 TB',
  japanese: 'らくらくスマートフォン プレミアム 特別限定版 F-09E 大容量モデル',
  unbroken: 'M'.repeat(80),
  hostile: '\u202Ecba\u001b[31m😀$(reboot)',
};

describeWhere(['poppler-utils', 'zbar-tools'], 'a printed label, read back by other programs', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the IMEI as bars and the record with its content hash as QR code, in both widths and languages', async () => {
    for (const widthMm of LABEL_WIDTHS) {
      for (const language of ['ja', 'en'] as const) {
        for (const record of [
          passedRecord({ fixed }),
          unjudgedRecord({ fixed }),
          passedRecord({ fixed: { ...fixed, practice: true } }),
        ]) {
          const { pdf, contentSha256 } = await print(record.entries, widthMm, language);
          const picture = render(pdf);
          const qr = `hakushi:1:${fixed.record}:${contentSha256}`;
          expect(decoded(picture).toSorted()).toEqual([`CODE-128:${IMEI}`, `QR-Code:${qr}`]);
          expect(readQr(picture)).toBe(qr);
          expect(textOf(pdf)).toContain(fixed.record);
          expect(textOf(pdf)).toContain(IMEI);
        }
      }
    }
  });

  it('gives the serial number as bars where the phone has no IMEI and nobody gave one', async () => {
    const { entries } = passedRecord({ fixed, device: { ...sampleDevice, imeis: absent('x') } });
    const without = entries.map((one) =>
      one.entry.kind === 'job-drafted'
        ? { ...one, entry: { ...one.entry, body: { ...(one.entry.body as object), claims: [] } } }
        : one,
    );
    expect(decoded(render((await print(without, 29)).pdf))).toContain('CODE-128:R58N12ABCDE');
  });

  it('says of an IMEI that a person gave that it is claimed', async () => {
    const { entries } = passedRecord({ fixed, device: { ...sampleDevice, imeis: absent('x') } });
    const claims = [{ imei: IMEI, source: 'scanned' }];
    const claimed = entries.map((one) =>
      one.entry.kind === 'job-drafted'
        ? { ...one, entry: { ...one.entry, body: { ...(one.entry.body as object), claims } } }
        : one,
    );
    expect(textOf((await print(claimed)).pdf)).toContain('IMEI(申告)');
    expect(textOf((await print(passedRecord({ fixed }).entries)).pdf)).not.toContain('申告');
  });

  it('never lets a phone without a pass look like one', async () => {
    for (const widthMm of LABEL_WIDTHS) {
      const passed = await print(sellableRecord({ fixed }).entries, widthMm);
      expect(textOf(passed.pdf)).toContain('合格');
      const open = await print(unjudgedRecord({ fixed }).entries, widthMm);
      const cancelled = await print(unjudgedRecord({ fixed }).move('verification-failed', 'failed').entries, widthMm);
      const interrupted = await print(
        unjudgedRecord({ fixed }).move('connection-lost', 'interrupted').entries,
        widthMm,
      );
      const words = ['未完了', '不合格', '中断・未完了'];
      for (const [at, { pdf }] of [open, cancelled, interrupted].entries()) {
        const text = textOf(pdf);
        expect(text).toContain(flat(words[at] ?? '-'));
        expect(text).toContain('消去済みではありません');
        expect(text).toContain('NOTERASED');
        expect(text.replaceAll('不合格', '')).not.toContain('合格');
        expect(text).not.toContain('PASS');
        expect(blackness(render(pdf))).toBeGreaterThan(1.4 * blackness(render(passed.pdf)));
      }
    }
  });

  it('does not call a record a pass that has a doubt', async () => {
    const doubted = passedRecord({ fixed }).add('destruction-ordered', {
      operator: 'tanaka',
      why: { code: 'plan.no-method', facts: {} },
    });
    const text = textOf((await print(doubted.entries)).pdf);
    expect(text).toContain('判定不能');
    expect(text).not.toContain('合格');
  });

  it('names practice, and how a pass was reached, and its grade', async () => {
    const person: SampleChoices = { plan: personPlan, fixed: { ...fixed, practice: true } };
    for (const widthMm of LABEL_WIDTHS) {
      const text = textOf((await print(sellableRecord(person).entries, widthMm)).pdf);
      for (const word of ['練習', 'PRACTICE', '人の証言', '証拠等級']) expect(text).toContain(word);
      expect(textOf((await print(sellableRecord({ fixed }).entries, widthMm)).pdf)).not.toContain('練習');
    }
  });

  it('keeps every name on its one page, away from the codes', async () => {
    for (const name of Object.values(NAMES)) {
      for (const widthMm of LABEL_WIDTHS) {
        const device = { ...sampleDevice, maker: value(name, 'x'), model: value(name, 'x') };
        const { pdf } = await print(sellableRecord({ fixed, device }).entries, widthMm);
        expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
        const boxes = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' });
        const rights = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map((found) => Number(found[1]));
        expect(Math.max(...rights)).toBeLessThan(((widthMm === 62 ? 62 : 90) * 72) / 25.4 - 2);
        expect(decoded(render(pdf))).toHaveLength(2);
      }
    }
  });

  it('never lets a phone that its chip keeps from being sold look like one that can be', async () => {
    const residual = passedRecord({ fixed }).addRaw('chip-read', chipRead(residualAfterwards));
    const overridden = passedRecord({ fixed }).addRaw('chip-gate-overridden', { operator: 'suzuki', why: 'x' });
    for (const widthMm of LABEL_WIDTHS) {
      const sellable = await print(sellableRecord({ fixed }).entries, widthMm);
      expect(textOf(sellable.pdf)).not.toContain('販売不可');
      for (const [record, words] of [
        [passedRecord({ fixed }), ['販売不可', 'チップ:未確認']],
        [residual, ['販売不可', 'チップ:残存']],
        [overridden, ['責任者判断', 'チップ:不明']],
      ] as const) {
        const { pdf } = await print(record.entries, widthMm);
        for (const word of words) expect(textOf(pdf)).toContain(word);
        expect(blackness(render(pdf))).toBeGreaterThan(1.4 * blackness(render(sellable.pdf)));
      }
    }
  });

  it('gives the same bytes for the same record', async () => {
    const [one, other] = [await print(passedRecord({ fixed }).entries), await print(passedRecord({ fixed }).entries)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
  });

  it('draws bars that a reader gives back, for any printable text', () => {
    const picture = join(folder, 'bars.pgm');
    const text = fc
      .string({ minLength: 1, maxLength: 24, unit: 'grapheme-ascii' })
      .filter((one) => one.trim() === one && one !== '');
    fc.assert(
      fc.property(fc.oneof(text, fc.stringMatching(/^\d{1,20}$/)), (given) => {
        const symbol = code128(given);
        if (symbol === null) throw new Error(`no bars for ${given}`);
        const quiet = 12;
        const scale = 3;
        const width = (symbol.modules + 2 * quiet) * scale;
        const row = Buffer.alloc(width, 255);
        for (const { at, width: wide } of symbol.bars) row.fill(0, (at + quiet) * scale, (at + quiet + wide) * scale);
        writeFileSync(picture, Buffer.concat([Buffer.from(`P5 ${width} 40 255\n`), ...Array(40).fill(row)]));
        expect(decoded(picture)).toEqual([`CODE-128:${given}`]);
      }),
      { numRuns: 60 },
    );
  });
});
