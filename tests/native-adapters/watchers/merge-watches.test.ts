import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mergeWatches } from '../../../native-adapters/watchers/merge-watches.ts';
import type { WatchedPhones } from '../../../native-adapters/watchers/watched-phones.ts';

async function* telling(source: 'adb' | 'usb', afterMs: readonly number[]): AsyncGenerator<WatchedPhones> {
  for (const ms of afterMs) {
    await pause(ms);
    yield { source, up: true, sightings: [] };
  }
}

async function sourcesOf(watched: AsyncIterable<WatchedPhones>): Promise<readonly string[]> {
  const seen = [];
  for await (const { source } of watched) seen.push(source);
  return seen;
}

test('a slow source holds nobody back, and the end of one is not the end', async () => {
  expect(await sourcesOf(mergeWatches([telling('usb', [150]), telling('adb', [0, 0, 0])]))).toEqual([
    'adb',
    'adb',
    'adb',
    'usb',
  ]);
});

test('the failure of one is told', async () => {
  async function* failing(): AsyncGenerator<WatchedPhones> {
    yield { source: 'adb', up: true, sightings: [] };
    throw new Error('broken');
  }
  await expect(sourcesOf(mergeWatches([failing(), telling('usb', [20])]))).rejects.toThrow('broken');
});
