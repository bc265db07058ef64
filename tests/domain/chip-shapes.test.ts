import { describe, expect, test } from 'vitest';
import { CHIP_KINDS, type ChipEntryKind } from '../../domain/chip-entries.ts';
import { readChipBody } from '../../domain/chip-shapes.ts';
import { ShapeError } from '../../domain/shape.ts';
import { ChipRecordWriter, emptyReading, readBy, sampleBaseline, suicaReading } from './sample-chip.ts';
import { sampleDevice } from './sample-device.ts';

const bodyOf = (writer: ChipRecordWriter): unknown => writer.entries.at(-1)?.body;
const bodies: Readonly<Record<ChipEntryKind, unknown>> = {
  'chip-record-opened': {
    operator: 'sato',
    authenticated: true,
    device: sampleDevice(),
    claims: [{ imei: '490154203237518', source: 'scanned' }],
  },
  'chip-presence-judged': {
    presence: {
      is: 'not-present',
      sources: [
        { is: 'model-table', says: 'no', entry: 'x', version: '1' },
        { is: 'phone-software', says: 'absent', found: [] },
        { is: 'reader', says: 'silent', isPhoneAwake: true },
      ],
    },
  },
  'chip-read': readBy('sato', suicaReading(), { baseline: sampleBaseline, authenticated: true }),
  'chip-contradicted': { otherRecord: 'HK-20261129-0000000002' },
  'chip-carried-over': {
    otherRecords: ['HK-20261128-0000000001'],
    sources: [{ is: 'reader', says: 'answered', isPhoneAwake: false }],
    idmHashes: ['1'.repeat(64)],
    acts: [{ by: 'sato', at: '2026-11-28T03:00:00.000Z' }],
    shown: [{ is: 'residual', at: '2026-11-28T03:00:00.000Z' }],
  },
  'chip-guide-step': bodyOf(new ChipRecordWriter().step('sato')),
  'chip-tool-ran': bodyOf(new ChipRecordWriter().tool('sato')),
  'chip-apple-online': { operator: 'sato', outcome: 'done' },
  'chip-gate-overridden': { operator: 'manager', authenticated: true, why: 'returned to the owner' },
};

/** Every path of a value, each with the value that is the same but for something of another kind there. */
function spoiled(value: unknown): readonly { readonly at: string; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ at: '', value: Number.NaN }];
  const inside = Object.entries(value).flatMap(([name, member]) =>
    spoiled(member).map(({ at, value: other }) => ({
      at: `${name}.${at}`,
      value: Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other },
    })),
  );
  const without = Array.isArray(value)
    ? []
    : Object.keys(value).map((name) => ({
        at: `-${name}`,
        value: Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
      }));
  return [...inside, ...without, { at: '', value: 'another kind' }];
}

describe('readChipBody', () => {
  test.each(CHIP_KINDS)('reads what %s holds, through the text of the ledger', (kind) => {
    const body: unknown = JSON.parse(JSON.stringify(bodies[kind]));
    expect(readChipBody(kind, body)).toEqual(bodies[kind]);
    expect(readChipBody(kind, { ...(body as object), more: 1 })).toEqual(bodies[kind]);
  });
  test.each(CHIP_KINDS)('refuses %s with any part missing or of another kind', (kind) => {
    const all = spoiled(bodies[kind]).filter(({ at }) => !['-authenticated', '-shown'].includes(at));
    expect(all.length).toBeGreaterThan(2);
    for (const { at, value } of all) expect(() => readChipBody(kind, value), at).toThrow(ShapeError);
  });
  test('reads whose table of models spoke, and takes no other word for that', () => {
    const table = { is: 'model-table', says: 'no', entry: 'x', version: '1' };
    const judged = (source: object): object => ({ presence: { is: 'unknown', sources: [source] } });
    for (const source of [table, { ...table, ofShop: true }]) {
      expect(readChipBody('chip-presence-judged', judged(source))).toEqual(judged(source));
    }
    for (const ofShop of [false, 'yes', null]) {
      expect(() => readChipBody('chip-presence-judged', judged({ ...table, ofShop }))).toThrow(ShapeError);
    }
  });
  test('reads who acted with and without a log-in, and takes no other word for one', () => {
    expect(readChipBody('chip-gate-overridden', { operator: 'x', why: 'y' })).toEqual({ operator: 'x', why: 'y' });
    expect(() => readChipBody('chip-gate-overridden', { operator: 'x', why: 'y', authenticated: false })).toThrow(
      /authenticated is not true/,
    );
  });
  test('reads what later versions put on record beside a reading and a step, and takes no other word for it', () => {
    const read = readBy('sato', emptyReading(), { clockMoved: true, modelDiffers: true });
    expect(readChipBody('chip-read', read)).toEqual(read);
    for (const odd of [{ clockMoved: false }, { modelDiffers: 1 }]) {
      expect(() => readChipBody('chip-read', { ...read, ...odd })).toThrow(ShapeError);
    }
    const step = bodyOf(new ChipRecordWriter().step('sato', { who: 'carrier-shop' }));
    expect(readChipBody('chip-guide-step', step)).toEqual(step);
    expect(() => readChipBody('chip-guide-step', { ...(step as object), who: 'nobody' })).toThrow(ShapeError);
  });
  test.each<[string, unknown]>([
    ['a system beyond two bytes', readBy('sato', { ...emptyReading(), systemList: [0x10000] })],
    ['a negative node', readBy('sato', { ...emptyReading(), systemList: [-1] })],
    ['an IC beyond a byte', { ...readBy('sato'), baseline: { ...sampleBaseline, icCodes: [256] } }],
    [
      'a time of another place',
      { ...readBy('sato'), reading: { ...emptyReading(), startedAt: '2026-11-29T12:04+09:00' } },
    ],
    ['a hash in capitals', { ...readBy('sato'), idmHash: 'A'.repeat(64) }],
    ['a trouble that nobody knows', { ...readBy('sato'), reading: { ...emptyReading(), troubles: ['none'] } }],
    ['a negative number of blocks', { ...readBy('sato'), reading: { ...emptyReading(), frames: -1 } }],
  ])('refuses %s', (_name, body) => {
    expect(() => readChipBody('chip-read', body)).toThrow(ShapeError);
  });
});
