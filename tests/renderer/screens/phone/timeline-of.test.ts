import { describe, expect, it } from 'vitest';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { timelineOf } from '../../../../renderer/screens/phone/timeline-of.ts';
import type { Texts } from '../../../../renderer/use-text.ts';
import { passedRecord, personPlan, RecordWriter, unjudgedRecord } from '../../../domain/sample-record.ts';
import { jobAt } from '../../fake-workstation.ts';
import { recordViewOf } from '../../sample-record-view.ts';

const ja: Texts = {
  language: 'ja',
  say: (key, ...facts) => say('ja', key, ...facts),
  sayByName: (key, facts) => sayByName('ja', key, facts),
  sayError: (error) => sayError('ja', error),
};
const stagesOf = (writer: RecordWriter, job = jobAt(0, 'passed')) => timelineOf(ja, recordViewOf(writer), job);

/** The first entries of a record, as the ledger has them while its job is at work. */
function begun(entries: number): RecordWriter {
  const writer = new RecordWriter();
  writer.entries.push(...unjudgedRecord().entries.slice(0, entries));
  return writer;
}

describe('the course of a job', () => {
  it('has plan and consent, every step, the second person and the verdict in their order', () => {
    const stages = stagesOf(passedRecord());
    expect(stages.map(({ id, outcome }) => [id, outcome])).toEqual([
      [':draft', 'done'],
      ['overwrite', 'done'],
      ['wipe', 'done'],
      [':review', 'done'],
      [':verdict', 'done'],
    ]);
  });

  it('tells what was seen under the step where it was seen, with its numbers', () => {
    const [, overwrite, wipe] = stagesOf(passedRecord());
    const words = overwrite?.lines.map(({ text }) => text).join('\n') ?? '';
    expect(words).toContain('256か所のうち256か所');
    expect(words).toContain('読み戻し一致 101 MB');
    expect(wipe?.lines.map(({ kind }) => kind)).toContain('identity');
    expect(wipe?.lines.some(({ text }) => text.includes(say('ja', 'phone.same.same')))).toBe(true);
  });

  it('tells who did what by hand and what that person saw', () => {
    const [, reset] = stagesOf(passedRecord({ plan: personPlan }));
    expect(reset?.lines[0]?.text).toBe('tanaka: 設定画面から初期化(見えたもの: 初期設定の画面)');
  });

  it('shows the steps that did not come to their turn as not run, and the one in hand as running', () => {
    const job = jobAt(0, 'performing', { step: { id: 'overwrite', act: 'overwrite', at: 1, of: 2 } });
    const stages = stagesOf(begun(5), job);
    expect(stages.map(({ id, outcome }) => [id, outcome])).toEqual([
      [':draft', 'done'],
      ['overwrite', 'running'],
      ['wipe', 'not-run'],
      [':review', 'not-run'],
      [':verdict', 'not-run'],
    ]);
  });

  it('shows a step without an end as unknown once the job has ended, never as done', () => {
    const ended = begun(5).move('connection-lost', 'interrupted', { code: 'device.unplugged', facts: {} });
    const [, overwrite, , , verdict] = stagesOf(ended, jobAt(0, 'interrupted'));
    expect(overwrite?.outcome).toBe('unknown');
    expect(verdict?.outcome).toBe('not-run');
  });

  it('marks another phone and an undecided finding as bad', () => {
    const writer = begun(5)
      .add('identity-confirmed', {
        step: 'overwrite',
        result: 'different',
        before: { serial: 'A', imeis: [], model: null },
        after: { serial: 'B', imeis: [], model: null },
      })
      .add('finding-made', {
        step: 'overwrite',
        rule: 'host-sample',
        outcome: 'inconclusive',
        reason: 'verify.inconclusive',
        by: 'machine',
      })
      .addRaw('identity-confirmed', { step: 'overwrite' });
    const [, overwrite] = stagesOf(writer, jobAt(0, 'failed'));
    const bad = overwrite?.lines.filter(({ isBad }) => isBad).map(({ text }) => text) ?? [];
    expect(bad).toHaveLength(3);
    expect(bad.join('\n')).toContain(say('ja', 'phone.same.different'));
    expect(bad.join('\n')).toContain(say('ja', 'phone.same.cannot-tell'));
    expect(bad.join('\n')).toContain(say('ja', 'error.verify.inconclusive.title'));
  });

  it('says that nobody checked where the shop works without a second person', () => {
    const review = stagesOf(passedRecord({ review: { is: 'switched-off' } })).find(({ id }) => id === ':review');
    expect(review?.outcome).toBe('not-run');
    expect(review?.remark).toBe(say('ja', 'certificate.review.switched-off'));
  });
});
