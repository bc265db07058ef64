import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import type { PhoneMode } from '../../../domain/port.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { WatchedPhones } from '../../../native-adapters/index.ts';
import { Hands, sighting } from './sightings.ts';

const PORT = portId('usb:1-1');
const never = new AbortController().signal;
const wanted = { port: PORT, since: null, modes: ['android'] as const, withinMs: 60_000, signal: never };

function boardWithHands(): { board: PortBoard; hands: Hands } {
  const board = new PortBoard();
  return { board, hands: new Hands(board) };
}

/** Tells whether a promise has settled by now, and how. */
async function settled(promise: Promise<unknown>): Promise<'waiting' | 'resolved' | 'rejected'> {
  const ended = promise.then(
    () => 'resolved' as const,
    () => 'rejected' as const,
  );
  return Promise.race([ended, nextTurn('waiting' as const)]);
}

afterEach(() => vi.useRealTimers());

describe('what is on the ports', () => {
  it('shows every phone on its port, in the order of the ports', () => {
    const { board, hands } = boardWithHands();
    for (const path of ['usb:1-10', 'usb:1-2', 'usb:1-1']) hands.plug(path);
    expect(board.all().map(({ port }) => port)).toEqual(['usb:1-1', 'usb:1-2', 'usb:1-10']);
    expect(board.at(PORT)?.mode).toBe('android');
    expect(board.at(portId('usb:9-9'))).toBeNull();
  });

  it('gives no port to phones that cannot be told apart', () => {
    const board = new PortBoard();
    const twin = { ...sighting('x'), path: null, serial: 'SAME' };
    const nameless = { ...twin, serial: '' };
    board.take({ source: 'adb', up: true, sightings: [twin, twin, nameless] });
    expect(board.all()).toEqual([]);
    expect(board.ambiguous()).toHaveLength(3);
  });

  it('sees nothing while the source is down, and says why', () => {
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1');
    hands.serverDown();
    const blind = [{ source: 'adb', why: 'adb.server-down' }];
    expect([board.blind(), board.all().length, board.mark(PORT)]).toEqual([blind, 0, 1]);
    hands.serverUp();
    expect([board.blind(), board.all().length]).toEqual([[], 1]);
  });

  it('counts a leaving and a return under another transport once, and a change of mode not at all', () => {
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1');
    hands.turn('usb:1-1', 'offline');
    hands.turn('usb:1-1', 'android');
    expect(board.mark(PORT)).toBe(0);
    hands.plug('usb:1-1');
    expect(board.mark(PORT)).toBe(1);
    hands.replug('usb:1-1');
    expect(board.mark(PORT)).toBe(2);
  });

  it('tells every listener even when one of them fails, until it stops listening', () => {
    const { board, hands } = boardWithHands();
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    let heard = 0;
    board.onChange(() => {
      throw new Error('a broken screen');
    });
    const stop = board.onChange(() => {
      heard += 1;
    });
    hands.plug('usb:1-1');
    stop();
    hands.pull('usb:1-1');
    expect([heard, warned.mock.calls.length]).toEqual([1, 2]);
    warned.mockRestore();
  });

  it('follows a source to its end', async () => {
    const board = new PortBoard();
    async function* source(): AsyncGenerator<WatchedPhones> {
      yield { source: 'adb', up: true, sightings: [sighting('usb:1-1')] };
      yield { source: 'adb', up: false, why: 'adb.server-down' };
    }
    await board.follow(source());
    expect([board.blind(), board.mark(PORT)]).toEqual([[{ source: 'adb', why: 'adb.server-down' }], 1]);
  });
});

