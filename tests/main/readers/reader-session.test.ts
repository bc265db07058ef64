import { describe, expect, it } from 'vitest';
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

describe('a reader that fails', () => {
  it('is opened again, each time later, and shown with its reason until it works', async () => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers);
    const told = following(desk, ({ is, error }) => `${is} ${error?.code ?? '-'}`);
    readers.on(LEFT).refusals = ['reader.busy', 'reader.hung', 'reader.not-permitted'];
    readers.see(sightingAt(LEFT));
    await until(() => first(desk)?.is === 'ready');
    expect(told).toEqual([
      'opening -',
      'fault reader.busy',
      'fault reader.hung',
      'fault reader.not-permitted',
      'ready -',
    ]);
    expect(readers.waits.slice(0, 3)).toEqual([500, 1000, 2000]);
  });

  it('costs only itself', async () => {
    const { readers, desk } = await plugged();
    readers.see(sightingAt(LEFT), sightingAt(RIGHT));
    await until(() => desk.views().length === 2 && viewOf(desk, RIGHT).is === 'ready');
    readers.on(LEFT).fails = 'reader.hung';
    await until(() => viewOf(desk).error?.code === 'reader.hung');
    expect(viewOf(desk)).toMatchObject({ is: 'fault', help: 'replug-reader', isOccupied: false });
    expect(readers.on(LEFT).did).toContain('close');
    expect(() => desk.readAgain(LEFT)).toThrow('reader.hung');
    readers.on(RIGHT).lay(NUMBER_B);
    readers.on(RIGHT).readings = [readingOf(NUMBER_B)];
    await until(() => viewOf(desk, RIGHT).is === 'read');
    readers.on(LEFT).fails = null;
    await until(() => viewOf(desk).is === 'ready');
  });

  it('cools for five seconds when it is hot, stays open, and reads what lies there afterwards', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const told = following(desk, ({ is, help }) => `${is} ${help}`);
    on.readings = ['reader.hot', readingOf(NUMBER_A)];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    expect(told).toContain('fault let-cool');
    expect(readers.waits).toContain(5_000);
    expect(on.did.filter((did) => did === 'open')).toHaveLength(1);
    expect(viewOf(desk)).toMatchObject({ error: null, reading: { state: 'EMPTY' } });
  });

  it('is gone when it is unplugged, keeps its reading to be bound, and refuses what waits for it', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const id = viewOf(desk).reading?.id ?? '';
    const stuck = Promise.withResolvers<void>();
    const working = desk.exclusively(LEFT, async (_, signal) => {
      signal.addEventListener('abort', () => stuck.reject(signal.reason), { once: true });
      await stuck.promise;
    });
    const waiting = desk.exclusively(LEFT, async () => 'never');
    readers.see();
    await expect(working).rejects.toThrow();
    await expect(waiting).rejects.toThrow('reader.unplugged');
    await until(() => desk.views().length === 0);
    await expect(desk.exclusively(LEFT, async () => 'never')).rejects.toThrow('reader.absent');
    expect(desk.reading(LEFT, id).fresh.idm).toBe(NUMBER_A);
    await until(() => on.did.includes('close'));
  });
});

describe('work that needs a reader alone', () => {
  it('gets it, is answered, and what lies there is read anew afterwards', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const before = viewOf(desk).reading?.id;
    on.did.length = 0;
    const answer = await desk.exclusively(LEFT, async (reader) => {
      await turns(20);
      expect(viewOf(desk).is).toBe('reading');
      return `${reader.model} ${on.did.join()}`;
    });
    expect(answer).toBe('rc-s380 ');
    await until(() => viewOf(desk).reading?.id !== before);
  });

  it('that fails for its own reasons leaves the reader as it is', async () => {
    const { desk } = await plugged();
    const failing = desk.exclusively(LEFT, async () => Promise.reject(new Error('the work')));
    await expect(failing).rejects.toThrow('the work');
    await turns(5);
    expect(viewOf(desk)).toMatchObject({ is: 'ready', error: null });
  });
});
