import { describe, expect, it, test } from 'vitest';
import { capacityText, isUnknownAppleModel, modelWords } from '../../domain/apple-model.ts';
import { certificateFrom } from '../../domain/certificate.ts';
import { certificateText, contentText, readCertificate } from '../../domain/certificate-file.ts';
import type { Sanitization } from '../../domain/certified-apple.ts';
import { notReadable, value } from '../../domain/device.ts';
import type { RungId } from '../../domain/erasure.ts';
import { APPLE_LIMITS, type Certificate, type CertificateContent, LIMITS } from '../../domain/report.ts';
import { passedIphone, sampleIphone, unconfirmedIphone, unjudgedIphone } from './sample-iphone.ts';
import { passedRecord, sampleFigures } from './sample-record.ts';

const RUNGS: readonly RungId[] = ['ios-eacs-mcinstall', 'ios-eacs-manual', 'ios-restore-ipsw'];
const of = (writer: ReturnType<typeof passedIphone>): CertificateContent => certificateFrom(writer.entries);
const paper = (content: CertificateContent): Certificate => ({
  schema: 'hakushi-certificate',
  schemaVersion: 1,
  content,
  issue: { kind: 'original', number: 0, signature: 'BwcHBw==' },
  signature: { algorithm: 'Ed25519', keyId: 'ab', publicKey: 'AAAA', signature: 'BwcHBw==' },
});

