import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate } from '../../../main/reports/certificate.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { verifyCertificate, verifyCertificateText } from '../../../main/reports/verify-certificate.ts';
import { passedRecord } from '../../domain/sample-record.ts';
import { type Desk, openDesk, store } from './issued-records.ts';

let desk: Desk;
let genuine: string;

beforeAll(async () => {
  desk = openDesk();
  store(desk.ledger, passedRecord().entries);
  const request = { ledger: desk.ledger, fonts: openPaperFonts(), record: 'R20261121-0001', outDir: desk.outDir };
  genuine = readFileSync((await issueCertificate(request)).json, 'utf8').trimEnd();
});
afterAll(() => desk.close());

const whyOf = (text: string) => verifyCertificateText(text).why;
const swap = (from: string, to: string) => {
  expect(genuine).toContain(from);
  return genuine.replace(from, to);
};

describe('a changed certificate', () => {
  it.each([
    ['another outcome of a step', '"outcome":"done"', '"outcome":"failed"', 'bad-signature'],
    ['another record number', '"record":"R20261121-0001"', '"record":"R20261121-0002"', 'bad-signature'],
    ['no practice mark', '"practice":false', '"practice":true', 'bad-signature'],
    ['a better reprint', '"kind":"original","number":0', '"kind":"reprint","number":3', 'bad-issue-mark'],
    ['a headline against its outcome', '"headline":"machine-proven"', '"headline":"failed"', 'wrong-shape'],
    ['a field too many', '"schema":', '"note":"x","schema":', 'wrong-shape'],
    ['a field in the content too many', '"tool":', '"telephone":"x","tool":', 'not-canonical'],
    ['the form of another program', '"schema":"hakushi-certificate"', '"schema":"other"', 'wrong-shape'],
    ['a form of tomorrow', '"schemaVersion":1', '"schemaVersion":2', 'wrong-version'],
    ['a space', '":', '": ', 'not-canonical'],
    ['a key twice', '"schemaVersion":1', '"schemaVersion":1,"schemaVersion":1', 'not-canonical'],
  ])('with %s is not genuine', (_what, from, to, why) => {
    expect(verifyCertificateText(swap(from, to))).toMatchObject({ ok: false, why });
  });

  it('is not genuine with the key and fingerprint of somebody else', async () => {
    const other = openDesk();
    const { keyId, publicKey } = other.ledger.key;
    other.close();
    const parsed = JSON.parse(genuine) as { signature: { keyId: string; publicKey: string } };
    expect(whyOf(swap(parsed.signature.publicKey, publicKey))).toBe('key-mismatch');
    expect(whyOf(swap(parsed.signature.publicKey, publicKey).replace(parsed.signature.keyId, keyId))).toBe(
      'bad-signature',
    );
  });

  it('is never genuine with any one byte changed', () => {
    const bytes = Buffer.from(genuine, 'utf8');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(verifyCertificateText(changed.toString('utf8')).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a hostile file', () => {
  const file = (name: string, bytes: string | Buffer): string => {
    mkdirSync(desk.outDir, { recursive: true });
    const path = join(desk.outDir, name);
    writeFileSync(path, bytes);
    return path;
  };

  it.each([
    ['empty', '', 'not-json'],
    ['no JSON', 'Certificate of erasure', 'not-json'],
    ['only null', 'null', 'wrong-shape'],
    ['a list', '[]', 'wrong-shape'],
    ['nested ever deeper', '['.repeat(100_000), 'not-json'],
    ['nested ever deeper, and closed', `${'['.repeat(3000)}${']'.repeat(3000)}`, 'not-canonical'],
    ['keys of the prototype', '{"__proto__":{"schema":"hakushi-certificate"}}', 'wrong-shape'],
    ['the constructor as a field', '{"constructor":{"prototype":{"ok":true}}}', 'wrong-shape'],
    ['a number beyond any', '{"schema":1e999}', 'not-canonical'],
  ])('%s is refused with a reason', async (name, text, why) => {
    expect(await verifyCertificate(file(`${name}.json`, text))).toEqual(
      expect.objectContaining({ ok: false, why, certificate: null }),
    );
    expect(({} as { schema?: unknown }).schema).toBeUndefined();
  });

  it('too large, not UTF-8, a folder or absent is refused before it is read', async () => {
    expect((await verifyCertificate(file('huge.json', Buffer.alloc(3 * 2 ** 20, 0x20)))).why).toBe('too-large');
    expect((await verifyCertificate(file('latin.json', Buffer.from([0xff, 0xfe, 0x00])))).why).toBe('not-a-file');
    expect((await verifyCertificate(desk.outDir)).why).toBe('not-a-file');
    expect((await verifyCertificate(join(desk.outDir, 'absent.json'))).why).toBe('not-a-file');
  });

  it('of any JSON at all is refused and never throws', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(verifyCertificateText(text).ok).toBe(false);
      }),
    );
  });
});
