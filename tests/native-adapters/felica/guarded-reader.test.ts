import { describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import type { ContactlessReader } from '../../../domain/reader.ts';
import { FAMILIES, openPlayed, POLL, played, pollAnswer } from './played-readers.ts';
import { ACK, airFrameIn as airFrame380 } from './readers/rc-s380/port100-script.ts';
import { bytesOf, hexOf } from './vectors.ts';

const signal = new AbortController().signal;
const ANSWER = pollAnswer('0139000000000001', 0x18);
const said = { is: 'answer', frame: ANSWER };
const air = (): Uint8Array => ANSWER;

/** A promise with its end in hand. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe.each(FAMILIES)('a $model', (family) => {
  test('takes one exchange at a time, in the order of asking', async () => {
    const heard: string[] = [];
    const { reader } = await openPlayed(family, (frame) => {
      heard.push(hexOf(frame));
      return ANSWER;
    });
    const frames = ['0600ffff0000', '0600fe000000', '060000030000', '060012fc0000'];
    const all = frames.map((hex) => reader.exchange(bytesOf(hex), 10, signal));
    // The transport fails on two calls at once.
    expect(await Promise.all(all)).toEqual(frames.map(() => said));
    expect(heard).toEqual(frames);
  });

  test('frees who stops waiting at once, whatever it is at, and is usable after', async () => {
    const counted = await openPlayed(family, air);
    const opening = counted.transport.calls;
    await counted.reader.exchange(POLL, 10, signal);
    const calls = counted.transport.calls - opening;
    expect(calls).toBeGreaterThan(1);
    for (let at = 1; at <= calls; at += 1) {
      const { reader, transport } = await openPlayed(family, air);
      const { opened, open } = gate();
      transport.before = (call) => (call === opening + at ? opened : undefined);
      const stop = new AbortController();
      const waiting = reader.exchange(POLL, 10, stop.signal);
      await turns(3);
      expect(transport.calls).toBe(opening + at);
      stop.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
      const next = reader.exchange(POLL, 10, signal);
      open();
      expect(await next).toEqual(said);
    }
  });

  test('does not begin what was given up before its turn', async () => {
    const heard: string[] = [];
    const { reader, transport } = await openPlayed(family, (frame) => {
      heard.push(hexOf(frame));
      return ANSWER;
    });
    const { opened, open } = gate();
    transport.before = () => opened;
    const stop = new AbortController();
    const running = reader.exchange(POLL, 10, signal);
    const queued = reader.exchange(bytesOf('0600fe000000'), 10, stop.signal);
    stop.abort(new Error('enough'));
    await expect(queued).rejects.toThrow('enough');
    await expect(reader.exchange(POLL, 10, stop.signal)).rejects.toThrow('enough');
    open();
    expect(await running).toEqual(said);
    await reader.exchange(POLL, 10, signal);
    expect(heard).toEqual([hexOf(POLL), hexOf(POLL)]);
  });

  test('does not try again for somebody who has gone', async () => {
    let count = 0;
    const stop = new AbortController();
    const { reader } = await openPlayed(family, () => {
      count += 1;
      stop.abort(new Error('enough'));
      return bytesOf('0502');
    });
    await expect(reader.exchange(POLL, 10, stop.signal)).rejects.toThrow('enough');
    await reader.exchange(POLL, 10, signal);
    expect(count).toBe(1 + 3);
  });

  test('that hangs does not hold up the other one', async () => {
    const hanging = await openPlayed(family, air);
    hanging.transport.before = () => new Promise(() => undefined);
    const stop = new AbortController();
    const stuck = hanging.reader.exchange(POLL, 10, stop.signal);
    for (const other of FAMILIES) {
      const { reader } = await openPlayed(other, air);
      for (let count = 0; count < 20; count += 1) expect(await reader.exchange(POLL, 10, signal)).toEqual(said);
      await reader.close();
    }
    stop.abort(new Error('enough'));
    await expect(stuck).rejects.toThrow('enough');
  });

  test('and another one, at the same time, hear each their own chip', async () => {
    const chips = ['0139000000000001', '0139000000000002', '0139000000000003'];
    const readers = await Promise.all(
      chips.map((idm, at) => openPlayed(FAMILIES[at % 2] ?? family, () => pollAnswer(idm, 0x18))),
    );
    const rounds = Array.from({ length: 50 }, () =>
      readers.map(async ({ reader, transport }, at) => {
        transport.before = () => turns(at);
        const told = await reader.exchange(POLL, 10, signal);
        return told.is === 'answer' ? hexOf(told.frame.slice(2, 10)) : told.is;
      }),
    );
    expect(await Promise.all(rounds.map((round) => Promise.all(round)))).toEqual(rounds.map(() => chips));
  });

  test('that is unplugged at any call says so, and is still given back once', async () => {
    const work = async (reader: ContactlessReader): Promise<void> => {
      await reader.exchange(POLL, 10, signal);
      await reader.resetField(signal);
      await reader.exchange(POLL, 10, signal);
    };
    const sound = played(family, air);
    const soundReader = await sound.open();
    await work(soundReader);
    const calls = sound.transport.calls;
    expect(calls).toBeGreaterThan(20);
    for (let last = 1; last <= calls; last += 1) {
      const { transport, open } = played(family, air);
      transport.before = (call) => {
        if (call >= last) throw new WorkstationError('reader.unplugged');
      };
      const opened: ContactlessReader[] = [];
      const whole = open().then(async (reader) => {
        opened.push(reader);
        await work(reader);
      });
      await expect(whole).rejects.toMatchObject({ code: 'reader.unplugged' });
      const [reader] = opened;
      if (reader !== undefined) {
        await expect(reader.exchange(POLL, 10, signal)).rejects.toMatchObject({ code: 'reader.unplugged' });
        await reader.close();
      }
      expect(transport.closed).toBe(1);
    }
    // And while it is being given back.
    for (let last = 0; last < 8; last += 1) {
      const { reader, transport } = await openPlayed(family, air);
      const from = transport.calls + last;
      transport.before = (call) => {
        if (call > from) throw new WorkstationError('reader.unplugged');
      };
      await reader.close();
      expect(transport.closed).toBe(1);
    }
  });

  test('that is closed during an exchange ends that first, and lets nothing else begin', async () => {
    const { reader, transport } = await openPlayed(family, air);
    const { opened, open } = gate();
    transport.before = () => opened;
    const running = reader.exchange(POLL, 10, signal);
    const queued = reader.exchange(POLL, 10, signal);
    await turns(2);
    const closed = reader.close();
    await expect(running).rejects.toMatchObject({ code: 'reader.absent' });
    await expect(queued).rejects.toMatchObject({ code: 'reader.absent' });
    expect(transport.closed).toBe(0);
    open();
    await closed;
    expect(transport.closed).toBe(1);
  });

  test('is opened for nobody when nobody waits, and given back', async () => {
    const { transport, open } = played(family, air);
    const { opened, open: openGate } = gate();
    const stop = new AbortController();
    transport.before = () => opened;
    const opening = open(stop.signal);
    stop.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    openGate();
    await expect.poll(() => transport.closed).toBe(1);
  });
});

test('an RC-S380 whose command nobody waits for any more is told to end it', async () => {
  const [rcS380] = FAMILIES;
  if (rcS380 === undefined) throw new Error('no family');
  const written: string[] = [];
  const stop = new AbortController();
  const { reader, transport } = await openPlayed(rcS380, air, (transfers, frame) => {
    written.push(hexOf(frame) === hexOf(ACK) ? 'ack' : hexOf(airFrame380(frame).frame));
    return transfers;
  });
  await reader.exchange(POLL, 10, signal);
  written.length = 0;
  const { opened, open } = gate();
  const first = transport.calls;
  // The read of the ACK is held until nobody waits.
  transport.before = (call) => (call === first + 2 ? opened : undefined);
  const waiting = reader.exchange(POLL, 10, stop.signal);
  await turns(3);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  open();
  expect(await reader.exchange(POLL, 10, signal)).toEqual(said);
  expect(written).toEqual([hexOf(POLL), 'ack', hexOf(POLL)]);
});
