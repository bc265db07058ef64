import { describe, expect, test } from 'vitest';
import { Port400Chipset } from '../../../../../native-adapters/felica/readers/rc-s300/chipset.ts';
import { EscapeStream, encodeEscape } from '../../../../../native-adapters/felica/readers/rc-s300/frame.ts';
import { expectBytes, give, ScriptedTransport } from '../../scripted-transport.ts';
import { allVectors, hexOf, vector } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { airFrameIn, asked, closing, openReader, seqOf, withSeq } from './port400-script.ts';

const signal = new AbortController().signal;
const ofThisReader = allVectors().filter(({ name }) => name.startsWith('W'));
const cardFrameIn = (answer: Uint8Array): string => /97[0-9a-f]{2}(.*)9000$/.exec(hexOf(answer))?.[1] ?? '';

test('every message of the fixture is built or read byte for byte, whole, split at every place and byte by byte', () => {
  expect(ofThisReader).toHaveLength(24);
  for (const { way, bytes } of ofThisReader) {
    if (way === '>') {
      expect(hexOf(encodeEscape(seqOf(bytes), bytes.slice(10)))).toBe(hexOf(bytes));
      continue;
    }
    const whole = {
      is: 'answer',
      seq: seqOf(bytes),
      outcome: (bytes[7] ?? 0) >> 6,
      error: bytes[8],
      payload: bytes.slice(10),
    };
    const splits = Array.from({ length: bytes.length + 1 }, (_nothing, at) => [bytes.slice(0, at), bytes.slice(at)]);
    for (const transfers of [...splits, Array.from(bytes, (byte) => Uint8Array.of(byte)), [bytes, bytes]]) {
      const stream = new EscapeStream();
      const found = transfers.flatMap((transfer) => {
        stream.push(transfer);
        return stream.next() ?? [];
      });
      expect(found).toEqual(transfers[1] === bytes && transfers[0] === bytes ? [whole, whole] : [whole]);
      expect(stream.rest()).toBeNull();
    }
  }
});

describe('the reader', () => {
  test('opens with W1 to W5 and closes by field off and end of session, byte for byte', async () => {
    const { reader, transport, clock } = await openReader(...closing(7));
    expect(reader).toMatchObject({ model: 'rc-s300', firmware: '01.03.00.00', serial: null, mostFrameBytes: 255 });
    // 10 of the first read, 30 off, 30 on, 20 for the switch.
    expect(clock.now()).toBe(90);
    await reader.close();
    await reader.close();
    expect(transport).toMatchObject({ left: 0, faults: [], closed: 1 });
  });

  test('states the flags in the first exchange of a session and sends W6 to W9 as they are', async () => {
    const { reader, transport } = await openReader();
    const exchange = async (command: Uint8Array): Promise<unknown> => {
      const { frame, withinMs } = airFrameIn(command);
      const told = await reader.exchange(frame, withinMs, signal);
      return told.is === 'answer' ? hexOf(told.frame) : told.is;
    };
    const flagged = vector('W6', '>', 1);
    transport.append(...asked(7, flagged, vector('W6', '<')));
    expect(await exchange(flagged)).toBe(cardFrameIn(vector('W6', '<')));
    const rest: readonly (readonly [Uint8Array, Uint8Array])[] = [
      [vector('W6', '>', 0), vector('W6', '<')],
      [vector('W7', '>'), vector('W7', '<')],
      [vector('W8', '>', 0), vector('W8', '<', 0)],
      [vector('W8', '>', 1), vector('W8', '<', 1)],
      [vector('W9', '>'), vector('W8', '<', 0)],
    ];
    for (const [at, [command, answer]] of rest.entries()) {
      transport.append(...asked(8 + at, command, answer));
      expect(await exchange(command)).toBe(answer === vector('W7', '<') ? '' : cardFrameIn(answer) || 'silent');
    }
    await expect(exchange(vector('W8', '>', 2))).rejects.toMatchObject({ code: 'chip.command-refused' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
    expect(vector('W9', '>')).toHaveLength(64);
  });

  test('waits for a busy slot and for more time (W10)', async () => {
    const command = vector('W6', '>', 1);
    const { frame } = airFrameIn(command);
    const [busy, later] = [vector('W10', '<', 0), vector('W10', '<', 1)];
    const { reader, transport, clock } = await openReader(
      ...asked(7, command, busy),
      ...asked(8, command, later),
      give(withSeq(later, 8)),
      give(withSeq(vector('W6', '<'), 8)),
    );
    const before = clock.now();
    expect(await reader.exchange(frame, 100, signal)).toMatchObject({ is: 'answer' });
    expect(clock.now() - before).toBe(50 + 20 + 20);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

test('the chipset below writes to a loose card as W8 does', async () => {
  const command = vector('W8', '>', 2);
  const clock = new VirtualClock();
  const poll = vector('W6', '>', 1);
  const transport = new ScriptedTransport(clock, [
    ...asked(1, poll, vector('W6', '<')),
    expectBytes(withSeq(command, 2)),
    give(withSeq(vector('W8', '<', 2), 2)),
  ]);
  const chipset = new Port400Chipset(transport, clock);
  await chipset.transmit(airFrameIn(poll).frame, 100);
  const { frame, withinMs } = airFrameIn(command);
  const told = await chipset.transmit(frame, withinMs);
  expect(told.is === 'answer' && hexOf(told.frame)).toBe(cardFrameIn(vector('W8', '<', 2)));
  expect(transport).toMatchObject({ left: 0, faults: [] });
});
