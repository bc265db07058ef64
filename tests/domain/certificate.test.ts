import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateFrom } from '../../domain/certificate.ts';
import { contentText } from '../../domain/certificate-file.ts';
import { notReadable } from '../../domain/device.ts';
import {
  machinePlan,
  passedRecord,
  personPlan,
  RecordWriter,
  sampleDevice,
  sampleFigures,
  unjudgedRecord,
} from './sample-record.ts';
import { spoilers } from './spoiled-records.ts';

const notErased = 'この端末はまだ消去済みではありません';

describe('a record whose whole road is in the ledger', () => {
  it('is headed as machine-proven, with figures, grade and both languages', () => {
    const content = certificateFrom(passedRecord().entries);
    expect(content).toMatchObject({
      outcome: 'pass',
      headline: 'machine-proven',
      doubts: [],
      jobState: 'passed',
      grade: { is: 'A' },
      purpose: 'inspection',
      operator: 'tanaka',
      review: { is: 'accepted', reviewer: 'sato' },
      steps: [
        { id: 'overwrite', strength: 'overwrite', outcome: 'done' },
        { id: 'wipe', strength: 'cryptographic', outcome: 'done' },
      ],
      overwrites: [{ figures: sampleFigures, coverage: (sampleFigures.freeBefore - 65536) / sampleFigures.freeBefore }],
      ledger: { workstation: 'ws-1f2e3d4c', firstSeq: 100, entries: 23 },
      words: { ja: { title: '消去証明書' }, en: { title: 'Certificate of erasure' } },
    });
    expect(content.words.ja.methods).toEqual([
      expect.stringContaining('上書き消去: 成功'),
      expect.stringContaining('暗号鍵の破棄による消去: 成功'),
    ]);
  });

  it('is headed as person-attested when two persons saw the end, and is C at best', () => {
    const content = certificateFrom(passedRecord({ plan: personPlan }).entries);
    expect(content).toMatchObject({ outcome: 'pass', headline: 'person-attested', grade: { is: 'C' } });
    expect(content.words.ja.headline).toContain('2人の証言');
  });

  it('names each thing that was not covered or examined once, from the plan and from the verdict', () => {
    const { notCovered, notExamined, words } = certificateFrom(passedRecord().entries);
    expect(notCovered).toEqual(['felica-chip', 'sim', 'esim', 'spare-flash', 'f2fs-small-files', 'names-in-journal']);
    expect(notExamined).toEqual(['deleted-flash-content', 'felica-chip', 'jpki', 'sms']);
    for (const line of [...words.ja.notCovered, ...words.ja.notExamined]) expect(line).not.toContain('not-');
  });

  it('shows what the same phone told later, and nothing that another phone told', () => {
    const unknown = { ...sampleDevice, cryptoState: notReadable('getprop', 'no shell') };
    const seen = (result: string) => {
      const writer = new RecordWriter();
      const whole = unjudgedRecord({ device: unknown }).entries;
      for (const { entry } of whole.slice(0, 5)) writer.addRaw(entry.kind, entry.body);
      writer.evidence('wipe', 'identity', { result, facts: JSON.parse(JSON.stringify(sampleDevice)) });
      return certificateFrom(writer.entries).device?.cryptoState.is;
    };
    expect([seen('same'), seen('different'), seen('cannot-tell')]).toEqual(['value', 'not-readable', 'not-readable']);
  });

  it('says that no other person checked when the review is switched off', () => {
    const content = certificateFrom(passedRecord({ review: { is: 'switched-off' } }).entries);
    expect(content).toMatchObject({ outcome: 'pass', review: { is: 'switched-off' } });
  });

  it('says the same of the same entries, and of a reprint with its issues in the ledger', () => {
    const entries = passedRecord().entries;
    const issued = passedRecord().add('certificate-issued', {
      issue: 'original',
      number: 0,
      contentSha256: 'x',
    }).entries;
    expect(contentText(certificateFrom(issued))).toBe(contentText(certificateFrom(structuredClone(entries))));
  });
});

