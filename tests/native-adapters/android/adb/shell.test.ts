import { afterEach, describe, expect, test } from 'vitest';
import { type FakeScript, shellPacket } from './fake-adb-server.ts';
import { FakePhones, failureOf, limits, text } from './fake-phones.ts';

const phones = new FakePhones();
const phoneOf = phones.start.bind(phones);
afterEach(() => phones.stopAll());

describe('shell v2', () => {
  test('keeps the streams apart and returns the exit code', async () => {
    const { phone, fake } = await phoneOf({
      phone: (_service, peer) => {
        peer.okay(Buffer.concat([shellPacket(1, 'out'), shellPacket(2, 'oops\n'), shellPacket(1, 'put')]));
        peer.socket.end(shellPacket(3, Uint8Array.of(7)));
      },
    });
    const result = await phone.shell('exit 7', limits);
    expect({ ...result, stdout: text(result.stdout), stderr: text(result.stderr) }).toEqual({
      stdout: 'output',
      stderr: 'oops\n',
      exitCode: 7,
    });
    expect(fake.asked).toContain('shell,v2,raw:exit 7');
    expect(phone.bytes.toPhone).toBe('shell,v2,raw:exit 7'.length + 5);
    expect(phone.bytes.fromPhone).toBe(8 + 10 + 8 + 6);
  });

  test('an end without an exit packet is never a result', async () => {
    const { phone } = await phoneOf({
      phone: (_service, peer) => {
        peer.okay();
        peer.socket.end(shellPacket(1, 'all well'));
      },
    });
    expect((await failureOf(phone.shell('true', limits))).code).toBe('device.protocol');
  });

  test('an end without an exit packet from a phone that left is an unplugged phone', async () => {
    const { phone } = await phoneOf({
      phoneState: null,
      phone: (_service, peer) => {
        peer.okay();
        peer.socket.end(shellPacket(1, 'all well'));
      },
    });
    expect((await failureOf(phone.shell('true', limits))).code).toBe('device.unplugged');
  });

  test('output beyond the bound is an error, not memory', async () => {
    const { phone } = await phoneOf({
      phone: (_service, peer) => {
        peer.okay(Buffer.concat([shellPacket(1, Buffer.alloc(600)), shellPacket(2, Buffer.alloc(600))]));
      },
    });
    const failure = await failureOf(phone.shell('yes', { ...limits, maxBytes: 1000 }));
    expect([failure.code, failure.facts]).toEqual(['device.protocol', { what: 'output-too-long', maxBytes: 1000 }]);
  });

  test('a packet of four gigabytes is refused at its header', async () => {
    const { phone } = await phoneOf({
      phone: (_service, peer) => peer.okay(Uint8Array.of(1, 255, 255, 255, 255)),
    });
    expect((await failureOf(phone.shell('yes', limits))).facts).toMatchObject({ what: 'shell-packet-length' });
  });

  test('a phone that never answers costs its time limit only', async () => {
    const { phone, fake } = await phoneOf({ phone: () => undefined });
    const began = performance.now();
    const failure = await failureOf(phone.shell('sleep 1000', { withinMs: 200 }));
    expect([failure.code, failure.facts.limitMs]).toEqual(['device.timeout', 200]);
    expect(performance.now() - began).toBeLessThan(2_000);
    await expect.poll(() => fake.openConnections).toBe(0);
  });

  test('silence in mid-output costs the silence limit only', async () => {
    const { phone } = await phoneOf({
      phone: (_service, peer) => peer.okay(shellPacket(1, 'x')),
    });
    const failure = await failureOf(phone.shell('x', { withinMs: 60_000, idleWithinMs: 150 }));
    expect([failure.code, failure.facts.limitMs]).toEqual(['device.timeout', 150]);
  });

  test("an abort rejects with the caller's own reason and closes the stream", async () => {
    const { phone, fake } = await phoneOf({ phone: (_service, peer) => peer.okay() });
    const stop = new AbortController();
    const running = phone.shell('sleep 1000', { ...limits, signal: stop.signal });
    const reason = new Error('operator cancelled');
    setTimeout(() => stop.abort(reason), 50);
    expect(await failureOf(running)).toBe(reason);
    await expect.poll(() => fake.openConnections).toBe(0);
  });

  test('a signal that fired before the call opens nothing', async () => {
    const { phone, fake } = await phoneOf({});
    const reason = new Error('too late');
    expect(await failureOf(phone.shell('true', { ...limits, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(fake.asked).toEqual([]);
  });
});

describe('shell v1', () => {
  const v1 = (answer: (token: string) => string): FakeScript => ({
    features: 'cmd',
    phone: (service, peer) => {
      peer.okay();
      peer.socket.end(answer(/echo (\S+)\$\?$/.exec(service)?.[1] ?? ''));
    },
  });

  test('reads the exit code behind the token and takes the terminal out of the text', async () => {
    const { phone } = await phoneOf(v1((token) => `line\r\nno end${token}5\r\n`));
    const result = await phone.shell('x', limits);
    expect([text(result.stdout), result.exitCode]).toEqual(['line\nno end', 5]);
  });

  test('a missing token leaves the exit code unknown', async () => {
    const { phone } = await phoneOf(v1(() => 'line\r\n'));
    const result = await phone.shell('x', limits);
    expect([text(result.stdout), result.exitCode]).toEqual(['line\n', null]);
  });

  test('a missing token of a phone that left is an error', async () => {
    const { phone } = await phoneOf({ ...v1(() => 'line\r\n'), phoneState: null });
    expect((await failureOf(phone.shell('x', limits))).code).toBe('device.unplugged');
  });

  test('the last token counts, and what comes behind it is still output', async () => {
    const { phone } = await phoneOf(v1((token) => `${token}0\n+ echo ${token}9\n${token}3\nlate\n`));
    const result = await phone.shell('x', limits);
    expect([result.exitCode, text(result.stdout).endsWith('9\nlate\n')]).toEqual([3, true]);
  });

  test('a token cut off before its line end proves nothing: 1 may be the beginning of 127', async () => {
    const { phone } = await phoneOf(v1((token) => `${token}1`));
    expect((await phone.shell('x', limits)).exitCode).toBeNull();
  });
});
