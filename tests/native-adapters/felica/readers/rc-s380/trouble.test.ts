import { describe, expect, test } from 'vitest';
import type { ContactlessReader, RfAnswer } from '../../../../../domain/reader.ts';
import { timeoutField } from '../../../../../native-adapters/felica/readers/rc-s380/chipset.ts';
import { encodeData } from '../../../../../native-adapters/felica/readers/rc-s380/frame.ts';
import { rcS380Adapter } from '../../../../../native-adapters/felica/readers/rc-s380/index.ts';
import { expectBytes, give, quiet, ScriptedTransport, type Step } from '../../scripted-transport.ts';
import { bytesOf, hexOf, vector } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ACK, airFrameIn, asked, CLOSING, OPENING, openReader, RECOVERY, SET_UP, SIGHTING } from './port100-script.ts';

const signal = new AbortController().signal;
const command = vector('V2', '>');
const answer = vector('V3', '<');
const said = { is: 'answer', frame: answer.slice(15, -2) } as const;
const poll = (reader: ContactlessReader): Promise<RfAnswer> => reader.exchange(airFrameIn(command).frame, 10, signal);
const rfStatus = (hex: string): Uint8Array => encodeData(bytesOf(`d705${hex}`));

test.each([
  [0, '0000'],
  [-5, '0000'],
  [10, '6e00'],
  [7.25, '5300'],
  [6552.5, 'ffff'],
  [1e9, 'ffff'],
])('%d ms are %s on the wire', (ms, hex) => {
  expect(hexOf(timeoutField(ms))).toBe(hex);
});

