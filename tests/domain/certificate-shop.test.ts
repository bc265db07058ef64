import { describe, expect, it } from 'vitest';
import { certificateFrom } from '../../domain/certificate.ts';
import { readBody } from '../../domain/certificate-entries.ts';
import { certificateText, readCertificate } from '../../domain/certificate-file.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import { ShapeError } from '../../domain/shape.ts';
import { auditOf } from './audited-ledger.ts';
import { passedRecord, RecordWriter } from './sample-record.ts';

const SHOP = { name: '白紙商店', licence: '第301234567890号' };

function withShop(shop: unknown): HashedEntry[] {
  return passedRecord().entries.map((one) => {
    const { entry } = one;
    return entry.kind === 'job-drafted'
      ? { ...one, entry: { ...entry, body: { ...(entry.body as object), shop } } }
      : one;
  });
}

const SIGNATURE = { algorithm: 'Ed25519', keyId: 'a', publicKey: 'AAAA', signature: 'AAAA' } as const;
function fileOf(content: ReturnType<typeof certificateFrom>): string {
  const issue = { kind: 'original', number: 0, signature: 'AAAA' } as const;
  return certificateText({ schema: 'hakushi-certificate', schemaVersion: 1, content, issue, signature: SIGNATURE });
}

describe('who the shop says it is', () => {
  it('is in the certificate as it was when the job was drafted, and in no older one', () => {
    expect(certificateFrom(passedRecord().entries)).not.toHaveProperty('shop');
    const content = certificateFrom(withShop(SHOP));
    expect(content).toMatchObject({ shop: SHOP, outcome: 'pass' });
    expect(readCertificate(fileOf(content)).certificate?.content.shop).toEqual(SHOP);
  });

  it.each([null, 'shop', {}, { name: '', licence: 1 }, { name: 'x' }])(
    'makes a record doubtful when it is %j',
    (shop) => {
      const drafted = passedRecord().entries[0]?.entry.body as object;
      expect(() => readBody('job-drafted', { ...drafted, shop })).toThrow(ShapeError);
      expect(certificateFrom(withShop(shop))).toMatchObject({
        outcome: 'inconclusive',
        doubts: expect.arrayContaining(['unreadable-entry']),
      });
    },
  );

  it('is refused in a file with another form', () => {
    const content = { ...certificateFrom(withShop(SHOP)), shop: { ...SHOP, more: 1 } };
    expect(readCertificate(fileOf(content as never))).toMatchObject({ certificate: null, why: 'wrong-shape' });
  });

  it('is in the report as it was set last', () => {
    expect(auditOf(passedRecord().entries)).toMatchObject({ store: 'not-recorded', licence: 'not-recorded' });
    const desk = new RecordWriter({ record: null, job: null, port: null })
      .addRaw('setting-changed', { setting: 'shop-name', from: '', to: '古い名' })
      .addRaw('setting-changed', { setting: 'shop-name', from: '古い名', to: '白紙商店' })
      .addRaw('setting-changed', { setting: 'shop-phone', from: '', to: '03-0000-0000' })
      .addRaw('setting-changed', { setting: 'shop-licence', from: '', to: SHOP.licence }).entries;
    expect(auditOf(desk)).toMatchObject({ store: '白紙商店 / 03-0000-0000', licence: SHOP.licence });
  });
});
