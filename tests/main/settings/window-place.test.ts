import { expect, it } from 'vitest';
import { readWindowPlace, shownPlace } from '../../../main/settings/window-place.ts';

const SCREENS = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const SIZE = { width: 1440, height: 900 };

it('a window comes back where it stood, and where some screen shows it when that one is gone', () => {
  for (const at of [
    { x: 0, y: 0 },
    { x: -700, y: 20 },
    { x: 2500, y: 100 },
  ]) {
    expect(shownPlace({ ...at, ...SIZE }, SCREENS)).toEqual({ ...at, ...SIZE });
  }
  for (const at of [
    { x: 4000, y: 0 },
    { x: -1430, y: 0 },
    { x: 100, y: -50 },
    { x: 100, y: 1030 },
  ]) {
    expect(shownPlace({ ...at, ...SIZE }, SCREENS)).toEqual(SIZE);
  }
  expect(shownPlace({ x: 2500, y: 100, ...SIZE }, SCREENS.slice(0, 1))).toEqual(SIZE);
  expect(shownPlace(SIZE, [])).toEqual(SIZE);
});

it('a place is read strictly', () => {
  expect(readWindowPlace({ ...SIZE, x: 1, y: 2 })).toEqual({ ...SIZE, x: 1, y: 2 });
  for (const odd of [
    null,
    {},
    { ...SIZE, x: '1' },
    { ...SIZE, more: 1 },
    { width: 10, height: 10 },
    { ...SIZE, x: 1e9 },
  ]) {
    expect(readWindowPlace(odd)).toBeNull();
  }
});
