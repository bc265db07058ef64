import { describe, expect, test } from 'vitest';
import type { ContactlessReader, RfAnswer } from '../../../../../domain/reader.ts';
import { rcS300Adapter } from '../../../../../native-adapters/felica/readers/rc-s300/index.ts';
import { expectBytes, give, quiet, ScriptedTransport, type Step } from '../../scripted-transport.ts';
import { bytesOf, hexOf, vector } from '../../vectors.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import {
  airFrameIn,
  asked,
  closing,
  fieldAnew,
  message,
  OPENING,
  openReader,
  SIGHTING,
  session,
  withSeq,
} from './port400-script.ts';

const signal = new AbortController().signal;
const command = vector('W6', '>', 1);
const { frame } = airFrameIn(command);
// The same after the flags were stated: a poll of FE00 in W6's first form.
const again = bytesOf(hexOf(vector('W6', '>', 0)).replace('0600ffff0100', '0600fe000100'));
const answer = vector('W6', '<');
const said = { is: 'answer', frame: answer.slice(24, -2) } as const;
const poll = (reader: ContactlessReader): Promise<RfAnswer> => reader.exchange(frame, 100, signal);
const drained = [quiet];
const sent = (seq: number): Step => expectBytes(withSeq(command, seq));

describe('a try that fails is drained and made again under a new number', () => {
  const failures: readonly (readonly [string, (seq: number) => readonly Step[]])[] = [
    ['nothing', (seq) => [sent(seq), quiet]],
    ['half a message', (seq) => [sent(seq), give(answer.slice(0, 20)), quiet]],
    ['half a header', (seq) => [sent(seq), give(answer.slice(0, 5)), quiet]],
    ['garbage', (seq) => [sent(seq), give(bytesOf('5a')), give(answer)]],
    [
      'a length that no message has',
      (seq) => [sent(seq), give(bytesOf(`8300ffffff00${seq.toString(16).padStart(2, '0')}000000`))],
    ],
    ['another slot', (seq) => [sent(seq), give(Uint8Array.from(withSeq(answer, seq)).fill(1, 5, 6))]],
    [
      'a failure that is no busy slot',
      (seq) => [sent(seq), give(Uint8Array.of(0x83, 0, 0, 0, 0, 0, seq, 0x40, 0xfe, 0))],
    ],
    [
      'late answers without end',
      (seq) => [sent(seq), ...[1, 2, 3].map((back) => give(withSeq(answer, (seq - back) & 0xff)))],
    ],
    ['an answer without a status word', (seq) => [sent(seq), give(message(seq, '90'))]],
  ];
  test.each(failures)('%s', async (_name, failure) => {
    const { reader, transport } = await openReader(...failure(7), ...drained, ...asked(8, command, answer));
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test.each(failures)('%s, three times', async (name, failure) => {
    const fails = [7, 8, 9].flatMap((seq) => [...failure(seq), ...drained]);
    const { reader, transport } = await openReader(...fails, ...asked(10, command, answer));
    await expect(poll(reader)).rejects.toMatchObject({ code: name === 'nothing' ? 'reader.hung' : 'reader.protocol' });
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('more time is not wanted for ever', async () => {
    const wanting = (seq: number): readonly Step[] => [
      sent(seq),
      ...Array.from({ length: 100 }, () => give(withSeq(vector('W10', '<', 1), seq))),
      ...drained,
    ];
    const { reader, transport } = await openReader(...[7, 8, 9].flatMap(wanting));
    await expect(poll(reader)).rejects.toMatchObject({ code: 'reader.protocol' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('a slot that stays busy is another program at work', async () => {
    const busy = vector('W10', '<', 0);
    const { reader, transport } = await openReader(...asked(7, command, busy), ...asked(8, command, busy));
    await expect(poll(reader)).rejects.toMatchObject({ code: 'reader.busy' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

describe('transfers', () => {
  test.each([
    [
      'cut at 64, at 10 and inside the header',
      (seq: number) =>
        [answer.slice(0, 4), answer.slice(4, 10), answer.slice(10)].map((part, at) =>
          give(at === 1 ? withSeqPart(part, seq) : part),
        ),
    ],
    [
      'two late answers first',
      (seq: number) => [give(withSeq(answer, 3)), give(withSeq(vector('W7', '<'), 4)), give(withSeq(answer, seq))],
    ],
    [
      'a late answer joined with the right one',
      (seq: number) => [give(Buffer.concat([withSeq(vector('W7', '<'), 6), withSeq(answer, seq)]))],
    ],
    [
      'what is joined behind is not the next answer',
      (seq: number) => [give(Buffer.concat([withSeq(answer, seq), withSeq(answer, 8)]))],
    ],
  ])('%s', async (_name, transfers) => {
    const { reader, transport } = await openReader(sent(7), ...transfers(7), ...asked(8, again, vector('W7', '<')));
    expect(await poll(reader)).toEqual(said);
    expect(await poll(reader)).toEqual({ is: 'silent' });
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

function withSeqPart(part: Uint8Array, seq: number): Uint8Array {
  const copy = Uint8Array.from(part);
  copy[2] = seq;
  return copy;
}

describe('what the answer says', () => {
  const blocks = `c90701390000000000010000${'0c'}${'ab'.repeat(0xc9 - 13)}`;
  test.each([
    ['no card, one way', 'c0030164019000', 'silent'],
    ['no card, the other way', 'c0030164009000', 'silent'],
    ['no card in the last word', '6401', 'silent'],
    ['no card, and a frame of one', `c003016401 9714${'14'.repeat(20)} 9000`, 'noise'],
    ['a fault that one source calls silence', 'c0030163019000', 'noise'],
    ['what another source calls silence', 'c003016a819000', 'noise'],
    ['a status that nobody knows', 'c0030112349000', 'noise'],
    ['something wrong on the air', `c003009000 920100 96020200 9714${hexOf(said.frame)} 9000`, 'noise'],
    ['a last byte that is not whole', `c003009000 920103 96020000 9714${hexOf(said.frame)} 9000`, 'noise'],
    ['no frame', 'c003009000 920100 96020000 9000', 'noise'],
    ['a frame that is cut', 'c003009000 9714140100 9000', 'noise'],
    ['two frames', `c003009000 9714${hexOf(said.frame)} 9714${hexOf(said.frame)} 9000`, 'noise'],
    ['a frame longer than it says', 'c003009000 9703020101 9000', 'noise'],
    ['a cut status', 'c00300', 'noise'],
    ['a frame behind a tag that nobody knows', `c003009000 a10100 9714${hexOf(said.frame)} 9000`, 'noise'],
    ['a frame', `c003009000 920108 96020000 9714${hexOf(said.frame)} 9000`, 'answer'],
    [
      'a frame behind what is passed over',
      `80020000 5f510100 ff6d0100 c003009000 9714${hexOf(said.frame)} 9000`,
      'answer',
    ],
    ['a frame with its length in two bytes', `c003009000 978114${hexOf(said.frame)} 9000`, 'answer'],
    ['a frame with its length in three bytes', `c003009000 97820014${hexOf(said.frame)} 9000`, 'answer'],
    ['a frame of 201 bytes', `c003009000 9781c9${blocks} 9000`, 'answer'],
  ])('%s', async (_name, payload, is) => {
    const tries = is === 'noise' ? 3 : 1;
    const steps = Array.from({ length: tries }, (_nothing, at) =>
      asked(7 + at, at === 0 ? command : again, message(7 + at, payload)),
    );
    const { reader, transport } = await openReader(...steps.flat());
    expect((await poll(reader)).is).toBe(is);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('a session that another program took away', async () => {
    const { reader } = await openReader(...asked(7, command, message(7, 'c00301698a9000')));
    await expect(poll(reader)).rejects.toMatchObject({ code: 'reader.session-taken' });
  });

  test('a session that is lost is begun anew, flags and all, and the command sent again', async () => {
    const { reader, transport } = await openReader(
      ...asked(7, command, answer),
      ...asked(8, again, message(8, '6985')),
      ...session(9),
      ...asked(14, command, answer),
    );
    expect(await poll(reader)).toEqual(said);
    expect(await poll(reader)).toEqual(said);
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });
});

test('a field that is switched off and on is ready for FeliCa again', async () => {
  const { reader, transport } = await openReader(...fieldAnew(7), ...asked(10, command, answer));
  await reader.resetField(signal);
  expect(await poll(reader)).toEqual(said);
  expect(transport).toMatchObject({ left: 0, faults: [] });
});

test('numbers run from 255 to 0', async () => {
  const { reader, transport } = await openReader(...asked(7, command, answer));
  await poll(reader);
  for (let count = 8; count < 300; count += 1) {
    transport.append(...asked(count & 0xff, again, answer));
    expect(await poll(reader)).toEqual(said);
  }
  expect(transport.faults).toEqual([]);
});

describe('while nothing is asked', () => {
  const beat = (seq: number): readonly Step[] =>
    asked(seq, bytesOf('6b050000000000000000 ff56000000'), message(0, '9000'));
  const settled = (transport: ScriptedTransport): Promise<void> => expect.poll(() => transport.left).toBe(0);

  test('the session is kept every two seconds, and never during an exchange', async () => {
    const { reader, transport, clock } = await openReader(...beat(7));
    clock.pass(1999);
    expect(transport.left).toBe(2);
    clock.pass(1);
    await settled(transport);
    transport.append(...asked(8, command, answer), ...beat(9));
    const exchange = poll(reader);
    clock.pass(2000);
    expect(await exchange).toEqual(said);
    // It was due meanwhile, and waited for its turn.
    await settled(transport);
    expect(transport.faults).toEqual([]);
  });

  test('a reader that is gone is not asked again by itself, and a closed one never', async () => {
    const { reader, transport, clock } = await openReader();
    clock.pass(2000);
    await expect.poll(() => transport.faults.length).toBe(1);
    clock.pass(10_000);
    transport.append(...closing(8));
    await reader.close();
    clock.pass(10_000);
    expect(transport).toMatchObject({ left: 0, closed: 1 });
    expect(transport.faults).toHaveLength(1);
  });
});

describe('opening', () => {
  const open = (transport: ScriptedTransport, clock: VirtualClock, stop = signal): Promise<ContactlessReader> =>
    rcS300Adapter(clock).open(transport, SIGHTING, stop);
  const [, firmwareAsked, , ...rest] = OPENING as [Step, Step, Step, ...Step[]];

  test('minds neither what was left over nor that there is no session to end', async () => {
    const clock = new VirtualClock();
    const afterEnd = rest.slice(2);
    const transport = new ScriptedTransport(clock, [
      give(bytesOf('1234')),
      ...OPENING.slice(0, 3),
      ...asked(2, vector('W2', '>'), message(2, '6985')),
      ...afterEnd,
    ]);
    expect((await open(transport, clock)).firmware).toBe('01.03.00.00');
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test('waits up to four times for a slot that is busy with the session of a program that crashed', async () => {
    const clock = new VirtualClock();
    const busy = [2, 3, 4, 5].flatMap((seq) => asked(seq, vector('W2', '>'), vector('W10', '<', 0)));
    const transport = new ScriptedTransport(clock, [...OPENING.slice(0, 3), ...busy, ...session(6)]);
    expect((await open(transport, clock)).model).toBe('rc-s300');
    expect(transport).toMatchObject({ left: 0, faults: [] });
  });

  test.each([
    ['its boot loader', `0103${'00'.repeat(12)}0000 9000`, 'reader.boot-loader'],
    ['a firmware answer that is too short', '0103 9000', 'reader.protocol'],
    ['a refusal', '6d00', 'reader.protocol'],
    ['a reader that is taken', '698a', 'reader.session-taken'],
  ])('says what it met: %s', async (_name, payload, code) => {
    const clock = new VirtualClock();
    const transport = new ScriptedTransport(clock, [quiet, firmwareAsked, give(message(1, payload)), ...closing(2)]);
    await expect(open(transport, clock)).rejects.toMatchObject({ code });
    expect(transport).toMatchObject({ left: 0, faults: [], closed: 1 });
  });

  test.each([
    ['another owner', 'c00301698a9000', 'reader.session-taken'],
    ['a refusal', 'c0030169859000', 'reader.protocol'],
    ['a place of an error without one', 'c0030190009000', 'reader.protocol'],
  ])('says why no session begins: %s', async (_name, payload, code) => {
    const clock = new VirtualClock();
    const begun = [...OPENING.slice(0, 5), ...asked(3, vector('W3', '>'), message(3, payload)), ...closing(4)];
    const transport = new ScriptedTransport(clock, begun);
    await expect(open(transport, clock)).rejects.toMatchObject({ code });
    expect(transport).toMatchObject({ left: 0, faults: [], closed: 1 });
  });
});