describe("an iPhone's certificate", () => {
  test.each(RUNGS)('passes by %s, closed by the phone or by two persons, and says which', (rung) => {
    const [machine, person] = [of(passedIphone({ rung })), of(passedIphone({ rung, closedBy: 'person' }))];
    expect([machine.headline, machine.doubts]).toEqual(['machine-proven', []]);
    expect([person.headline, person.doubts]).toEqual(['person-attested', []]);
    expect(machine.grade.is).toBe(rung === 'ios-eacs-mcinstall' ? 'B' : 'C');
    expect(person.grade.is).toBe('C');
    expect(machine.grade.caps.map(({ fact }) => fact)).toEqual(['outcome', 'closing', 'rung']);
    expect(machine.words.ja.sanitization).toContain('端末自身の消去の記録');
    expect(person.words.ja.sanitization).toContain('別々の2人が初期設定画面を見た');
    expect(person.words.ja.sanitization).not.toContain('端末自身の消去の記録');
  });

  it('is not person-attested where one person erased by hand or looked, and then confirmed it', () => {
    const seenBy = (source: string, instruction: string, closedBy: 'machine' | 'person') => {
      const { entries } = passedIphone({ rung: 'ios-eacs-manual', closedBy });
      const evidence = { kind: 'attestation', source, data: { instruction, saw: 'setup-screen' } };
      const body = { step: 'erase-by-hand', evidence };
      const last = entries.findLastIndex(({ entry }) => entry.kind === 'evidence-recorded');
      const changed = entries.map((one, at) => (at === last ? { ...one, entry: { ...one.entry, body } } : one));
      return certificateFrom(changed);
    };
    for (const instruction of ['look-at-screen', 'erase-in-ios-settings']) {
      expect(seenBy('SATO', instruction, 'person')).toMatchObject({
        outcome: 'inconclusive',
        headline: 'inconclusive',
        doubts: ['review-missing'],
      });
      expect(seenBy('suzuki', instruction, 'person').doubts).toEqual([]);
      expect(seenBy('sato', instruction, 'machine').doubts).toEqual([]);
    }
    expect(seenBy('sato', 'look-find-my', 'person').doubts).toEqual([]);
  });

  it('says in fixed values that keys were destroyed and nothing was overwritten', () => {
    expect(of(passedIphone()).sanitization).toEqual({
      method: 'ios-eacs-mcinstall',
      technique: 'cryptographic-erase',
      performedBy: 'device (Apple)',
      overwrite: { performed: false, reason: 'not-supported-by-platform' },
      dataPlan: 'removal-ordered',
      onlineStep: 'not-recorded',
    });
    expect(of(passedIphone({ rung: 'ios-eacs-manual' })).sanitization?.dataPlan).toBe('not-recorded');
    // Where nothing is proven nobody is said to have done it.
    expect(of(unconfirmedIphone()).sanitization?.performedBy).toBeNull();
    expect(of(passedIphone()).overwrites).toEqual([]);
    expect(certificateFrom(passedRecord().entries).sanitization).toBeUndefined();
  });

  it('tells of the online step what its chip tells, at both places', () => {
    const said = (outcome: 'done' | 'not-done') =>
      of(passedIphone().addRaw('chip-apple-online', { operator: 'sato', outcome }));
    for (const outcome of ['done', 'not-done'] as const) {
      const { sanitization, chip } = said(outcome);
      expect([sanitization?.onlineStep, chip?.iphone?.online?.outcome]).toEqual([outcome, outcome]);
    }
    expect(readCertificate(certificateText(paper(said('done')))).why).toBeNull();
  });

  it('tells how the phone came, not how the erasure left it', () => {
    const locked = sampleIphone({ activationLock: value(false, 'nvram'), colour: notReadable('x', 'y') });
    const { apple } = of(passedIphone({ device: locked })).device ?? {};
    // The sample's phone reads as locked after its return.
    expect(apple?.activationLock).toEqual(value(false, 'nvram'));
    expect(apple?.udid).toMatchObject({ is: 'value' });
    expect(Object.keys(apple ?? {})).not.toContain('eraseRecord');
  });

  it('never speaks of an overwrite as done, and gives no sentence without a pass', () => {
    for (const content of [of(passedIphone()), of(passedIphone({ closedBy: 'person' })), of(unconfirmedIphone())]) {
      const words = JSON.stringify(content.words);
      expect(words).not.toMatch(/上書き消去 ?完了|上書きしました|overwritten/);
      const sentences = JSON.stringify(content.words.ja).split(/[。"]/);
      for (const sentence of sentences.filter((one) => one.includes('上書き'))) {
        expect(sentence).toMatch(/行えない|実施していません|提供しない|別の方式/);
      }
    }
    const not = of(unconfirmedIphone());
    expect([not.outcome, not.words.ja.sanitization, not.grade.is]).toEqual(['inconclusive', undefined, 'E']);
  });

  it('names the limits of an iPhone: who destroys the keys instead of how far an overwrite reached', () => {
    expect(of(passedIphone()).limits).toEqual(APPLE_LIMITS);
    expect(APPLE_LIMITS).toContain('no-key-observation');
    expect(APPLE_LIMITS).not.toContain('not-whole-flash');
    expect(certificateFrom(passedRecord().entries).limits).toBe(LIMITS);
  });

  it('leaves a check out that was not made: there was no earlier trust to be refused', () => {
    const writer = passedIphone();
    const entries = writer.entries.map((one) => {
      const body = one.entry.body as { rule?: string };
      if (one.entry.kind !== 'finding-made' || body.rule !== 'pairing-forgotten') return one;
      return { ...one, entry: { ...one.entry, body: { ...body, reason: 'no earlier pairing' } } };
    });
    expect(certificateFrom(entries).words.en.sanitization).not.toContain('earlier trust');
  });
});

describe('what speaks against the paper of an iPhone', () => {
  const doubtsWith = (...more: Parameters<typeof passedIphone>): readonly string[] => of(passedIphone(...more)).doubts;

  it('is a review that nobody made where only persons saw the end, and none where the phone proved it', () => {
    expect(doubtsWith({ review: { is: 'switched-off' } })).toEqual([]);
    expect(doubtsWith({ review: { is: 'switched-off' }, closedBy: 'person' })).toContain('review-missing');
    const same = { is: 'accepted', reviewer: 'tanaka', operator: 'tanaka', saw: 'setup-screen' } as const;
    expect(doubtsWith({ review: same })).toContain('review-missing');
  });

  it('is a verdict that calls one person machine-proven', () => {
    const { entries } = passedIphone();
    const seen = entries.map((one) => {
      const body = one.entry.body as { rule?: string };
      if (one.entry.kind !== 'finding-made' || body.rule !== 'closing-proof') return one;
      return { ...one, entry: { ...one.entry, body: { ...body, by: 'person' } } };
    });
    const content = certificateFrom(seen);
    expect(content.doubts).toContain('verdict-inconsistent');
    expect(content.outcome).not.toBe('pass');
    expect(content.rules.find(({ rule }) => rule === 'closing-proof')?.by).toBe('person');
  });

  it('is any overwrite, and then none is printed', () => {
    const { entries } = passedIphone();
    const at = entries.findIndex(({ entry }) => entry.kind === 'step-ended');
    const before = entries[at];
    if (before === undefined) throw new Error('no step ended');
    const evidence = { kind: 'overwrite', source: 'x', data: { ok: true, figures: { ...sampleFigures } } };
    const entry = { ...before.entry, kind: 'evidence-recorded', body: { step: 'erase', evidence } };
    const odd = [...entries.slice(0, at), { ...before, entry: { ...entry, seq: entry.seq - 1 } }, ...entries.slice(at)];
    const content = certificateFrom(odd);
    expect(content.doubts).toContain('overwrite-unproven');
    expect([content.overwrites, content.outcome]).toEqual([[], 'inconclusive']);
  });

  it('is a seller who was not told that it cannot be overwritten', () => {
    expect(doubtsWith({ told: 'not-told' })).toContain('no-consent');
    expect(certificateFrom(unjudgedIphone().entries).doubts).toContain('no-verdict');
  });
});

describe('the file of an iPhone', () => {
  it('can be read again, and not with an overwrite beside it', () => {
    const content = of(passedIphone());
    expect(readCertificate(certificateText(paper(content))).why).toBeNull();
    const figures = { figures: sampleFigures, coverage: 1, source: 'x' };
    const wrong: CertificateContent = { ...content, overwrites: [figures] };
    expect(readCertificate(certificateText(paper(wrong)))).toMatchObject({ why: 'wrong-shape' });
    const claims = JSON.parse(contentText(content)) as { sanitization: { overwrite: { performed: boolean } } };
    claims.sanitization.overwrite.performed = true;
    const text = certificateText(paper(claims as unknown as CertificateContent));
    expect(readCertificate(text)).toMatchObject({ why: 'wrong-shape' });
  });
});

describe('the file of an iPhone by an older version', () => {
  const changed = (content: CertificateContent, changes: Partial<Sanitization>) => {
    if (content.sanitization === undefined) throw new Error('no sanitization');
    return readCertificate(
      certificateText(paper({ ...content, sanitization: { ...content.sanitization, ...changes } })),
    );
  };

  it('can be read: it named the phone without a pass, and no online step', () => {
    expect(changed(of(unconfirmedIphone()), { performedBy: 'device (Apple)' }).why).toBeNull();
    const online = passedIphone().addRaw('chip-apple-online', { operator: 'sato', outcome: 'done' });
    expect(changed(of(online), { onlineStep: 'not-recorded' }).why).toBeNull();
  });

  it('cannot be read where it says of the online step what its chip does not, or of a pass that nobody did it', () => {
    expect(changed(of(passedIphone()), { onlineStep: 'done' }).why).toBe('wrong-shape');
    expect(changed(of(passedIphone()), { performedBy: null }).why).toBe('wrong-shape');
  });
});

describe('the name of an iPhone', () => {
  it('is its own with the capacity of the box, and an unknown one is said to be unknown', () => {
    expect(modelWords('ja', { maker: 'Apple', model: 'iPhone 14 Pro', capacityBytes: 256e9 })).toBe(
      'iPhone 14 Pro 256GB',
    );
    expect(modelWords('en', { maker: 'Apple', model: 'iPhone99,9' })).toBe('unknown model (iPhone99,9)');
    expect(modelWords('ja', { maker: 'Google', model: null })).toBeNull();
    expect([capacityText(64e9), capacityText(1e12), capacityText(1.5e12)]).toEqual(['64GB', '1TB', '1.5TB']);
    expect(isUnknownAppleModel({ maker: 'Google', model: 'iPhone99,9' })).toBe(false);
  });
});
