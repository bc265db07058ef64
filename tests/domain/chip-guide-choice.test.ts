import { describe, expect, test } from 'vitest';
import { type ChipGuide, type GuideFit, isOwnHand } from '../../domain/chip-guide.ts';
import { guideFor, guidesInUse, type PhoneToGuide } from '../../domain/chip-guide-choice.ts';
import { readGuide } from '../../domain/chip-guide-file.ts';
import { claimFaults } from '../../scripts/gates/text-rules.ts';
import { felicaFile, guideFiles } from './felica-files.ts';

const shipped = guideFiles().map((name) => readGuide(name, felicaFile(`guides/${name}`), false));
const phone = (names: Partial<PhoneToGuide> = {}): PhoneToGuide => ({
  maker: null,
  model: null,
  sdk: null,
  carrier: null,
  icCode: null,
  ...names,
});
const guide = (id: string, fit: GuideFit, isOfShop = false): ChipGuide => ({
  id,
  version: '1',
  fit,
  title: { ja: id, en: id },
  steps: [],
  source: 'test',
  isOfShop,
});

describe('the guides that are shipped', () => {
  test.each<[Partial<PhoneToGuide>, string]>([
    [{}, 'osaifu-keitai'],
    [{ model: 'Unheard of' }, 'osaifu-keitai'],
    [{ model: 'SO-51A', sdk: 33 }, 'docomo'],
    [{ model: 'SOG05' }, 'au'],
    [{ model: 'A204SH' }, 'softbank'],
    [{ model: 'XQ-DQ44' }, 'sim-free'],
    [{ maker: 'Google', model: 'Pixel 8' }, 'pixel'],
    [{ maker: 'motorola', model: 'motorola edge 50s pro', sdk: 36 }, 'own-erase'],
    [{ maker: 'motorola', model: 'motorola edge 50s pro', sdk: 35 }, 'softbank'],
  ])('%o is led by %s', (names, id) => {
    expect(guideFor(shipped, phone(names))?.id).toBe(id);
  });

  test.each(shipped)(
    '$id keeps the order: owner, memory screen, the way out, certificate, reset, reader',
    ({ steps }) => {
      const at = (id: string) => steps.findIndex((step) => step.id === id);
      const order = ['services', 'app-cards', 'memory-screen', 'own-erase', 'jpki', 'reset', 'read'].map(at);
      expect(order).toEqual(order.toSorted((one, other) => one - other));
      expect(order).not.toContain(-1);
      expect(steps.filter(({ when }) => when === 'after-reset').map(({ id }) => id)).toEqual(['reset', 'read']);
      const changing = steps.filter(({ changesChip }) => changesChip).map(({ id }) => id);
      expect(changing).toEqual(
        steps.map(({ id }) => id).filter((id) => /^(services|app-cards|own-erase|docopy|carrier-shop)$/.test(id)),
      );
      // With the owner's consent it is the shop that uses it, so that somebody else has to read the chip.
      expect(steps.filter(isOwnHand).map(({ id }) => id)).toEqual(['own-erase']);
    },
  );

  test('say only what may be said of a chip', () => {
    for (const { id, title, steps } of shipped) {
      const words = [
        title,
        ...steps.flatMap((s) => [s.title, ...s.acts, s.expect, ...s.answers.map(({ text }) => text)]),
      ];
      for (const both of words.filter((one) => one !== null)) {
        expect([...claimFaults(id, both.ja), ...claimFaults(id, both.en)]).toEqual([]);
        expect(both.en).not.toMatch(/\bwe (erase|overwr)|chip (is|was) (erased|overwritten)/i);
        expect(both.ja).not.toMatch(/(FeliCa|ICチップ)を(消去|上書き)(し|しました|します)/);
        expect([...both.en].every((letter) => letter.codePointAt(0) !== undefined && letter < '\u2fff')).toBe(true);
      }
    }
  });
});

