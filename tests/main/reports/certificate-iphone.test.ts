import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { certificateText, contentText } from '../../../domain/certificate-file.ts';
import type { Sanitization } from '../../../domain/certified-apple.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import { sha256Hex } from '../../../main/ledger/chain-tools.ts';
import { issueCertificate, sign } from '../../../main/reports/certificate.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { verifyCertificate, verifyCertificateText } from '../../../main/reports/verify-certificate.ts';
import { chipRead, emptyAfterwards } from '../../domain/sample-chip-record.ts';
import { passedIphone, unconfirmedIphone } from '../../domain/sample-iphone.ts';
import { answeredPoll } from '../../domain/sample-iphone-chip.ts';
import { type Desk, openDesk, store } from './issued-records.ts';

const record = 'R20261121-0001';
const fonts = openPaperFonts();
let desk: Desk;

beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

const issue = () => issueCertificate({ ledger: desk.ledger, fonts, record, outDir: desk.outDir });
const wentOnline = () => {
  const body = { operator: 'sato', outcome: 'done' } as const;
  desk.ledger.append({ kind: 'chip-apple-online', actor: 'sato', job: 'job-0001', record, body });
};

/** Issues the content of the record as an older version wrote it, and returns the text of its file. */
function issuedAs(changes: Partial<Sanitization>): string {
  const now = certificateFrom(desk.ledger.ofRecord(record));
  if (now.sanitization === undefined) throw new Error('no sanitization');
  return issued({ ...now, sanitization: { ...now.sanitization, ...changes } });
}

function issued(content: CertificateContent): string {
  const body = { issue: 'original', number: 0, contentSha256: sha256Hex(contentText(content)) } as const;
  desk.ledger.append({ kind: 'certificate-issued', actor: 'sato', job: 'job-0001', record, body });
  return certificateText(sign(desk.ledger.key, content, { kind: 'original', number: 0 }));
}

describe('the certificate of an iPhone', () => {
  it('is superseded once somebody said that it went online, which the next edition tells', async () => {
    store(desk.ledger, passedIphone().entries, record);
    const first = await issue();
    expect(await verifyCertificate(first.json, { ledger: desk.ledger })).toMatchObject({ why: 'ok-in-ledger' });
    wentOnline();
    expect(await verifyCertificate(first.json, { ledger: desk.ledger })).toMatchObject({ why: 'superseded' });
    const second = await issue();
    expect(second.certificate.content.sanitization?.onlineStep).toBe('done');
    expect(await verifyCertificate(second.json, { ledger: desk.ledger })).toMatchObject({ why: 'ok-in-ledger' });
  });

  it('by an older version still agrees with its ledger, though it named the phone without a pass', () => {
    store(desk.ledger, unconfirmedIphone().entries, record);
    const text = issuedAs({ performedBy: 'device (Apple)' });
    expect(verifyCertificateText(text, { ledger: desk.ledger })).toMatchObject({ why: 'ok-in-ledger' });
  });

  it('by an older version still agrees with its ledger, though only its chip told of the online step', () => {
    store(desk.ledger, passedIphone().entries, record);
    wentOnline();
    const text = issuedAs({ onlineStep: 'not-recorded' });
    expect(verifyCertificateText(text, { ledger: desk.ledger })).toMatchObject({ why: 'ok-in-ledger' });
  });

  it('by an older version still agrees with its ledger, though it did not say that a manager had logged in', () => {
    store(desk.ledger, passedIphone().entries, record);
    const word = { operator: 'kacho', authenticated: true, why: 'sold for parts' } as const;
    const reading = chipRead(answeredPoll({ startedAt: emptyAfterwards.startedAt }));
    desk.ledger.append({ kind: 'chip-read', actor: 'sato', job: 'job-0001', record, body: reading });
    desk.ledger.append({ kind: 'chip-gate-overridden', actor: 'kacho', job: 'job-0001', record, body: word });
    const now = certificateFrom(desk.ledger.ofRecord(record));
    const override = now.chip?.override;
    if (!now.chip || !override) throw new Error('nobody decided');
    expect(override.authenticated).toBe(true);
    const as = (changes: Partial<typeof override>) => {
      const { authenticated: _log, ...before } = override;
      return issued({ ...now, chip: { ...now.chip, override: { ...before, ...changes } } as typeof now.chip });
    };
    const whyOf = (text: string) => verifyCertificateText(text, { ledger: desk.ledger }).why;
    expect(whyOf(as({}))).toBe('ok-in-ledger');
    expect(whyOf(as({ by: 'mori' }))).toBe('differs-from-ledger');
  });
});
