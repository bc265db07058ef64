import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');
const roles = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name = '', light, dark]) => [
    name,
    [light ?? '', dark ?? ''] as const,
  ]),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const colour = (name: string, theme: number): string => {
  const found = roles.get(name)?.[theme];
  if (!found) throw new Error(`no colour --${name}`);
  return found;
};

const GROUNDS = ['paper', 'surface', 'sunken'];
const TONES = ['accent', 'person', 'danger', 'pass', 'quiet'];
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'person', 'danger', 'pass', 'quiet'].flatMap((ink) =>
    GROUNDS.map((ground) => [ink, ground] as const),
  ),
  ...TONES.map((tone) => [tone, `${tone}-soft`] as const),
  ...TONES.map((tone) => ['ink', `${tone}-soft`] as const),
  ...['accent', 'person', 'danger', 'pass'].map((tone) => [`on-${tone}`, `${tone}-fill`] as const),
  ['on-accent', 'accent-fill-hover'],
  ['on-danger', 'danger-fill-hover'],
  ['ink', 'accent-soft'],
  ['ink-faint', 'accent-soft'],
  ['ink-faint', 'quiet-soft'],
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours, %s', (_, theme) => {
  it('can be read: every text on every ground it stands on has 4.5:1', () => {
    const weak = TEXT_PAIRS.map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(colour(ink, theme), colour(ground, theme)),
    })).filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  it('show the edges of what can be pressed with 3:1', () => {
    const weak = GROUNDS.filter((ground) => contrast(colour('line-strong', theme), colour(ground, theme)) < 3);
    expect(weak).toEqual([]);
  });

  it('keep the fills of pass, failure and person apart in lightness too, as far as colour-blind eyes need', () => {
    const person = luminance(colour('person-fill', theme));
    const danger = luminance(colour('danger-fill', theme));
    expect(Math.abs(person - danger)).toBeGreaterThan(0.03);
  });
});

it('reads the colours of the file', () => {
  expect(roles.size).toBeGreaterThan(25);
});
