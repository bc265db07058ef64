import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { absent, value } from '../../../domain/device.ts';
import { openChipData, shopDataFolder } from '../../../main/chips/chip-data.ts';
import { FELICA_FOLDER } from '../../../main/program.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { sampleApple } from '../../domain/sample-iphone-chip.ts';
import { temporaryFolder } from '../ledger/ledger-for-tests.ts';

interface ModelFile {
  version: string;
  models: { id: string; models: string[]; felica: string }[];
}

function shop(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const own = shopDataFolder(folder);
  mkdirSync(join(own, 'guides'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  return folder;
}

const models = JSON.parse(readFileSync(join(FELICA_FOLDER, 'models.json'), 'utf8')) as ModelFile;
const WORLD = models.models.find(({ felica }) => felica === 'no');
const JAPANESE = models.models.find(({ felica, models: names }) => felica === 'yes' && !names[0]?.includes('*'));

describe('what is known of chips', () => {
  it('comes from the program’s own files, all of which are in order', () => {
    const data = openChipData(temporaryFolder());
    expect(data.faults).toEqual([]);
    const shipped = readdirSync(join(FELICA_FOLDER, 'guides')).filter((name) => name.endsWith('.json'));
    expect(data.guides).toHaveLength(shipped.length);
    expect(data.name({ system: 0x0003, node: null }).name?.ja).toMatch(/交通/);
    expect(data.name({ system: 0x7777, node: { is: 'service', code: 0x090f } })).toEqual({
      name: null,
      code: '7777 090F',
    });
  });

  it('tells from two sources that a world phone has no chip, and from one that a Japanese phone has', () => {
    const data = openChipData(temporaryFolder());
    const software = { felicaConfig: absent('cat'), felicaPackages: absent('pm') };
    const phone = (line: ModelFile['models'][number] | undefined, changes = {}) =>
      sampleDevice({ model: value(line?.models[0] ?? '', 'getprop'), product: value('x', 'getprop'), ...changes });
    expect(data.presence(phone(WORLD, software)).is).toBe('not-present');
    expect(data.presence(phone(WORLD)).is).toBe('unknown');
    expect(data.presence(phone(JAPANESE, software)).is).toBe('present');
    // Nothing is known of a phone that is in no table and does not tell.
    const stranger = sampleDevice({ model: value('NO-SUCH-PHONE', 'x'), product: value('x', 'x') });
    expect(data.presence(stranger)).toEqual({ is: 'unknown', sources: [] });
  });

  it('says nothing of an iPhone, which no table and no software speaks of, and gives it no guide', () => {
    const data = openChipData(temporaryFolder());
    const software = { felicaConfig: absent('cat'), felicaPackages: absent('pm') };
    const iphone = { ...sampleDevice({ model: value(WORLD?.models[0] ?? '', 'x'), ...software }), apple: sampleApple };
    expect(data.presence(iphone)).toEqual({ is: 'unknown', sources: [] });
    expect(data.guideFor(iphone, 0x16)).toBeNull();
  });

  it('gives every phone with a chip a way out, the sharper one where there is one', () => {
    const data = openChipData(temporaryFolder());
    const guide = data.guideFor(sampleDevice(), null);
    expect(guide?.steps.length).toBeGreaterThan(2);
  });

  it('takes the shop’s guide in place of ours with the same id, and its line in place of ours', () => {
    const [first] = readdirSync(join(FELICA_FOLDER, 'guides'));
    const ours = JSON.parse(readFileSync(join(FELICA_FOLDER, 'guides', first ?? ''), 'utf8')) as { id: string };
    const line = { ...WORLD, felica: 'yes' };
    const folder = shop({
      'guides/ours.json': JSON.stringify({ ...ours, version: 'shop-1' }),
      'models.json': JSON.stringify({ ...models, version: 'shop', models: [line] }),
    });
    const data = openChipData(folder);
    expect(data.faults).toEqual([]);
    expect(data.guides.find(({ id }) => id === ours.id)).toMatchObject({ version: 'shop-1', isOfShop: true });
    const presence = data.presence(sampleDevice({ model: value(WORLD?.models[0] ?? '', 'getprop') }));
    expect(presence).toMatchObject({ is: 'present', sources: [{ version: 'shop', ofShop: true }] });
  });

  it('lets no file of the shop say that a phone which has a chip by our table has none', () => {
    const line = { ...JAPANESE, felica: 'no', yesSkus: [], yesCarriers: [] };
    const folder = shop({ 'models.json': JSON.stringify({ ...models, version: 'shop', models: [line] }) });
    const software = { felicaConfig: absent('cat'), felicaPackages: absent('pm') };
    const phone = sampleDevice({ model: value(JAPANESE?.models[0] ?? '', 'getprop'), ...software });
    const presence = openChipData(folder).presence(phone);
    expect(presence).toMatchObject({ is: 'present', sources: [{ says: 'yes', version: models.version }, {}] });
    expect(presence.sources[0]).not.toHaveProperty('ofShop');
  });

  it('goes on without a file of the shop that cannot be used, and says which', () => {
    const baselines = readFileSync(join(FELICA_FOLDER, 'baselines.json'), 'utf8');
    const folder = shop({
      'models.json': '{',
      'names.json': JSON.stringify({ schema: 2, version: '1', systems: [] }),
      'guides/odd.json': JSON.stringify({ id: 'odd' }),
      'guides/note.txt': 'not looked at',
      'baselines.json': baselines.replace(/"version": ?"[^"]*"/, '"version":"changed"'),
    });
    const data = openChipData(folder);
    expect(data.faults.map(({ code, facts }) => `${code} ${facts['file']}`).toSorted()).toEqual([
      'chip.data-file baselines.json',
      'chip.data-file models.json',
      'chip.data-file names.json',
      'chip.data-file odd.json',
    ]);
    expect(data.guides).toEqual(openChipData(temporaryFolder()).guides);
    expect(data.baselines).toEqual([]);
  });

  it('is nothing at all, and never a crash, where the program’s own files are broken: then every chip is judged hardest', () => {
    const ours = temporaryFolder();
    cpSync(FELICA_FOLDER, ours, { recursive: true });
    for (const file of ['models.json', 'names.json']) writeFileSync(join(ours, file), 'nothing');
    rmSync(join(ours, 'baselines.json'));
    const data = openChipData(temporaryFolder(), ours);
    expect(data.faults.map(({ code, facts }) => `${code} ${facts['file']} ${facts['why']}`).toSorted()).toEqual([
      'chip.program-file baselines.json missing',
      'chip.program-file models.json not JSON',
      'chip.program-file names.json not JSON',
    ]);
    expect(data.presence(sampleDevice()).is).toBe('unknown');
    expect(data.name({ system: 0x0003, node: null })).toEqual({ name: null, code: '0003' });
  });
});
