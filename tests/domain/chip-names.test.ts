import { describe, expect, test } from 'vitest';
import { nameOfResidue, nameOfSystem, readNames } from '../../domain/chip-names.ts';
import { felicaFile } from './felica-files.ts';
import { area, service } from './sample-chip.ts';

const names = readNames(felicaFile('names.json'));
const named = (system: number, node: Parameters<typeof nameOfResidue>[1]['node']) =>
  nameOfResidue(names, { system, node });

describe('the names that are shipped', () => {
  test('hold every system, area and service of the reference, each once and in order', () => {
    expect(names.systems).toHaveLength(15);
    const common = names.systems.find(({ code }) => code === 0xfe00);
    expect([common?.areas.length, common?.services.length]).toEqual([12, 17]);
    expect(names.systems.find(({ code }) => code === 3)?.services.map(({ code }) => code)).toEqual([
      0x008b, 0x090f, 0x108f, 0x10cb, 0x184b, 0x188b,
    ]);
    expect(new Set(names.systems.map(({ code }) => code)).size).toBe(names.systems.length);
    for (const { areas, services } of names.systems) {
      for (const { first, last } of areas) expect(first).toBeLessThan(last);
      expect(new Set(services.map(({ code }) => code)).size).toBe(services.length);
    }
  });
});

describe('nameOfResidue', () => {
  test.each<[number, Parameters<typeof nameOfResidue>[1]['node'], string | null, string]>([
    [0xfe00, area(0x1000, 0x173f), 'Rakuten Edy', 'FE00 1000-173F'],
    [0xfe00, area(0x1001, 0x173f), 'Rakuten Edy', 'FE00 1001-173F'],
    [0xfe00, service(0x1317), 'Rakuten Edy: balance', 'FE00 1317'],
    [0xfe00, service(0x1009), 'Rakuten Edy', 'FE00 1009'],
    [0xfe00, service(0x0048), null, 'FE00 0048'],
    [0xfe00, area(0x0fc0, 0x173f), null, 'FE00 0FC0-173F'],
    [0x0003, service(0x090f), 'Transit: travel and purchase history', '0003 090F'],
    [0x0003, service(0x1081), 'Transit (Suica, PASMO, ICOCA and others)', '0003 1081'],
    [0x0003, null, 'Transit (Suica, PASMO, ICOCA and others)', '0003'],
    [0xfe0f, service(0x7777), null, 'FE0F 7777'],
    [0x1234, null, null, '1234'],
    [0x1234, service(0x0008), null, '1234 0008'],
  ])('%#: system %i', (system, node, english, code) => {
    const { name, code: shown } = named(system, node);
    expect([name?.en ?? null, shown]).toEqual([english, code]);
  });
  test('speaks Japanese too', () => {
    expect(named(0xfe00, service(0x680b)).name?.ja).toBe('WAON：利用履歴');
    expect(nameOfSystem(names, 0x12fc)).toEqual({ ja: 'NDEFタグ', en: 'NDEF tag' });
    expect(nameOfSystem(names, 0x1234)).toBe(null);
  });
});

describe('readNames', () => {
  test.each<[string, string]>([
    ['no JSON', '{'],
    ['another schema', '{"schema":2,"version":"1","systems":[]}'],
    ['a code in small letters', felicaFile('names.json').replace('"110B"', '"110b"')],
    ['an empty name', felicaFile('names.json').replace('"NDEF tag"', '" "')],
  ])('refuses %s', (_name, json) => {
    expect(() => readNames(json)).toThrow(
      expect.objectContaining({ code: 'chip.data-file', facts: expect.objectContaining({ file: 'names.json' }) }),
    );
  });
});
