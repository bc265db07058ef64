import { expect, test } from 'vitest';
import { replayTransport } from '../../../native-adapters/links/replay-transport.ts';

const TRANSCRIPT = `
# a reader is asked for its version
=> d620
<= 0000ff00ff00

<= -
=> d606
=! reader.unplugged
`;

test('plays what is written, comments and empty lines left out', async () => {
  const replay = replayTransport(TRANSCRIPT);
  await replay.write(Uint8Array.of(0xd6, 0x20));
  expect(await replay.read(10)).toEqual(Uint8Array.of(0, 0, 0xff, 0, 0xff, 0));
  expect(await replay.read(10)).toBeNull();
  await expect(replay.write(Uint8Array.of(0xd6, 0x06))).rejects.toMatchObject({ code: 'reader.unplugged' });
  await replay.close();
  replay.finish();
});

test('another write fails, and everything after it', async () => {
  const replay = replayTransport(TRANSCRIPT);
  await expect(replay.write(Uint8Array.of(0xd6, 0x21))).rejects.toThrow('d621, but line 3 says => d620');
  await expect(replay.write(Uint8Array.of(0xd6, 0x20))).rejects.toThrow('d621');
  expect(() => replay.finish()).toThrow('d621');
});

test('a read where a write is due fails, and so does a write where a read is due', async () => {
  const early = replayTransport(TRANSCRIPT);
  await expect(early.read(10)).rejects.toThrow('a read within 10 ms, but line 3 says =>');
  const late = replayTransport(TRANSCRIPT);
  await late.write(Uint8Array.of(0xd6, 0x20));
  await expect(late.write(Uint8Array.of(0xd6, 0x06))).rejects.toThrow('line 4 says <= 0000ff00ff00');
});

test('what is left over fails at the end, and what is asked after the end fails at once', async () => {
  const left = replayTransport(TRANSCRIPT);
  await left.write(Uint8Array.of(0xd6, 0x20));
  await left.close();
  expect(() => left.finish()).toThrow('line 4 is left over');
  await expect(replayTransport('').read(5)).rejects.toThrow('the transcript is over');
  replayTransport('').finish();
});

test.each(['=> d6 20', '=> d62', '=> -', '<= ', '== 00', '=! reader.tired', '!! reader.unplugged', 'd620'])(
  '"%s" is no line',
  (line) => {
    expect(() => replayTransport(`=> 00\n${line}`)).toThrow('line 2 is none of a transcript');
  },
);
