import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AppleCondition,
  type AppleModelTable,
  conditionOfModelNumber,
  findAppleModel,
  nominalCapacity,
  readAppleModels,
} from '../../domain/apple-models.ts';

const root = join(import.meta.dirname, '../..');
const jsonAt = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const shipped = readAppleModels(jsonAt('resources/apple/models.json'));
const find = (productType: string | null, modelNumber: string | null = null, regulatory: string | null = null) =>
  findAppleModel([shipped], { productType, modelNumber, regulatory });
const rows = shipped.products.flatMap((product) => product.models.map((row) => ({ product, row })));

const UNKNOWN = { name: null, capacityGb: null, colour: null, kind: null, felica: null, source: null };

describe('the table that is shipped', () => {
  test('names every iPhone since the 4s, and is of the size that was asked for', () => {
    const types = shipped.products.flatMap(({ productTypes }) => Object.keys(productTypes));
    const iphones = types.filter((type) => type.startsWith('iPhone'));
    expect(iphones.length).toBeGreaterThanOrEqual(55);
    // Identifiers of a year leave some numbers out, so each generation is named by one that it has.
    const firsts = ['4,1', '5,1', '6,1', '7,1', '8,1', '9,1', '10,1', '11,2', '12,1', '13,1', '14,2', '15,2', '16,1'];
    for (const type of [...firsts, '17,1', '17,5', '18,1', '18,2', '18,3', '18,4', '18,5']) {
      expect(iphones).toContain(`iPhone${type}`);
    }
    expect(rows.flatMap(({ row }) => row.numbers).length).toBeGreaterThan(3000);
  });
  test('has one name for each product type, and one product type for each name', () => {
    expect(new Set(shipped.products.map(({ name }) => name)).size).toBe(shipped.products.length);
    for (const { productTypes, kind } of shipped.products) {
      for (const type of Object.keys(productTypes)) expect(type.toLowerCase().startsWith(kind)).toBe(true);
    }
  });
  test('notes capacity, colour and its Japanese name wherever it has a number', () => {
    for (const { row, product } of rows) {
      expect([8, 16, 32, 64, 128, 256, 512, 1024, 2048], product.name).toContain(row.gb);
      expect(Object.hasOwn(shipped.colours, row.colour ?? ''), row.colour ?? product.name).toBe(true);
      expect(row.numbers.length).toBeGreaterThan(0);
    }
  });
  test('finds every one of its rows again, under each of the product’s types', () => {
    for (const { row, product } of rows.filter((_row, index) => index % 7 === 0)) {
      for (const type of Object.keys(product.productTypes)) {
        const found = find(type, row.numbers[0] ?? '');
        expect([found.name, found.capacityGb, found.colour?.en]).toEqual([product.name, row.gb, row.colour]);
      }
    }
  });
  test('says no of FeliCa until iPhone 6s, yes since iPhone 8, and never yes of an iPad', () => {
    for (const { name, kind, year, productTypes } of shipped.products) {
      const says = new Set(Object.values(productTypes));
      if (kind !== 'iphone' || year < 2016 || name.startsWith('iPhone SE (1st')) expect([...says]).toEqual(['no']);
      if (kind === 'iphone' && year >= 2017) expect([...says]).toEqual(['yes']);
    }
  });
});

