import { describe, expect, test } from 'vitest';
import { PHONE_COMMANDS } from '../../../../../domain/chip-ic.ts';
import { Port100Chipset } from '../../../../../native-adapters/felica/readers/rc-s380/chipset.ts';
import { ScriptedTransport, type Step } from '../../scripted-transport.ts';
import { bytesOf, hexOf, vector, vectors } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ACK, airFrameIn, asked, CLOSING, OPENING, openReader, SET_UP } from './port100-script.ts';

const signal = new AbortController().signal;
const airFrameOf = (answer: Uint8Array): string => hexOf(answer.slice(15, -2));

/** Commands with their answers, by name and number of the vector that each is in. */
const EXCHANGES: readonly (readonly [string, number, string, number])[] = [
  ['V2', 0, 'V3', 0],
  ['V4', 0, 'V3', 0],
  ['V5', 0, 'V5', 0],
  ['V6', 0, 'V6', 0],
  ['V7', 0, 'V3', 0],
  ['V8', 0, 'V8', 0],
  ...([0, 1, 2, 3, 4] as const).map((nth) => ['V9', nth, 'V9', nth] as const),
  ['V10', 0, 'V10', 0],
  ['V11', 0, 'V11', 0],
  ['V12', 0, 'V12', 0],
  ['V13', 0, 'V13', 0],
  ['V19', 0, 'V13', 0],
  ['V20', 0, 'V13', 0],
  ['V21', 0, 'V13', 0],
  ['V22', 0, 'V22', 0],
  ['V23', 0, 'V13', 0],
  ['V24', 0, 'V13', 0],
];

describe('the reader', () => {
  test('opens and closes with V1 and V18, byte for byte', async () => {
    const { reader, transport } = await openReader(...CLOSING);
    expect(reader).toMatchObject({ model: 'rc-s380', firmware: '1.11', serial: '0123456', mostFrameBytes: 255 });
    await reader.close();
    await reader.close();
    expect(transport).toMatchObject({ left: 0, faults: [], closed: 1 });
  });

  test('sets the radio up once, and then sends every command of the list and hears every answer', async () => {
    const { reader, transport } = await openReader(...SET_UP);
    for (const [sent, sentNth, heard, heardNth] of EXCHANGES) {
      const command = vector(sent, '>', sentNth);
      const answer = vector(heard, '<', heardNth);
      const { frame, withinMs } = airFrameIn(command);
      expect(PHONE_COMMANDS).toContain(frame[1]);
      transport.append(...asked(command, answer));
      const told = await reader.exchange(frame, withinMs, signal);
      expect(told.is === 'answer' ? hexOf(told.frame) : told.is).toBe(airFrameOf(answer));
    }
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('sends neither Write nor Reset Mode to the chip of a phone, and nothing goes out instead', async () => {
    const { reader, transport } = await openReader(...SET_UP, ...asked(vector('V2', '>'), vector('V3', '<')));
    const poll = airFrameIn(vector('V2', '>'));
    expect(await reader.exchange(poll.frame, poll.withinMs, signal)).toMatchObject({ is: 'answer' });
    for (const name of ['V14', 'V15', 'V25']) {
      const { frame, withinMs } = airFrameIn(vector(name, '>'));
      await expect(reader.exchange(frame, withinMs, signal)).rejects.toMatchObject({ code: 'chip.command-refused' });
    }
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('hears silence at once (V2) and tries a damaged answer three times (V17)', async () => {
    const command = vector('V12', '>');
    const { frame, withinMs } = airFrameIn(command);
    const { reader, transport } = await openReader(
      ...SET_UP,
      ...asked(command, vector('V16', '<')),
      ...[1, 2, 3].flatMap(() => asked(command, vector('V17', '<'))),
      ...asked(command, vector('V2', '<')),
    );
    expect(await reader.exchange(frame, withinMs, signal)).toEqual({ is: 'silent' });
    expect(await reader.exchange(frame, withinMs, signal)).toEqual({ is: 'noise' });
    expect(await reader.exchange(frame, withinMs, signal)).toEqual({ is: 'silent' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

describe('the chipset below it', () => {
  const chipsetWith = (...steps: readonly Step[]) => {
    const clock = new VirtualClock();
    const transport = new ScriptedTransport(clock, steps);
    return { chipset: new Port100Chipset(transport, clock), transport };
  };

  test('writes to a loose card as V14 and V15 do; the latter is 64 bytes', async () => {
    const { chipset, transport } = chipsetWith(...SET_UP);
    expect(vector('V15', '>')).toHaveLength(64);
    for (const [name, nth] of [
      ['V14', 0],
      ['V14', 1],
      ['V15', 0],
    ] as const) {
      const answer = vector(name, '<', nth);
      transport.append(...asked(vector(name, '>'), answer));
      const { frame, withinMs } = airFrameIn(vector(name, '>'));
      const heard = await chipset.transmit(frame, withinMs);
      expect(heard.is === 'answer' && hexOf(heard.frame)).toBe(airFrameOf(answer));
    }
    const reset = airFrameIn(vector('V25', '>'));
    transport.append(...asked(vector('V25', '>'), vector('V13', '<')));
    expect(await chipset.transmit(reset.frame, reset.withinMs)).toMatchObject({ is: 'answer' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test.each([
    ['424 kbps', '00 01020f02 > 00', vector('P1', '>', 1), vector('P1', '<', 1)],
    ['guard time', '02 0018 > 00', vector('P3', '>'), vector('P3', '<')],
    ['GetCommandType', '28 > 0000000000000003', vector('V26', '>'), vector('V26', '<')],
    ['ResetDevice', '12 0000 >', vector('V27', '>'), vector('V27', '<')],
    ['InSetRF refused', '00 01010f01 > 01', vector('P1', '>'), vector('E', '<', 0)],
    ['SetCommandType refused', '2a 01 > 07', vector('V1', '>', 1), vector('E', '<', 1)],
  ])('asks and hears %s: %s', async (_name, meaning, command, answer) => {
    const { chipset, transport } = chipsetWith(...asked(command, answer));
    const [[code = 0, ...data] = [], told = []] = meaning.split('>').map((hex) => [...bytesOf(hex)]);
    expect([...(await chipset.ask(code, Uint8Array.from(data)))]).toEqual(told);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

test('every frame of the fixture for this reader is driven here or stands alone', () => {
  const driven = new Set([
    ...['V1', 'P1', 'P2', 'P3', 'V14', 'V15', 'V16', 'V17', 'V18', 'V25', 'V26', 'V27', 'E'],
    ...EXCHANGES.flatMap(([sent, , heard]) => [sent, heard]),
  ]);
  expect(OPENING[0]).toEqual({ is: 'expect', bytes: ACK });
  const names = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9'];
  const more = Array.from({ length: 18 }, (_nothing, at) => `V${at + 10}`);
  const missing = [...names, ...more, 'P1', 'P2', 'P3', 'E'].filter((name) => !driven.has(name));
  expect(missing).toEqual([]);
  expect(vectors('F', '<')).toHaveLength(4);
});
