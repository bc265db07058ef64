import { describe, expect, it } from 'vitest';
import { readerMeant, readOnce } from '../../../main/cli/desk-watch.ts';
import {
  deskOf,
  LEFT,
  NUMBER_A,
  ReadersForTest,
  RIGHT,
  readingOf,
  sightingAt,
  turns,
} from '../readers/reader-doubles.ts';

describe('the reader that is meant', () => {
  it('is the one at the place or of the model, else the first with a driver', async () => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers, 'iphone');
    const meant = readerMeant(desk, undefined);
    readers.see(sightingAt('usb:1-1', 0x02e1), sightingAt(RIGHT), sightingAt(LEFT));
    expect((await meant).reader).toBe(LEFT);
    expect((await readerMeant(desk, RIGHT)).reader).toBe(RIGHT);
    expect((await readerMeant(desk, 'rc-s380')).reader).toBe(LEFT);
    await expect(readerMeant(desk, 'rc-s300')).rejects.toThrow('reader.absent');
    readers.seeNothing('usb.hung');
    await expect.poll(() => desk.blind()).toBe('usb.hung');
    await expect(readerMeant(desk, undefined)).rejects.toThrow('usb.hung');
  });
});

describe('one reading', () => {
  const read = async (set: (readers: ReadersForTest) => void, scan: 'full' | 'iphone' = 'full') => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers, scan);
    set(readers);
    readers.see(sightingAt(LEFT));
    const { reader } = await readerMeant(desk, LEFT);
    const view = await readOnce(desk, reader);
    return { view, reads: readers.on(LEFT).did.filter((did) => did.startsWith('read')) };
  };

  it('is the first of a chip that lies still', async () => {
    const { view, reads } = await read((readers) => readers.on(LEFT).lay(NUMBER_A));
    expect(view).toMatchObject({ is: 'read', reading: { state: 'EMPTY' } });
    expect(reads).toEqual(['read full']);
  });

  it('is made at once where two chips answer', async () => {
    const { view } = await read((readers) => {
      readers.on(LEFT).looks = [{ is: 'several' }];
      readers.on(LEFT).readings = [readingOf(null, ['several-chips'])];
    });
    expect(view.reading?.reasons).toEqual(['several-chips']);
  });

  it('is one poll for an iPhone', async () => {
    const { view, reads } = await read((readers) => readers.on(LEFT).lay(NUMBER_A), 'iphone');
    expect(view.reading?.scan).toBe('iphone');
    expect(reads).toEqual(['read iphone']);
  });

  it.each([
    ['nothing lies there', (readers: ReadersForTest) => readers.see()],
    [
      'the chip is being read',
      (readers: ReadersForTest) => {
        readers.on(LEFT).lay(NUMBER_A);
        readers.on(LEFT).onRead = () => readers.see();
      },
    ],
  ] as const)('ends at once when the reader is pulled out while %s, without a warning', async (_, pull) => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers);
    readers.see(sightingAt(LEFT));
    const { reader } = await readerMeant(desk, LEFT);
    const warnings: unknown[] = [];
    const note = (warning: unknown): void => void warnings.push(warning);
    process.on('warning', note);
    const since = readers.nowMs;
    const reading = readOnce(desk, reader);
    pull(readers);
    await expect(reading).rejects.toThrow('reader.unplugged');
    expect(readers.nowMs - since).toBeLessThan(5_000);
    await turns(3);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it.each(['reader.hot', 'reader.hung', 'chip.command-refused'] as const)(
    'ends with what stopped it: %s',
    async (code) => {
      const { view } = await read((readers) => {
        readers.on(LEFT).lay(NUMBER_A);
        readers.on(LEFT).readings = [code];
      });
      expect(view.error?.code).toBe(code);
      expect(view.reading).toBeNull();
    },
  );
});
