import { describe, expect, test } from 'vitest';
import { chipFileOf } from '../../domain/chip-fold.ts';
import { ANSWERED } from '../../domain/chip-presence.ts';
import { absentByTwo, ChipRecordWriter, suicaReading } from './sample-chip.ts';

const passed = (operator?: string) => ChipRecordWriter.passed(operator);
const file = (writer: ChipRecordWriter) => chipFileOf(writer.entries);
const NOT_OVERRIDDEN = { sale: 'blocked', overriddenBy: null };

const LATER: readonly (readonly [string, (writer: ChipRecordWriter) => ChipRecordWriter])[] = [
  ['another chip', (w) => w.add('chip-contradicted', { otherRecord: 'HK-1' })],
  ['a step', (w) => w.step('suzuki')],
  ['a tool', (w) => w.tool('suzuki')],
  ['a screen in use', (w) => w.step('suzuki', { changesChip: false, saw: 'in-use' })],
  ['work of the job', (w) => w.moved('ready', 'performing', 'start')],
  ['a step of the job', (w) => w.add('step-ended', { step: 'wipe', outcome: 'done', error: null })],
  ['what another record shows', (w) => w.carried({ sources: [ANSWERED] })],
  ['what another record read', (w) => w.carried({ shown: [{ is: 'residual', at: '2026-11-29T03:00:00.000Z' }] })],
  ['a body that cannot be read', (w) => w.add('chip-guide-step', {})],
  ['a kind of a later version', (w) => w.add('chip-replaced', {})],
  ['a presence that does not agree', (w) => w.presence({ ...absentByTwo, is: 'present' })],
];
const HARMLESS: readonly ((writer: ChipRecordWriter) => ChipRecordWriter)[] = [
  (w) => w.step('suzuki', { changesChip: false, saw: 'unused' }),
  (w) => w.step('suzuki', { outcome: 'not-possible' }),
];

describe('a supervisor', () => {
  test('overrides the gate until the next reading, and is never a pass', () => {
    const writer = passed().read('sato', suicaReading()).override('manager');
    expect(file(writer)).toMatchObject({ sale: 'overridden', blocks: ['residual'], overriddenBy: 'manager' });
    expect(file(writer.read('sato', suicaReading()))).toMatchObject({ sale: 'blocked', overriddenBy: null });
    expect(file(passed().override('manager'))).toMatchObject({ sale: 'overridden', blocks: ['not-read'] });
    expect(file(passed().read('sato').override('manager'))).toMatchObject({ sale: 'allowed', overriddenBy: null });
  });
  test('knew nothing of what came afterwards: an act, work, a contradiction, or what cannot be read', () => {
    const overridden = () => passed('tanaka').read('tanaka').override('manager');
    expect(file(overridden()).sale).toBe('overridden');
    for (const [name, later] of LATER) expect(file(later(overridden())), name).toMatchObject(NOT_OVERRIDDEN);
    for (const harmless of HARMLESS) expect(file(harmless(overridden())).sale).toBe('overridden');
    const early = new ChipRecordWriter().read('sato', suicaReading()).override('manager');
    expect(file(early).sale).toBe('overridden');
    expect(chipFileOf([...early.entries, ...passed().entries])).toMatchObject(NOT_OVERRIDDEN);
  });
  test('does not lift the second look at their own work, and may lift anything else', () => {
    for (const writer of [passed('boss').read('boss'), passed().step('boss').read('boss')]) {
      expect(file(writer.override('BOSS'))).toMatchObject(NOT_OVERRIDDEN);
      expect(file(writer.override('manager').override('boss')).overriddenBy).toBe('manager');
    }
    expect(file(passed('boss').read('sato', suicaReading()).override('boss')).sale).toBe('overridden');
  });
});
