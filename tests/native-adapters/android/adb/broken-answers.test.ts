import { afterEach, expect, test } from 'vitest';
import { shellPacket, syncBytes } from './fake-adb-server.ts';
import { FakePhones, failureOf, limits, text } from './fake-phones.ts';

const phones = new FakePhones();
afterEach(() => phones.stopAll());

async function saying(...packets: Uint8Array[]) {
  return phones.start({ phone: (_service, peer) => peer.okay(Buffer.concat(packets)) });
}

const pullLimits = { ...limits, maxBytes: 200_000 };

test('a pull joins its DATA packets up to DONE and closes the stream', async () => {
  const { phone, fake } = await saying(
    syncBytes('DATA', 3, 'abc'),
    syncBytes('DATA', 0),
    syncBytes('DATA', 2, 'de'),
    syncBytes('DONE', 0),
    syncBytes('DATA', 4, 'late'),
  );
  expect(text(await phone.pull('/x', pullLimits))).toBe('abcde');
  await expect.poll(() => fake.openConnections).toBe(0);
});

test('a DATA packet of 64 KiB is taken, a longer one is not', async () => {
  const most = 64 * 1024;
  const full = await saying(syncBytes('DATA', most, Buffer.alloc(most)), syncBytes('DONE', 0));
  expect(await full.phone.pull('/x', pullLimits)).toHaveLength(most);
  const over = await saying(syncBytes('DATA', most + 1, Buffer.alloc(most + 1)), syncBytes('DONE', 0));
  const failure = await failureOf(over.phone.pull('/x', pullLimits));
  expect([failure.code, failure.facts]).toEqual(['device.protocol', { what: 'sync-data-length', sizeBytes: most + 1 }]);
});

test("a refused pull carries the phone's words, made printable and short", async () => {
  const words = `open failed: \u0000\u001b[31mNo such file ${'x'.repeat(1000)}`;
  const { phone } = await saying(syncBytes('FAIL', Buffer.byteLength(words), words));
  const failure = await failureOf(phone.pull('/x', pullLimits));
  expect([failure.code, failure.facts.service]).toEqual(['device.refused', 'sync:RECV']);
  expect(failure.facts.text).toMatch(/^open failed: {1,2}\[31mNo such file x+$/);
  expect(String(failure.facts.text).length).toBeLessThanOrEqual(400);
});

test('another packet, a refusal of four gigabytes, or more than the bound is a broken answer', async () => {
  const strange = await saying(syncBytes('DENT', 0));
  expect((await failureOf(strange.phone.pull('/x', pullLimits))).facts.what).toBe('sync-answer DENT');
  const endless = await saying(syncBytes('FAIL', 0xffff_ffff));
  expect((await failureOf(endless.phone.pull('/x', pullLimits))).facts.what).toBe('sync-fail-length');
  const long = await saying(syncBytes('DATA', 5, 'abcde'), syncBytes('DONE', 0));
  expect((await failureOf(long.phone.pull('/x', { ...limits, maxBytes: 4 }))).facts.what).toBe('output-too-long');
});

test('a path that adbd would refuse is refused before the phone is asked', async () => {
  const { phone, fake } = await saying();
  for (const path of ['', 'a\0b', `/${'x'.repeat(1024)}`]) {
    expect((await failureOf(phone.pull(path, pullLimits))).facts.what).toBe('path-length');
    expect((await failureOf(phone.stat(path, limits))).facts.what).toBe('path-length');
  }
  expect(fake.asked.filter((service) => service === 'sync:')).toEqual([]);
});

test('OKAY before the end of a push is not its confirmation', async () => {
  const { phone } = await saying(syncBytes('OKAY', 0));
  async function* slow(): AsyncGenerator<Uint8Array> {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      yield new Uint8Array(10);
    }
  }
  expect((await failureOf(phone.push(slow(), '/x', 0o644, limits))).facts.what).toBe('sync-okay-too-early');
});

test('shell packets: a long one arrives whole; a strange id and an exit of another length are broken', async () => {
  const long = Buffer.alloc(150_001, 7);
  const whole = await saying(shellPacket(2, long), shellPacket(3, Uint8Array.of(0)));
  expect(Buffer.from((await whole.phone.shell('x', limits)).stderr)).toEqual(long);
  const strange = await saying(shellPacket(9, 'x'), shellPacket(3, Uint8Array.of(0)));
  expect((await failureOf(strange.phone.shell('x', limits))).facts).toEqual({ what: 'shell-packet-id', id: 9 });
  for (const exit of [new Uint8Array(0), Uint8Array.of(0, 0)]) {
    const odd = await saying(shellPacket(3, exit));
    expect((await failureOf(odd.phone.shell('x', limits))).facts).toEqual({
      what: 'shell-exit-packet',
      sizeBytes: exit.length,
    });
  }
});

test('what a shell and a feed send: an end of input, and packets that hold the source', async () => {
  const heard: Buffer[] = [];
  const { phone } = await phones.start({
    phone: async (_service, peer) => {
      peer.okay();
      heard.push(await peer.read(5 + 4 + 5));
      peer.socket.write(shellPacket(3, Uint8Array.of(0)));
    },
  });
  async function* four(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('four');
  }
  await phone.execWrite('cat', four(), limits);
  expect(heard).toEqual([Buffer.concat([shellPacket(0, 'four'), shellPacket(4, '')])]);
});