describe('a try that fails is ended by an ACK, drained and made again', () => {
  const failures: readonly (readonly [string, readonly Step[]])[] = [
    ['no ACK', [expectBytes(command), quiet]],
    ['an ACK and nothing more', [expectBytes(command), give(ACK), quiet]],
    ['the error frame in place of an ACK', [expectBytes(command), give(bytesOf('0000ffffff')), quiet]],
    ['the error frame after the ACK', [expectBytes(command), give(ACK), give(bytesOf('0000ffffff00')), quiet]],
    ['an error in the older form', [expectBytes(command), give(bytesOf('0000ff01ff7f8100'))]],
    ['a wrong checksum', [expectBytes(command), give(ACK), give(Uint8Array.from(answer).fill(0, -2, -1))]],
    ['half an answer', [expectBytes(command), give(ACK), give(answer.slice(0, 20)), quiet]],
    ['garbage before the answer', [expectBytes(command), give(ACK), give(bytesOf('5a')), give(answer)]],
    ['the answer of another command', [expectBytes(command), give(ACK), give(vector('P1', '<'))]],
    ['what only a host says', [expectBytes(command), give(ACK), give(encodeData(bytesOf('d605')))]],
    ['a second ACK', [expectBytes(command), give(ACK), give(ACK)]],
    ['late answers without end', [expectBytes(command), ...[1, 2, 3, 4].map(() => give(answer))]],
  ];
  test.each(failures)('%s', async (_name, failure) => {
    const { reader, transport } = await openReader(...SET_UP, ...failure, ...RECOVERY, ...asked(command, answer));
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test.each(failures)('%s, three times', async (name, failure) => {
    const fails = [...failure, ...RECOVERY];
    const { reader, transport } = await openReader(...SET_UP, ...fails, ...fails, ...fails, ...asked(command, answer));
    const hung = ['no ACK', 'an ACK and nothing more'].includes(name);
    await expect(poll(reader)).rejects.toMatchObject({
      code: hung ? 'reader.hung' : 'reader.protocol',
      facts: { command: '04' },
    });
    // The reader is as usable as before.
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

describe('transfers', () => {
  test.each([
    ['ACK and answer in one', [give(Buffer.concat([ACK, answer]))]],
    ['a late answer before the ACK', [give(answer), give(ACK), give(answer)]],
    ['late garbage before the ACK', [give(bytesOf('1234')), give(ACK), give(answer)]],
    [
      'cut at 64 and inside the ACK',
      [give(ACK.slice(0, 3)), give(Buffer.concat([ACK.slice(3), answer.slice(0, 9)])), give(answer.slice(9))],
    ],
    ['an ACK merged behind is not the next one', [give(ACK), give(Buffer.concat([answer, ACK]))]],
    ['what is merged behind is not the next answer', [give(ACK), give(Buffer.concat([answer, vector('V8', '<')]))]],
  ])('%s', async (_name, transfers) => {
    const { reader, transport } = await openReader(
      ...SET_UP,
      expectBytes(command),
      ...transfers,
      ...asked(command, vector('V2', '<')),
    );
    expect(await poll(reader)).toEqual(said);
    expect(await poll(reader)).toEqual({ is: 'silent' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

describe('what the air brought', () => {
  const times = (count: number, status: Uint8Array): readonly Step[] =>
    Array.from({ length: count }, () => asked(command, status)).flat();
  test.each([
    ['silence alone', '80000000', 1, 'silent'],
    ['silence and a CRC error', '84000000', 3, 'noise'],
    ['protocol', '01000000', 3, 'noise'],
    ['parity', '02000000', 3, 'noise'],
    ['CRC', '04000000', 3, 'noise'],
    ['overflow', '10000000', 3, 'noise'],
    ['receive length', '00000080', 3, 'noise'],
    ['another field', '00020000', 3, 'noise'],
    ['transmit timeout', '00080000', 3, 'noise'],
    ['a bit that nobody knows', '00000001', 3, 'noise'],
    ['silence and a bit that nobody knows', '80000001', 3, 'noise'],
    ['collision, which another try could hide', '08000000', 1, 'collision'],
    ['no status', '0000', 3, 'noise'],
    ['a status and no frame', '0000000008', 3, 'noise'],
    ['a frame that is longer than it says', '00000000081101390000000000000101180b4142434445fe00', 3, 'noise'],
    ['a frame that is shorter than it says', '00000000081401', 3, 'noise'],
    ['an empty frame', '000000000801', 3, 'noise'],
  ])('%s', async (_name, status, count, is) => {
    const { reader, transport } = await openReader(...SET_UP, ...times(count, rfStatus(status)));
    expect(await poll(reader)).toEqual({ is });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('a collision at a command for one chip is tried again', async () => {
    const read = vector('V12', '>');
    const { reader, transport } = await openReader(
      ...SET_UP,
      ...[1, 2, 3].flatMap(() => asked(read, vector('E', '<', 2))),
    );
    expect(await reader.exchange(airFrameIn(read).frame, 6, signal)).toEqual({ is: 'collision' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('noise that ends is not told', async () => {
    const { reader } = await openReader(...SET_UP, ...times(2, vector('V17', '<')), ...asked(command, answer));
    expect(await poll(reader)).toEqual(said);
  });

  test('a hot reader is switched off and says so', async () => {
    const off = asked(vector('V1', '>', 4), vector('V1', '<', 3));
    const { reader, transport } = await openReader(
      ...SET_UP,
      ...times(1, vector('E', '<', 3)),
      ...off,
      ...SET_UP,
      ...times(1, answer),
    );
    await expect(poll(reader)).rejects.toMatchObject({ code: 'reader.hot' });
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('a field that went off is set up again, and the command with it', async () => {
    const off = asked(vector('V1', '>', 4), vector('V1', '<', 3));
    const lost = [...times(1, vector('E', '<', 4)), ...off, ...SET_UP];
    const { reader, transport } = await openReader(...SET_UP, ...lost, ...times(1, answer), ...lost, ...lost, ...lost);
    expect(await poll(reader)).toEqual(said);
    expect(await poll(reader)).toEqual({ is: 'noise' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

test('a field that is switched off and on is set up anew', async () => {
  const off = asked(vector('V1', '>', 4), vector('V1', '<', 3));
  const { reader, transport, clock } = await openReader(...off, ...SET_UP, ...asked(command, answer));
  const before = clock.now();
  await reader.resetField(signal);
  expect(clock.now() - before).toBe(30);
  expect(await poll(reader)).toEqual(said);
  expect(transport).toMatchObject({ left: 0, faults: [] });
});

describe('opening', () => {
  const open = (transport: ScriptedTransport, clock: VirtualClock, stop = signal): Promise<ContactlessReader> =>
    rcS380Adapter(clock).open(transport, SIGHTING, stop);

  test('throws away what another program left', async () => {
    const clock = new VirtualClock();
    const [ack, ...rest] = OPENING as [Step, ...Step[]];
    const transport = new ScriptedTransport(clock, [ack, give(answer), give(bytesOf('12')), ...rest]);
    expect((await open(transport, clock)).firmware).toBe('1.11');
    expect(transport.faults).toEqual([]);
  });

  test('takes the older command type where the newer one is refused', async () => {
    const clock = new VirtualClock();
    const [ack, nothing, ...rest] = OPENING as [Step, Step, ...Step[]];
    const older = asked(encodeData(bytesOf('d62a00')), vector('V1', '<', 0));
    const script = [ack, nothing, ...asked(vector('V1', '>', 1), vector('E', '<', 1)), ...older, ...rest.slice(3)];
    const transport = new ScriptedTransport(clock, script);
    expect((await open(transport, clock)).firmware).toBe('1.11');
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test.each([
    ['a hot reader', '04', 'reader.hot'],
    ['a refusal', '05', 'reader.protocol'],
  ])('says what it met: %s', async (_name, status, code) => {
    const clock = new VirtualClock();
    const refused = asked(vector('V1', '>', 4), encodeData(bytesOf(`d707${status}`)));
    const transport = new ScriptedTransport(clock, [...OPENING.slice(0, -3), ...refused, ...CLOSING]);
    await expect(open(transport, clock)).rejects.toMatchObject({ code });
    expect(transport).toMatchObject({ left: 0, faults: [], closed: 1 });
  });

  test('gives the reader back when nobody waits for it any more', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    stop.abort(new Error('gone'));
    const transport = new ScriptedTransport(clock, [...OPENING.slice(0, 2), ...CLOSING]);
    await expect(open(transport, clock, stop.signal)).rejects.toThrow('gone');
    await expect.poll(() => transport.closed).toBe(1);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});
