import { describe, expect, it } from 'vitest';
import { readerId, recordId } from '../../../domain/ids.ts';
import {
  deskOf,
  first,
  following,
  LEFT,
  NUMBER_A,
  NUMBER_B,
  plugged,
  ReadersForTest,
  RIGHT,
  readingOf,
  sightingAt,
  turns,
  until,
  viewOf,
} from './reader-doubles.ts';

describe('a reader', () => {
  it('is shown from the moment that it is seen, under its product when it has no name', async () => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers);
    expect([desk.views(), desk.blind(), desk.hasHeardAll()]).toEqual([[], null, false]);
    readers.see(sightingAt(RIGHT), sightingAt(LEFT), sightingAt('usb:1-11', 0x02e1));
    await until(() => desk.views().filter(({ is }) => is === 'ready').length === 2);
    expect(desk.views().map(({ reader, model, name, firmware, is }) => [reader, model, name, firmware, is])).toEqual([
      [LEFT, 'rc-s380', 'RC-S380/S', '1.11', 'ready'],
      [RIGHT, 'rc-s380', 'RC-S380/S', '1.11', 'ready'],
      ['usb:1-11', null, '054c:02e1', null, 'fault'],
    ]);
    expect(() => desk.readAgain(readerId('usb:1-11'))).toThrow('reader.absent');
    expect(() => desk.readAgain(readerId('usb:9'))).toThrow('reader.absent');
  });

  it('on a bus that cannot be seen is not shown, and the reason is', async () => {
    const { readers, desk } = await plugged();
    readers.seeNothing('usb.restarting');
    await until(() => desk.blind() === 'usb.restarting');
    expect(desk.views()).toEqual([]);
    readers.see(sightingAt(LEFT));
    await until(() => first(desk)?.is === 'ready');
    expect([desk.blind(), desk.hasHeardAll()]).toEqual([null, true]);
  });
});

describe('a reading', () => {
  it('is held by its id, and says which record it belongs to once it is bound', async () => {
    const { readers, desk } = await plugged();
    readers.on(LEFT).lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const id = viewOf(desk).reading?.id ?? '';
    desk.markBound(LEFT, id, recordId('HK-1'));
    expect(viewOf(desk).reading?.record).toBe('HK-1');
    expect(desk.reading(LEFT, id).record).toBe('HK-1');
    expect(() => desk.markBound(LEFT, id, recordId('HK-2'))).toThrow('chip.already-bound');
    expect(JSON.stringify(desk.views())).not.toContain(NUMBER_A);
  });

  it('knows that the clock was changed since it began, whichever way', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const fresh = readingOf(NUMBER_A);
    on.onRead = () => {
      on.readings = [
        { ...fresh, reading: { ...fresh.reading, startedAt: new Date(readers.side.now()).toISOString() } },
      ];
    };
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const id = viewOf(desk).reading?.id ?? '';
    const moved = [0, 3_600_000, -3_600_000].map((aheadMs) => {
      readers.setAheadMs = aheadMs;
      return desk.hasClockMoved(LEFT, id);
    });
    expect(moved).toEqual([false, true, true]);
  });

  it('is of what lies there only until that left or something else came', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const id = viewOf(desk).reading?.id ?? '';
    expect([desk.isStillThere(LEFT, id), desk.isStillThere(RIGHT, id), desk.isStillThere(LEFT, 'x')]).toEqual([
      true,
      false,
      false,
    ]);
    on.take();
    await until(() => !viewOf(desk).isOccupied);
    expect(desk.isStillThere(LEFT, id)).toBe(false);
    on.readings = [readingOf(null, ['no-answer']), readingOf(NUMBER_B)];
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).reading?.id !== id);
    const silent = viewOf(desk).reading?.id ?? '';
    expect(desk.isStillThere(LEFT, silent)).toBe(true);
    on.lay(NUMBER_B);
    await until(() => viewOf(desk).isOccupied);
    expect(desk.isStillThere(LEFT, silent)).toBe(false);
  });

  it('reaches every listener, also beside one that fails', async () => {
    const { readers, desk } = await plugged();
    const warned: string[] = [];
    const hear = (warning: Error): void => void warned.push(warning.message);
    process.on('warning', hear);
    desk.onChange(() => {
      throw new Error('a page went away');
    });
    const stop = desk.onChange(() => undefined);
    const told = following(desk, ({ is }) => is);
    readers.on(LEFT).lay(NUMBER_A);
    await until(() => told.includes('read'));
    await turns(5);
    stop();
    process.off('warning', hear);
    expect(warned).toContain('a page went away');
  });
});