describe('a record that misses or contradicts anything', () => {
  it.each(spoilers)('%s: %s', (doubt, _what, spoil) => {
    const content = certificateFrom(spoil(passedRecord().entries));
    expect(content.doubts).toContain(doubt);
    expect(content.outcome).not.toBe('pass');
    expect(content.grade.is).toBe('E');
    expect(content.words.ja.title).toBe('消去作業記録 (未消去・判定不能)');
    expect(content.words.ja.headline).toContain(notErased);
    expect(content.words.en.headline).toContain('NOT');
  });

  it('is not a pass once the phone was ordered to be destroyed, or anything was found after the verdict', () => {
    const destroyed = passedRecord().add('destruction-ordered', {
      operator: 'o',
      why: { code: 'plan.no-method', facts: {} },
    });
    expect(certificateFrom(destroyed.entries).doubts).toEqual(['destruction-ordered', 'changed-after-verdict']);
    const later = passedRecord().add('finding-made', {
      step: 'wipe',
      rule: 'residue-clear',
      outcome: 'pass',
      reason: '',
      by: 'machine',
    });
    expect(certificateFrom(later.entries)).toMatchObject({
      outcome: 'inconclusive',
      doubts: ['changed-after-verdict'],
    });
  });

  it('is not a pass with two verdicts, even two passes', () => {
    const again = passedRecord();
    const verdict = again.entries.find(({ entry }) => entry.kind === 'verdict-reached');
    again.addRaw('verdict-reached', verdict?.entry.body);
    expect(certificateFrom(again.entries).doubts).toEqual(['two-verdicts']);
  });

  it('cannot be attested by persons with the second person switched off', () => {
    const content = certificateFrom(passedRecord({ plan: personPlan, review: { is: 'switched-off' } }).entries);
    expect(content).toMatchObject({ outcome: 'inconclusive', doubts: ['review-missing'] });
  });

  it('calls the outcome of an intended step without an end unknown, and of a step never begun not run', () => {
    const cut = new RecordWriter();
    for (const { entry } of unjudgedRecord().entries.slice(0, 6)) cut.addRaw(entry.kind, entry.body);
    const content = certificateFrom(cut.entries);
    expect(content.steps.map(({ outcome }) => outcome)).toEqual(['unknown', 'not-run']);
    expect(content.headline).toBe('unfinished');
  });

  it.each([
    ['cancel', 'cancelled', 'cancelled'],
    ['step-failed', 'failed', 'failed'],
    ['connection-lost', 'interrupted', 'interrupted'],
    ['method-exhausted', 'unerasable', 'unerasable'],
  ] as const)('after %s it is headed by that end', (event, state, headline) => {
    const cut = unjudgedRecord().entries.slice(0, 5);
    const writer = new RecordWriter();
    for (const { entry } of cut) writer.addRaw(entry.kind, entry.body);
    writer.addRaw('job-moved', { from: 'performing', to: state, event, why: { code: 'device.unplugged', facts: {} } });
    const content = certificateFrom(writer.entries);
    expect(content).toMatchObject({ headline, jobState: state, error: { code: 'device.unplugged' } });
    expect(content.outcome).not.toBe('pass');
  });
});

describe('any mixture of entries', () => {
  const whole = passedRecord().entries;
  // Without these the road is still whole: what they hold is proven by findings and ends, which stay.
  const spare = new Set(
    whole.flatMap(({ entry }, index) =>
      entry.kind === 'identity-confirmed' ||
      entry.kind === 'operator-acted' ||
      (entry.kind === 'evidence-recorded' && !JSON.stringify(entry.body).includes('"unreached"'))
        ? [index]
        : [],
    ),
  );

  it('is never a pass when an entry that carries the proof is missing', () => {
    fc.assert(
      fc.property(fc.subarray(whole.map((_, index) => index)), (kept) => {
        const dropped = whole.map((_, index) => index).filter((index) => !kept.includes(index));
        const content = certificateFrom(kept.flatMap((index) => whole[index] ?? []));
        expect(content.outcome === 'pass').toBe(dropped.every((index) => spare.has(index)));
      }),
      { numRuns: 500 },
    );
  });

  it('is never a pass when entries changed places', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          whole.map((_, index) => index),
          { minLength: whole.length },
        ),
        (order) => {
          const moved = order.some((index, place) => index !== place);
          expect(certificateFrom(order.flatMap((index) => whole[index] ?? [])).outcome === 'pass').toBe(!moved);
        },
      ),
    );
  });

  it('is never a pass, and never throws, when bodies are anything at all', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.anything(), (at, body) => {
        const spoiled = whole.map((one, index) => (index === at ? { ...one, entry: { ...one.entry, body } } : one));
        expect(certificateFrom(spoiled)).toMatchObject({ grade: { is: 'E' } });
      }),
      { numRuns: 300 },
    );
  });

  it('is not a pass when the whole plan proves nothing', () => {
    const plan = { ...machinePlan, steps: machinePlan.steps.map((step) => ({ ...step, proves: [] })) };
    expect(certificateFrom(passedRecord({ plan }).entries).doubts).toEqual(['no-plan', 'rule-unproven']);
  });
});