describe('waiting for a return', () => {
  it('is over at once for a phone that is there and need not have left', async () => {
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1');
    expect((await board.awaitReturn(wanted)).port).toBe(PORT);
  });

  it('does not take a phone that never left for one that returned', async () => {
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1');
    const back = board.awaitReturn({ ...wanted, since: board.mark(PORT) });
    hands.turn('usb:1-1', 'offline');
    hands.turn('usb:1-1', 'android');
    hands.plug('usb:1-2');
    expect(await settled(back)).toBe('waiting');
    hands.pull('usb:1-1');
    expect(await settled(back)).toBe('waiting');
    hands.plug('usb:1-1', 'recovery');
    expect(await settled(back)).toBe('waiting');
    hands.turn('usb:1-1', 'android');
    expect((await back).transport).toBe('3');
  });

  it.each([
    ['absent', null, 'device.not-returned'],
    ['not allowed', 'unauthorized', 'device.unauthorized'],
    ['silent', 'offline', 'device.offline'],
    ['not heard yet', 'connecting', 'device.offline'],
    ['elsewhere', 'recovery', 'device.wrong-state'],
  ] as const)('says what is wrong when the time is over and the phone is %s', async (_what, mode, code) => {
    vi.useFakeTimers();
    const { board, hands } = boardWithHands();
    if (mode) hands.plug('usb:1-1', mode);
    const back = board.awaitReturn({ ...wanted, withinMs: 1000 });
    const failed = expect(back).rejects.toMatchObject({ code });
    await vi.advanceTimersByTimeAsync(1001);
    await failed;
  });

  it('says that a phone which never left did not return, whatever it shows', async () => {
    vi.useFakeTimers();
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1', 'unauthorized');
    const back = board.awaitReturn({ ...wanted, since: 0, withinMs: 1000 });
    const failed = expect(back).rejects.toMatchObject({ code: 'device.not-returned' });
    await vi.advanceTimersByTimeAsync(1001);
    await failed;
  });

  it('ends with the reason of the signal, before and while it waits', async () => {
    const { board } = boardWithHands();
    const control = new AbortController();
    const back = board.awaitReturn({ ...wanted, signal: control.signal });
    control.abort(new RangeError('stopped'));
    await expect(back).rejects.toThrow('stopped');
    await expect(board.awaitReturn({ ...wanted, signal: control.signal })).rejects.toThrow('stopped');
  });

  it('waits for a leaving, and refuses a phone that stays', async () => {
    vi.useFakeTimers();
    const { board, hands } = boardWithHands();
    hands.plug('usb:1-1');
    const { port, withinMs, signal } = wanted;
    const gone = board.awaitAbsence({ port, since: 0, withinMs, signal });
    hands.pull('usb:1-1');
    await expect(gone).resolves.toBeUndefined();
    hands.plug('usb:1-1');
    const stays = board.awaitAbsence({ port, since: board.mark(port), withinMs: 10, signal });
    const failed = expect(stays).rejects.toMatchObject({ code: 'erase.refused' });
    await vi.advanceTimersByTimeAsync(11);
    await failed;
  });
});

type Moment = Readonly<Record<string, { readonly transport: string; readonly mode: PhoneMode } | null>> | null;

/** The plain definition that the board is held to: has the phone of a port left since a moment, and is it there now? */
class Definition {
  #before: string | null = null;
  #hasLeft = false;
  #isBack = false;

  see(now: Moment): void {
    const here = now?.['usb:1-1'] ?? null;
    if (this.#before !== null && here?.transport !== this.#before) this.#hasLeft = true;
    this.#before = here?.transport ?? null;
    this.#isBack ||= this.#hasLeft && here?.mode === 'android';
  }

  beginToWait(): void {
    this.#hasLeft = false;
    this.#isBack = false;
  }

  get answer(): 'resolved' | 'waiting' {
    return this.#isBack ? 'resolved' : 'waiting';
  }
}

function show(board: PortBoard, now: Moment): void {
  const sightings = Object.entries(now ?? {}).flatMap(([path, here]) => (here ? [sighting(path, here)] : []));
  if (now) board.take({ source: 'adb', up: true, sightings });
  else board.take({ source: 'adb', up: false, why: 'adb.server-down' });
}

async function relive(history: readonly Moment[], waitFrom: number): Promise<void> {
  const board = new PortBoard();
  const definition = new Definition();
  let back: { readonly wait: Promise<unknown> } | null = null;
  for (const [at, now] of history.entries()) {
    const marks = PATHS.map((path) => board.mark(portId(path)));
    show(board, now);
    definition.see(now);
    for (const [index, path] of PATHS.entries()) {
      expect(board.mark(portId(path))).toBeGreaterThanOrEqual(marks[index] ?? 0);
    }
    if (back) expect(await settled(back.wait)).toBe(definition.answer);
    if (at !== waitFrom) continue;
    back = { wait: board.awaitReturn({ ...wanted, since: board.mark(PORT) }) };
    definition.beginToWait();
  }
}

const PATHS = ['usb:1-1', 'usb:1-2'] as const;
const MODES: readonly PhoneMode[] = ['android', 'offline', 'unauthorized', 'recovery'];

describe('any history of a port', () => {
  const phone = fc.option(
    fc.record({ transport: fc.integer({ min: 1, max: 3 }).map(String), mode: fc.constantFrom(...MODES) }),
  );
  const moment = fc.option(fc.record({ 'usb:1-1': phone, 'usb:1-2': phone }), { freq: 6 });

  it('never lowers a mark, and resolves a wait exactly when the phone left and is there again', async () => {
    const history = fc.array(moment, { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(history, fc.nat(11), relive), { numRuns: 300 });
  });
});
