import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { contentText } from '../../../domain/certificate-file.ts';
import { sha256Hex } from '../../../main/ledger/chain-tools.ts';
import { issueCertificate, sign } from '../../../main/reports/certificate.ts';
import { printCertificate } from '../../../main/reports/certificate-paper.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { verifyCertificate, verifyCertificateText } from '../../../main/reports/verify-certificate.ts';
import { chipRead, emptyAfterwards } from '../../domain/sample-chip-record.ts';
import { passedRecord, unjudgedRecord } from '../../domain/sample-record.ts';
import { type Desk, openDesk, store } from './issued-records.ts';

const record = 'R20261121-0001';
const fonts = openPaperFonts();
let desk: Desk;

beforeEach(() => {
  desk = openDesk();
  store(desk.ledger, passedRecord().entries, record);
});
afterEach(() => desk.close());

const issue = (outDir = desk.outDir) => issueCertificate({ ledger: desk.ledger, fonts, record, outDir });

describe('issuing a certificate', () => {
  it('writes both files, records the original, and leaves nothing else behind', async () => {
    const issued = await issue();
    expect(readdirSync(desk.outDir).sort()).toEqual([`certificate-${record}.json`, `certificate-${record}.pdf`]);
    expect(issued.certificate).toMatchObject({ issue: { kind: 'original', number: 0 }, content: { outcome: 'pass' } });
    expect(desk.ledger.ofKind('certificate-issued').map(({ entry }) => entry.body)).toEqual([
      { issue: 'original', number: 0, contentSha256: issued.contentSha256 },
    ]);
    expect(await verifyCertificate(issued.json, { ledger: desk.ledger })).toMatchObject({
      ok: true,
      why: 'ok-in-ledger',
    });
    expect(await verifyCertificate(issued.json)).toMatchObject({ ok: true, why: 'ok' });
    expect(readFileSync(issued.pdf).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('marks later issues as numbered reprints that differ in the mark alone', async () => {
    const original = await issue();
    const first = await issue();
    const second = await issue();
    expect([first, second].map(({ certificate }) => certificate.issue.number)).toEqual([1, 2]);
    expect(readdirSync(desk.outDir)).toContain(`certificate-${record}-reprint-2.pdf`);
    const unmarked = [original, first, second].map(({ json }) => {
      const { issue: _mark, ...rest } = JSON.parse(readFileSync(json, 'utf8')) as Record<string, unknown>;
      return JSON.stringify(rest);
    });
    expect(new Set(unmarked).size).toBe(1);
    for (const { json } of [first, second]) {
      expect(await verifyCertificate(json, { ledger: desk.ledger })).toMatchObject({ ok: true });
    }
  });

  it('names a record that did not pass a record', async () => {
    store(desk.ledger, unjudgedRecord().entries, 'R2');
    const issued = await issueCertificate({ ledger: desk.ledger, fonts, record: 'R2', outDir: desk.outDir });
    expect(issued.json.endsWith('record-R2.json')).toBe(true);
    expect(issued.certificate.content.outcome).not.toBe('pass');
  });

  it('refuses a record that the ledger does not know, and text that is no record number', async () => {
    const unknown = (name: string) =>
      issueCertificate({ ledger: desk.ledger, fonts, record: name, outDir: desk.outDir });
    await expect(unknown('R9')).rejects.toMatchObject({ code: 'record.unknown' });
    await expect(unknown('../../etc/passwd')).rejects.toMatchObject({ code: 'record.unknown' });
  });

  it('records nothing and leaves nothing when the folder cannot be written', async () => {
    writeFileSync(join(desk.folder, 'file'), 'not a folder');
    await expect(issue(join(desk.folder, 'file'))).rejects.toMatchObject({ code: 'certificate.not-writable' });
    expect(desk.ledger.ofKind('certificate-issued')).toEqual([]);
  });

  it('leaves no paper when the issue cannot be recorded', async () => {
    const ledger = {
      key: desk.ledger.key,
      ofRecord: (name: string) => desk.ledger.ofRecord(name),
      append: () => {
        throw new Error('disk full');
      },
    };
    mkdirSync(desk.outDir);
    chmodSync(desk.outDir, 0o755);
    await expect(issueCertificate({ ledger, fonts, record, outDir: desk.outDir })).rejects.toThrow('disk full');
    expect(readdirSync(desk.outDir)).toEqual([]);
  });

  it('does not show a paper when the record changed while it was printed', async () => {
    let asked = 0;
    const ledger = {
      key: desk.ledger.key,
      append: () => expect.unreachable(),
      ofRecord: (name: string) => desk.ledger.ofRecord(name).slice(0, asked++ === 0 ? -1 : undefined),
    };
    const changed = issueCertificate({ ledger, fonts, record, outDir: desk.outDir });
    await expect(changed).rejects.toMatchObject({ code: 'certificate.not-writable' });
    expect(readdirSync(desk.outDir)).toEqual([]);
  });

  it('prints the same bytes again from the same entries', async () => {
    const content = certificateFrom(desk.ledger.ofRecord(record));
    const contentSha256 = sha256Hex(contentText(content));
    const { issue: mark, signature } = sign(desk.ledger.key, content, { kind: 'original', number: 0 });
    const print = () => printCertificate({ content, issue: mark, language: 'ja', contentSha256, signature }, fonts);
    const [one, other] = [await print(), await print()];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(Buffer.from(one).toString('latin1')).toContain('/FontFile2');
  });
});

describe('a certificate and the ledger that it speaks of', () => {
  it('is not genuine for another workstation', async () => {
    const issued = await issue();
    const other = openDesk();
    try {
      expect(await verifyCertificate(issued.json, { ledger: other.ledger })).toMatchObject({ why: 'not-in-ledger' });
      store(other.ledger, passedRecord().entries, record);
      expect(await verifyCertificate(issued.json, { ledger: other.ledger })).toMatchObject({ why: 'foreign-key' });
    } finally {
      other.close();
    }
  });

  it('stays genuine after the key was rotated', async () => {
    const issued = await issue();
    desk.ledger.rotateKey();
    expect(await verifyCertificate(issued.json, { ledger: desk.ledger })).toMatchObject({ ok: true });
  });

  it('no longer agrees once the ledger learned of something against it', async () => {
    const issued = await issue();
    desk.ledger.append({
      kind: 'finding-made',
      actor: 'sato',
      job: 'job-0001',
      record,
      body: { step: 'wipe', rule: 'residue-clear', outcome: 'fail', reason: 'verify.data-found', by: 'person' },
    });
    expect(await verifyCertificate(issued.json, { ledger: desk.ledger })).toMatchObject({ why: 'differs-from-ledger' });
    const again = await issue();
    expect(again.json.endsWith(`record-${record}-edition-2.json`)).toBe(true);
  });

  it('is superseded, and never written over, once the chip was read after it was issued', async () => {
    const before = await issue();
    const body = chipRead({ ...emptyAfterwards, startedAt: new Date().toISOString() });
    desk.ledger.append({ kind: 'chip-read', actor: 'sato', job: 'job-0001', record, body });
    expect(await verifyCertificate(before.json, { ledger: desk.ledger })).toMatchObject({
      ok: false,
      why: 'superseded',
    });
    const after = await issue();
    expect(after.json.endsWith(`certificate-${record}-edition-2.json`)).toBe(true);
    expect(after.certificate).toMatchObject({
      issue: { kind: 'original', number: 0 },
      content: { chip: { sale: 'allowed' } },
    });
    expect(await verifyCertificate(after.json, { ledger: desk.ledger })).toMatchObject({ ok: true });
    const reprint = await issue();
    expect(reprint.json.endsWith(`certificate-${record}-edition-2-reprint-1.json`)).toBe(true);
    expect(await verifyCertificate(before.json, { ledger: desk.ledger })).toMatchObject({ why: 'superseded' });
  });

  it('is not genuine when it was signed with the right key but never issued', () => {
    const content = certificateFrom(desk.ledger.ofRecord(record));
    const signed = sign(desk.ledger.key, content, { kind: 'original', number: 0 });
    const text = JSON.stringify(sorted(signed));
    expect(verifyCertificateText(text)).toMatchObject({ ok: true });
    expect(verifyCertificateText(text, { ledger: desk.ledger })).toMatchObject({ why: 'not-issued' });
  });
});

/** Orders every object's keys, as canonical JSON does for plain ASCII keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
