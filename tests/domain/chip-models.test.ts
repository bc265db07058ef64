import { describe, expect, test } from 'vitest';
import { fitsPattern, sharpness } from '../../domain/chip-data-file.ts';
import {
  type ChipModel,
  type ChipModels,
  modelEntryFor,
  modelEntryOf,
  modelFor,
  type PhoneNames,
  readModels,
} from '../../domain/chip-models.ts';
import { felicaFile, guideFiles } from './felica-files.ts';

const table = readModels(felicaFile('models.json'));
const phone = (names: Partial<PhoneNames>): PhoneNames => ({
  model: null,
  product: null,
  hardwareSku: null,
  carrier: null,
  ...names,
});
const says = (names: Partial<PhoneNames>) => modelEntryFor(table, phone(names))?.says ?? null;

describe('the table that is shipped', () => {
  test.each<[string, ReturnType<typeof says>]>([
    ['SO-51A', 'yes'],
    ['SH-53C', 'yes'],
    ['SC-51B', 'yes'],
    ['SCG16', 'yes'],
    ['F-52B', 'yes'],
    ['A103OP', 'yes'],
    ['A204SH', 'yes'],
    ['XIG02', 'yes'],
    ['2201117TG', 'no'],
    ['sm-g991b', 'no'],
    ['XQ-DQ44', 'yes'],
    ['XQ-DQ54', 'no'],
    ['Pixel 7a', 'by-sku'],
    ['Pixel 7', 'by-sku'],
    ['Unheard of', null],
    ['', null],
  ])('says of %s: %s', (model, word) => {
    expect(says({ model })).toBe(word);
  });
  test('knows Pixels from Japan by their SKU, also by code name alone', () => {
    expect(says({ model: 'Pixel 7a', hardwareSku: 'G82U8' })).toBe('yes');
    expect(says({ model: 'Pixel 7a', hardwareSku: 'GWKK3' })).toBe('by-sku');
    expect(says({ product: 'lynx', hardwareSku: 'g82u8' })).toBe('yes');
    expect(says({ model: 'motorola edge 40', carrier: 'retjp' })).toBe('yes');
    expect(says({ model: 'motorola edge 40', carrier: 'reteu' })).toBe('by-sku');
  });
  test('says which line it was, and which version', () => {
    expect(modelEntryFor(table, phone({ model: 'XIG02' }))).toEqual({
      is: 'model-table',
      says: 'yes',
      entry: 'xiaomi-note-10-je',
      version: table.version,
    });
    expect(modelEntryFor(table, phone({}))).toBe(null);
  });
  test('is of the size that was asked for, names no iPhone, and owns to what nobody confirmed', () => {
    expect(table.models.length).toBeGreaterThanOrEqual(80);
    expect(new Set(table.models.map(({ id }) => id)).size).toBe(table.models.length);
    const guides = guideFiles().map((name) => name.replace('.json', ''));
    for (const line of table.models) {
      expect(line.models.some((pattern) => /iphone/i.test(pattern))).toBe(false);
      expect(line.models.every((pattern) => pattern.split('*').length <= 2)).toBe(true);
      if (line.confirmedBy === null) expect(line.source).toContain('unconfirmed');
      if (line.guide !== null) expect(guides).toContain(line.guide);
      if (line.felica !== 'by-sku') expect([line.yesSkus, line.yesCarriers]).toEqual([[], []]);
    }
  });
  test('gives every model to one line only, where it is named in full', () => {
    const whole = table.models.flatMap(({ models }) => models.filter((pattern) => !pattern.includes('*')));
    expect(new Set(whole).size).toBe(whole.length);
  });
});