describe('guideFor', () => {
  const generic = guide('generic', {});
  test('gives null where nothing fits', () => {
    expect(guideFor([guide('x', { models: ['A*'] })], phone({ model: 'B' }))).toBe(null);
    expect(guideFor([], phone())).toBe(null);
  });
  test('goes by model, then IC, carrier, maker, Android, and by the sharper pattern', () => {
    const all = [
      generic,
      guide('sdk', { sdk: { from: 30, to: 33 } }),
      guide('maker', { makers: ['SHARP'] }),
      guide('carrier', { carriers: ['doco*'] }),
      guide('ic', { icCodes: [0x18] }),
      guide('wide', { models: ['SH-*'] }),
      guide('sharp', { models: ['SH-5*'] }),
    ];
    const whole = phone({ model: 'SH-51A', maker: 'sharp', carrier: 'docomo', icCode: 0x18, sdk: 33 });
    const order = [];
    for (let left = all; left.length > 0; ) {
      const best = guideFor(left, whole);
      order.push(best?.id);
      left = left.filter((one) => one !== best);
    }
    expect(order).toEqual(['sharp', 'wide', 'ic', 'carrier', 'maker', 'sdk', 'generic']);
    for (const sdk of [29, 34, null]) expect(guideFor(all.slice(0, 2), phone({ sdk }))?.id).toBe('generic');
  });
  test('wants every part of a fit, and knows no phone that does not tell', () => {
    const both = guide('both', { models: ['A'], icCodes: [0x18] });
    expect(guideFor([both], phone({ model: 'A', icCode: 0x18 }))?.id).toBe('both');
    expect(guideFor([both], phone({ model: 'A' }))).toBe(null);
    expect(guideFor([both], phone({ icCode: 0x18 }))).toBe(null);
  });
  test("takes the shop's file in place of ours with the same id, and before ours among equals", () => {
    const ours = guide('docomo', { models: ['SO-*'] });
    const theirs = guide('docomo', { models: ['SH-*'] }, true);
    for (const all of [
      [ours, theirs],
      [theirs, ours],
    ]) {
      expect(guidesInUse(all)).toEqual([theirs]);
      expect(guideFor(all, phone({ model: 'SO-51A' }))).toBe(null);
    }
    const own = guide('own', {}, true);
    expect(guideFor([generic, own], phone())?.id).toBe('own');
    expect(guideFor([guide('b', {}), guide('a', {})], phone())?.id).toBe('a');
  });
});

describe('readGuide', () => {
  const text = felicaFile('guides/osaifu-keitai.json');
  test('tells whose it is', () => {
    expect(readGuide('x.json', text, true).isOfShop).toBe(true);
    expect(readGuide('x.json', text.replace('"fit": {}', '"fit": {"sdk": {"from": 36}}'), false).fit).toEqual({
      sdk: { from: 36 },
    });
  });
  test.each<[string, string]>([
    ['steps out of order', text.replace('"when": "before-reset"', '"when": "after-reset"')],
    ['a step twice', text.replace('"id": "app-cards"', '"id": "services"')],
    ['no step', text.replace(/"steps": \[[\s\S]*\],\n {2}"source"/, '"steps": [],\n  "source"')],
    ['an English text that is missing', text.replace(/, "en": "[^"]*"/, '')],
    ['an empty pattern', text.replace('"fit": {}', '"fit": {"models": [""]}')],
    ['no JSON', `${text}}`],
  ])('refuses %s and names the file', (_name, json) => {
    expect(json).not.toBe(text);
    expect(() => readGuide('shop.json', json, true)).toThrow(
      expect.objectContaining({ code: 'chip.data-file', facts: expect.objectContaining({ file: 'shop.json' }) }),
    );
  });
});

describe('a guide of the shop', () => {
  const changing = (steps: ChipGuide['steps']) => steps.flatMap(({ id, changesChip }) => (changesChip ? [id] : []));

  test.each(shipped)('takes from no step of $id that it changes the chip, whatever its own id is', (ours) => {
    const steps = ours.steps.map((step) => ({ ...step, changesChip: false }));
    for (const id of [ours.id, 'shop-own']) {
      const shops = { ...ours, id, steps, version: 'shop-1', isOfShop: true };
      const used = guidesInUse([...shipped, shops]).find(({ isOfShop }) => isOfShop);
      expect(used).toMatchObject({ id, version: 'shop-1' });
      expect(changing(used?.steps ?? [])).toEqual(changing(ours.steps));
    }
  });

  test('may say so of more steps than ours, and of its own', () => {
    const [ours] = shipped;
    if (!ours) throw new Error('no guide');
    const steps = ours.steps.map((step) => ({ ...step, changesChip: true }));
    const used = guidesInUse([...shipped, { ...ours, steps, isOfShop: true }]).find(({ isOfShop }) => isOfShop);
    expect(changing(used?.steps ?? [])).toEqual(steps.map(({ id }) => id));
  });
});