describe('a device', () => {
  test.each<[string, string, [string, number | null, string | null]]>([
    ['iPhone14,5', 'MLNE3', ['iPhone 13', 128, 'ピンク']],
    ['iPhone10,1', 'MQ782', ['iPhone 8', 64, 'スペースグレイ']],
    ['iPhone12,1', 'MWLT2', ['iPhone 11', 64, 'ブラック']],
    ['iPhone13,2', 'MGHN3', ['iPhone 12', 64, 'ブラック']],
    ['iPhone14,6', 'MMYC3', ['iPhone SE (3rd generation)', 64, 'ミッドナイト']],
    ['iPhone16,1', 'MTU93', ['iPhone 15 Pro', 128, 'ナチュラルチタニウム']],
    ['iPhone17,1', 'MYN23', ['iPhone 16 Pro', 256, 'デザートチタニウム']],
    ['iPhone18,3', 'MG674', ['iPhone 17', 256, 'ブラック']],
    ['iPhone18,4', 'MG2A4', ['iPhone Air', 256, 'スカイブルー']],
    ['iPhone17,5', '', ['iPhone 16e', null, null]],
    ['iPad12,2', 'MK473', ['iPad (9th generation)', 64, 'スペースグレイ']],
  ])('%s %s is %s', (type, number, known) => {
    const found = find(type, number);
    expect([found.name, found.capacityGb, found.colour?.ja ?? null]).toEqual(known);
    expect(found.source).toBe(shipped.version);
  });
  test('is the same whether it was sold new, refurbished, given in a repair or engraved, and with its region behind it', () => {
    const sold = find('iPhone14,5', 'MLNE3');
    for (const number of ['FLNE3', 'NLNE3', 'PLNE3', ' mlne3 ', 'MLNE3J/A']) {
      expect(find('iPhone14,5', number)).toEqual(sold);
    }
    for (const number of ['XLNE3', '3LNE3', 'LNE3', 'MLN']) expect(find('iPhone14,5', number).capacityGb).toBe(null);
  });
  test('whose numbers contradict each other is what its product type says, without capacity and colour', () => {
    expect(find('iPhone14,2', 'MLNE3')).toEqual({ ...find('iPhone14,2'), capacityGb: null, colour: null });
    expect(find('iPhone14,2', 'MLNE3').name).toBe('iPhone 13 Pro');
    expect(find('iPhone99,1', 'MLNE3')).toEqual({ ...UNKNOWN, kind: 'iphone' });
  });
  test('that tells only one number is known by that one', () => {
    expect(find(null, 'MLNE3')).toMatchObject({ name: 'iPhone 13', capacityGb: 128, kind: 'iphone', felica: null });
    expect(find('', 'MLNE3').name).toBe('iPhone 13');
    expect(find('iPhone14,5')).toMatchObject({ name: 'iPhone 13', capacityGb: null, colour: null, felica: 'yes' });
    expect(find(null)).toEqual(UNKNOWN);
  });
  test('of the iPhone 7’s time has a chip only as the model that was sold in Japan', () => {
    expect(find('iPhone9,1').felica).toBe('by-model');
    expect(find('iPhone9,1', null, 'A1779').felica).toBe('yes');
    expect(find('iPhone9,2', null, ' a1785 ').felica).toBe('yes');
    expect(find('iPhone9,1', null, 'A1660').felica).toBe('by-model');
    expect(find('iPhone9,3', null, 'A1778').felica).toBe('no');
  });
  test('that no table knows has no name, whatever it says', () => {
    expect(find('iPhone99,9', 'MZZZ9')).toEqual({ ...UNKNOWN, kind: 'iphone' });
    expect(find('iPad99,9').kind).toBe('ipad');
    expect(find('Watch7,1')).toEqual(UNKNOWN);
    for (const odd of ['__proto__', 'constructor', 'toString', '\0', 'iPhone']) expect(find(odd, odd)).toEqual(UNKNOWN);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('MLNE'), fc.constant('iPhone14,'));
    fc.assert(
      fc.property(text, text, text, (productType, modelNumber, regulatory) => {
        expect(findAppleModel([shipped], { productType, modelNumber, regulatory }).name).toBe(null);
      }),
    );
  });
});

