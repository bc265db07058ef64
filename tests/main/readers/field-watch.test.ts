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
  readingOf,
  sightingAt,
  turns,
  until,
  viewOf,
} from './reader-doubles.ts';

describe('what lies on a reader', () => {
  it('reads a chip that lies still once, and again only after it left', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const told = following(desk, ({ is, help, isOccupied }) => `${is} ${help} ${isOccupied}`);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const { reading } = viewOf(desk);
    expect(reading).toMatchObject({ state: 'EMPTY', idmTail: '…cdef', systems: [0xfe00], record: null, kind: 'phone' });
    await turns(30);
    expect(on.did.filter((did) => did === 'read full')).toHaveLength(1);
    on.take();
    await until(() => !viewOf(desk).isOccupied);
    expect(viewOf(desk).reading).toEqual(reading);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).reading?.id !== reading?.id);
    expect(told.slice(0, 4)).toEqual([
      'ready hold-still true',
      'reading hold-still true',
      'read lay-phone true',
      'read lay-phone false',
    ]);
  });

  it('reads nothing while two chips answer, while a chip comes and goes, or while the number is another each time', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const helps = following(desk, ({ help }) => help);
    on.looks = [{ is: 'several' }];
    await until(() => viewOf(desk).help === 'one-only');
    const flicker = [{ is: 'one', idm: NUMBER_A } as const, { is: 'nothing' } as const];
    on.looks = [...flicker, ...flicker, ...flicker, { is: 'nothing' }];
    await until(() => helps.includes('move-phone'));
    on.lay('01', '02', '03', '04', '05', '06');
    await turns(6);
    on.take();
    await until(() => !viewOf(desk).isOccupied);
    expect(on.did).not.toContain('read full');
    expect(viewOf(desk).reading).toBeNull();
  });

  it('does not show the reading of one chip as that of the next', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    const before = viewOf(desk).reading?.id;
    const told = following(desk, ({ is, reading }) => `${is} ${reading?.id === before ? 'first' : 'second'}`);
    on.readings = [readingOf(NUMBER_B)];
    on.lay(NUMBER_B);
    await until(() => viewOf(desk).reading?.id !== before && viewOf(desk).is === 'read');
    expect(told).toEqual(['ready first', 'reading first', 'read second']);
  });

  it('tries again by itself when the chip was lost but lies still, three times at most, and shows the last as it is', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const states = following(desk, ({ reading }) => reading?.state ?? null);
    on.readings = [readingOf(NUMBER_A, ['chip-lost']), readingOf(NUMBER_A, ['chip-changed']), readingOf(NUMBER_A)];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).is === 'read');
    expect(states.filter(Boolean)).toEqual(['EMPTY']);
    on.take();
    await until(() => !viewOf(desk).isOccupied);
    on.did.length = 0;
    on.readings = [readingOf(NUMBER_A, ['chip-lost'])];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).reading?.state === 'UNKNOWN');
    await turns(30);
    expect(on.did.filter((did) => did === 'read full')).toHaveLength(3);
    expect(viewOf(desk)).toMatchObject({ is: 'read', help: 'move-phone', isOccupied: true });
  });

  it('asks for a phone that left too early, then for one that sleeps, and reads it when it is back', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.readings = [readingOf(NUMBER_A, ['chip-lost'])];
    on.onRead = () => on.take();
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).help === 'put-back' && !viewOf(desk).isOccupied);
    expect(viewOf(desk).reading?.reasons).toEqual(['chip-lost']);
    await until(() => viewOf(desk).help === 'wake-phone');
    on.readings = [readingOf(NUMBER_A)];
    on.onRead = () => undefined;
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).reading?.state === 'EMPTY');
    expect(viewOf(desk).help).toBe('lay-phone');
  });

  it('asks to take a card out of the case, until it is out', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.readings = [readingOf(NUMBER_A, ['loose-card'], 'card')];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).help === 'take-card-out');
    on.take();
    await until(() => viewOf(desk).help === 'lay-phone');
    expect(on.did.filter((did) => did === 'read full')).toHaveLength(1);
  });

  it('reads again when it is asked, and says so when nothing answers', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.readings = [readingOf(null, ['no-answer'])];
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).reading !== null);
    expect(viewOf(desk)).toMatchObject({
      is: 'read',
      isOccupied: false,
      reading: { reasons: ['no-answer'], idmTail: null },
    });
    await until(() => viewOf(desk).help === 'wake-phone');
    on.readings = [readingOf(NUMBER_A)];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).reading?.state === 'EMPTY');
    const before = viewOf(desk).reading?.id;
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).reading?.id !== before);
    await turns(20);
    expect(on.did.filter((did) => did === 'read full')).toHaveLength(3);
  });

  it('asks to wake a phone that it never heard after twenty seconds, and reads it as silent when it is asked', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    const since = readers.nowMs;
    expect(viewOf(desk)).toMatchObject({ help: 'lay-phone', isOccupied: false });
    await until(() => viewOf(desk).help === 'wake-phone');
    expect(readers.nowMs - since).toBeGreaterThan(19_000);
    expect(viewOf(desk)).toMatchObject({ is: 'ready', isOccupied: false, reading: null });
    on.readings = [readingOf(null, ['no-answer'])];
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).is === 'read');
    expect(viewOf(desk)).toMatchObject({ help: 'wake-phone', reading: { state: 'UNKNOWN', reasons: ['no-answer'] } });
    expect(desk.isStillThere(LEFT, viewOf(desk).reading?.id ?? '')).toBe(true);
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).help === 'hold-still');
    on.take();
    await until(() => viewOf(desk).help === 'lay-phone' && !viewOf(desk).isOccupied);
  });

  it('shows a command that was stopped and does not try it over and over', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    on.readings = ['chip.command-refused', readingOf(NUMBER_A)];
    on.lay(NUMBER_A);
    await until(() => viewOf(desk).error?.code === 'chip.command-refused');
    await turns(30);
    expect(on.did.filter((did) => did === 'read full')).toHaveLength(1);
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).reading !== null);
    expect(viewOf(desk).error).toBeNull();
  });
});

describe('a reader that looks for iPhones', () => {
  it('polls never by itself, and once when it is asked', async () => {
    const { readers, desk } = await plugged();
    const on = readers.on(LEFT);
    desk.setScan(LEFT, 'iphone');
    await turns(5);
    on.did.length = 0;
    on.lay(NUMBER_A);
    on.readings = [readingOf(null, ['chip-lost', 'iphone-poll-only'])];
    await turns(50);
    expect(on.did).toEqual([]);
    desk.readAgain(LEFT);
    await until(() => viewOf(desk).is === 'read');
    await turns(50);
    expect(on.did).toEqual(['read iphone']);
    expect(viewOf(desk)).toMatchObject({ is: 'read', isOccupied: false });
    desk.setScan(LEFT, 'full');
    await until(() => viewOf(desk).reading?.scan === 'full');
  });

  it('still does not poll after its cable was out, nor when the choice falls while it looks', async () => {
    const readers = new ReadersForTest();
    const desk = deskOf(readers, 'iphone');
    const on = readers.on(LEFT);
    on.lay(NUMBER_A);
    readers.see(sightingAt(LEFT));
    await until(() => first(desk)?.is === 'ready');
    desk.setScan(LEFT, 'full');
    desk.setScan(LEFT, 'iphone');
    readers.see();
    await until(() => desk.views().length === 0);
    readers.see(sightingAt(LEFT));
    await until(() => first(desk)?.is === 'ready');
    await turns(30);
    expect(on.did.filter((did) => did === 'look' || did.startsWith('read'))).toEqual([]);
  });
});
