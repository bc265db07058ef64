import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAppleModels, shopModelsFolder } from '../../../main/devices/apple-models.ts';
import { APPLE_FOLDER } from '../../../main/program.ts';
import { temporaryFolder } from '../ledger/ledger-for-tests.ts';

const EXAMPLES = join(import.meta.dirname, '../../../docs/examples/apple-models');

function shop(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(shopModelsFolder(folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(shopModelsFolder(folder), name), text);
  return folder;
}

const tableOf = (name: string): string =>
  JSON.stringify({
    schema: 1,
    version: name,
    source: 'test',
    colours: {},
    products: [{ name, kind: 'iphone', year: 2030, productTypes: { 'iPhone99,1': 'yes' }, models: [] }],
  });
const nameOf = (folder: string, productType: string) =>
  openAppleModels(folder).find({ productType, modelNumber: null }).name;

describe('what is known of Apple’s models', () => {
  it('comes from the program’s own table where the shop has none', () => {
    const models = openAppleModels(temporaryFolder());
    expect(models.faults).toEqual([]);
    expect(models.find({ productType: 'iPhone14,5', modelNumber: 'MLNE3J/A' }).name).toBe('iPhone 13');
    expect(models.find({ productType: 'iPhone99,1', modelNumber: null }).name).toBe(null);
  });

  it('grows by the shop’s files, the last name in the alphabet going first', () => {
    const folder = shop({ 'a.json': tableOf('A'), 'b.json': tableOf('B') });
    expect(nameOf(folder, 'iPhone99,1')).toBe('B');
    expect(nameOf(folder, 'iPhone14,5')).toBe('iPhone 13');
  });

  it('takes the example of the documentation', () => {
    const folder = temporaryFolder();
    cpSync(EXAMPLES, shopModelsFolder(folder), { recursive: true });
    const models = openAppleModels(folder);
    expect(models.faults).toEqual([]);
    const found = models.find({ productType: 'iPhone99,1', modelNumber: 'MZZZ9J/A' });
    expect(found).toMatchObject({ name: 'iPhone 99', capacityGb: 256, colour: { ja: '灰桜' }, source: 'our shelf 1' });
  });

  it('goes on without a file that cannot be used, says which, and keeps the others', () => {
    const folder = shop({
      'broken.json': '{',
      'large.json': ' '.repeat(4 * 1024 * 1024 + 1),
      'note.txt': 'not looked at',
      'old.json': tableOf('old').replace('"schema":1', '"schema":0'),
      'right.json': tableOf('right'),
    });
    mkdirSync(join(shopModelsFolder(folder), 'folder.json'));
    const models = openAppleModels(folder);
    expect(models.faults.map(({ code, facts }) => [code, facts['file'], facts['why']])).toEqual([
      ['apple.data-file', 'broken.json', 'not JSON'],
      ['apple.data-file', 'folder.json', 'cannot be read'],
      ['apple.data-file', 'large.json', 'too large'],
      ['apple.data-file', 'old.json', 'schema is not schema 1'],
    ]);
    expect(models.find({ productType: 'iPhone99,1', modelNumber: null }).name).toBe('right');
  });

  it('is a damaged program where its own table is broken or missing', () => {
    const ours = temporaryFolder();
    cpSync(APPLE_FOLDER, ours, { recursive: true });
    expect(openAppleModels(temporaryFolder(), ours).faults).toEqual([]);
    writeFileSync(join(ours, 'models.json'), '{}');
    for (const [folder, why] of [
      [ours, 'schema is not there'],
      [temporaryFolder(), 'missing'],
    ] as const) {
      expect(() => openAppleModels(temporaryFolder(), folder)).toThrow(
        expect.objectContaining({ code: 'app.unexpected', facts: { what: `apple/models.json: ${why}` } }),
      );
    }
  });
});