describe('a later table', () => {
  const shop = (changes: Partial<AppleModelTable['products'][number]> = {}, colours = {}): AppleModelTable =>
    readAppleModels({
      schema: 1,
      version: 'shop',
      source: 'our shelf',
      colours,
      products: [
        {
          name: 'iPhone 13',
          kind: 'iphone',
          year: 2021,
          productTypes: { 'iPhone14,5': 'yes' },
          models: [{ gb: 128, colour: 'Pink', numbers: ['MZZZ3'] }],
          ...changes,
        },
      ],
    });
  const from = (table: AppleModelTable, productType: string, modelNumber: string) =>
    findAppleModel([shipped, table], { productType, modelNumber });

  test('adds numbers to a product, with the colours’ names of the earlier one', () => {
    expect(from(shop(), 'iPhone14,5', 'MZZZ3')).toMatchObject({
      capacityGb: 128,
      colour: { ja: 'ピンク' },
      source: 'shop',
    });
    expect(from(shop(), 'iPhone14,5', 'MLNE3').capacityGb).toBe(128);
  });
  test('goes before the earlier one', () => {
    const models = [{ gb: 256, colour: 'Pink', numbers: ['MLNE3'] }];
    const found = from(shop({ name: 'アイフォン13', models }, { Pink: '桃' }), 'iPhone14,5', 'MLNE3');
    expect(found).toMatchObject({ name: 'アイフォン13', capacityGb: 256, colour: { en: 'Pink', ja: '桃' } });
    // Its own name for a product does not make the program's numbers of that product a contradiction.
    expect(from(shop({ name: 'アイフォン13' }), 'iPhone14,5', 'MLNG3').capacityGb).toBe(128);
  });
  test('makes a new phone known, and a colour that nobody translated keeps its English name', () => {
    const models = [
      { gb: 512, colour: 'Neon', numbers: ['MZZZ5'] },
      { gb: null, colour: null, numbers: ['MZZZ6'] },
    ];
    const table = shop({ name: 'iPhone 99', productTypes: { 'iPhone99,1': 'by-model' }, models });
    expect(from(table, 'iPhone99,1', 'MZZZ5').colour).toEqual({ en: 'Neon', ja: 'Neon' });
    expect(from(table, 'iPhone99,1', 'MZZZ6')).toMatchObject({ capacityGb: null, colour: null, felica: 'by-model' });
  });
});

describe('readAppleModels', () => {
  const one = { name: 'A', kind: 'iphone', year: 2020, productTypes: { 'iPhone1,1': 'no' }, models: [] };
  const other = { ...one, name: 'B', productTypes: { 'iPhone1,2': 'no' } };
  const row = (...numbers: string[]) => ({ gb: 64, colour: 'Black', numbers });
  const file = (...products: unknown[]) => ({ schema: 1, version: '1', source: 'test', colours: {}, products });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['another schema', { ...file(), schema: 2 }],
    ['no source', { ...file(), source: ' ' }],
    ['a kind that Apple does not make', file({ ...one, kind: 'phone' })],
    ['a name with a line break', file({ ...one, name: 'iPhone\n1' })],
    ['a name that is too long', file({ ...one, name: 'i'.repeat(61) })],
    ['an odd product type', file({ ...one, productTypes: { iPhone: 'no' } })],
    ['an odd word for FeliCa', file({ ...one, productTypes: { 'iPhone1,1': 'maybe' } })],
    ['an odd model number', file({ ...one, models: [row('MLNE3J/A')] })],
    ['an odd regulatory number', file({ ...one, felicaModels: ['1779'] })],
    ['no capacity', file({ ...one, models: [{ colour: 'Black', numbers: [] }] })],
    ['a product type twice', file(one, { ...other, productTypes: one.productTypes })],
    ['a model number twice', file({ ...one, models: [row('MLNE3')] }, { ...other, models: [row('MLNE3')] })],
    ['a model number again as refurbished', file({ ...one, models: [row('MLNE3', 'FLNE3')] })],
  ])('refuses %s', (_name, value) => {
    expect(() => readAppleModels(value)).toThrow(expect.objectContaining({ name: 'ShapeError' }));
  });
  test('takes a small table, and leaves out what nobody asked for', () => {
    const read = readAppleModels({ ...file({ ...one, note: 'x' }, other), note: 'y' });
    expect(read).toEqual(file(one, other));
  });
});

test.each<[string | null, AppleCondition | null]>([
  ['MLNE3', 'retail'],
  ['FLNE3J/A', 'refurbished'],
  ['NLNE3', 'replacement'],
  [' plne3', 'personalised'],
  ['3D897', null],
  ['', null],
  [null, null],
])('the first letter of %s says %s', (number, word) => {
  expect(conditionOfModelNumber(number)).toBe(word);
});

test.each<[number, number | null]>([
  [7_900_000_000, 8],
  [16_000_000_000, 16],
  [63_989_469_184, 64],
  [128_000_000_000, 128],
  [128_035_676_160, 128],
  [255_866_998_784, 256],
  [512_000_000_000, 512],
  [1_000_000_000_000, 1024],
  [1_024_000_000_000, 1024],
  [2_000_000_000_000, 2048],
  [9_000_000_000_000, null],
  [0, null],
  [-1, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
])('a disk of %d bytes was sold as %s GB', (bytes, gb) => {
  expect(nominalCapacity(bytes)).toBe(gb);
});