describe('two lines that fit', () => {
  const line = (id: string, felica: ChipModel['felica'], models: string[], codenames: string[] = []): ChipModel => ({
    id,
    maker: 'm',
    name: id,
    models,
    codenames,
    carriers: [],
    year: null,
    felica,
    yesSkus: [],
    yesCarriers: [],
    icCodes: [],
    selfErase: 'unknown',
    shopRoute: null,
    guide: null,
    source: 'test',
    confirmedBy: null,
  });
  const of = (...models: ChipModel[]) => ({ schema: 1, version: '1', models }) as const;

  test('are told apart by the sharper pattern, then by caution', () => {
    const lines = of(line('wide', 'yes', ['A*']), line('sharp', 'no', ['A10*']), line('whole', 'by-sku', ['A101']));
    expect(modelFor(lines, phone({ model: 'A101' }))?.id).toBe('whole');
    expect(modelFor(lines, phone({ model: 'A102' }))?.id).toBe('sharp');
    expect(modelFor(lines, phone({ model: 'A2' }))?.id).toBe('wide');
    expect(modelFor(of(line('no', 'no', ['A*']), line('yes', 'yes', ['*A'])), phone({ model: 'AA' }))?.id).toBe('yes');
  });
  test('go by the model before the code name', () => {
    const lines = of(line('model', 'yes', ['A1']), line('code', 'no', ['B1'], ['fish']));
    expect(modelFor(lines, phone({ model: 'A1', product: 'fish' }))?.id).toBe('model');
    expect(modelFor(lines, phone({ product: 'fish' }))?.id).toBe('code');
  });
});

describe('a pattern', () => {
  test.each<[string, string | null, boolean]>([
    ['SO-5*', 'SO-51A', true],
    ['SO-5*', 'so-5', true],
    ['SO-5*', 'SO-41A', false],
    ['A3*OP', 'A301OP', true],
    ['A3*OP', 'A3OP', true],
    ['A3*OP', 'A301OPX', false],
    ['aba*aba', 'aba', false],
    ['*', '', true],
    ['*', null, false],
    ['Ｐixel 7', ' pixel 7 ', true],
  ])('%s for %s', (pattern, name, fits) => {
    expect(fitsPattern(pattern, name)).toBe(fits);
  });
  test('is sharper the more it names, and sharpest without a star', () => {
    expect(['A', 'ABC*', 'AB*', '*'].map(sharpness)).toEqual([1001, 3, 2, 0]);
  });
});

describe('readModels', () => {
  test.each<[string, string]>([
    ['another word for FeliCa', felicaFile('models.json').replace('"felica": "yes"', '"felica": "maybe"')],
    ['a line without its source', felicaFile('models.json').replace(/, "source": "[^"]*"/, '')],
    ['a year long ago', felicaFile('models.json').replace('"year": 2020', '"year": 202')],
  ])('refuses %s', (_name, json) => {
    expect(json).not.toBe(felicaFile('models.json'));
    expect(() => readModels(json)).toThrow(expect.objectContaining({ code: 'chip.data-file' }));
  });
});

describe('our table and the shop’s together', () => {
  const WORDS = ['no', 'by-sku', 'yes'] as const;
  const saying = (version: string, felica: ChipModel['felica'] | null): ChipModels => ({
    schema: 1,
    version,
    models: table.models
      .slice(0, 1)
      .flatMap((line) => (felica === null ? [] : [{ ...line, models: ['P-1'], codenames: [], yesSkus: [], felica }])),
  });
  const together = (own: ChipModel['felica'] | null, shops: ChipModel['felica'] | null) =>
    modelEntryOf({ ours: saying('ours', own), shop: saying('shops', shops) }, phone({ model: 'P-1' }));

  test.each(WORDS.flatMap((own) => WORDS.map((shops) => [own, shops] as const)))(
    'ours says %s, the shop’s %s: the word that asks for more counts, and it is said whose it is',
    (own, shops) => {
      const isShops = WORDS.indexOf(shops) > WORDS.indexOf(own);
      const entry = table.models[0]?.id;
      expect(together(own, shops)).toEqual(
        isShops
          ? { is: 'model-table', says: shops, entry, version: 'shops', ofShop: true }
          : { is: 'model-table', says: own, entry, version: 'ours' },
      );
    },
  );

  test('a phone that ours does not know is the shop’s to name, but never where ours cannot be read', () => {
    expect(together(null, 'no')).toMatchObject({ says: 'no', ofShop: true });
    expect(together(null, null)).toBeNull();
    const blind = (says: ChipModel['felica']) =>
      modelEntryOf({ ours: null, shop: saying('shops', says) }, phone({ model: 'P-1' }))?.says ?? null;
    expect(WORDS.map(blind)).toEqual([null, 'by-sku', 'yes']);
  });
});
