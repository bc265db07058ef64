import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import type { AdbPhone } from '../../../../native-adapters/android/adb/adb-phone.ts';
import { quoteForPhone } from '../../../../native-adapters/android/adb/quote-for-phone.ts';
import type { AdbTracking } from '../../../../native-adapters/android/adb/track-phones.ts';
import { describeWhere } from '../../../needs.ts';
import { PhoneRig, type RigPhone } from './phone-rig.ts';

const MIB = 1024 * 1024;
const limits = { withinMs: 20_000 };
const FOLDER = '/data/local/tmp';
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof WorkstationError ? error.code : String(error)),
  );
}

async function* blocks(count: number, onBlock: () => void = () => undefined): AsyncGenerator<Uint8Array> {
  const block = randomBytes(256 * 1024);
  for (let index = 0; index < count; index += 1) {
    onBlock();
    yield block;
  }
}

describeWhere(['adb'], 'phones behind the real adb server', () => {
  let rig: PhoneRig;
  let newer: RigPhone;
  let older: RigPhone;
  let phone: AdbPhone;
  let old: AdbPhone;

  beforeAll(async () => {
    rig = await PhoneRig.start();
    newer = await rig.plugIn('xperia-10-v');
    older = await rig.plugIn('arrows-m04');
    phone = (await rig.ready(newer)).phone;
    old = (await rig.ready(older)).phone;
  });

  afterAll(async () => {
    await rig.stop();
  });

  test('features tell the protocols apart', async () => {
    expect((await phone.features(limits)).has('shell_v2')).toBe(true);
    expect((await old.features(limits)).has('shell_v2')).toBe(false);
  });

  test('shell: exit codes and streams, by both protocols', async () => {
    const command = 'echo out; echo oops >&2; exit 7';
    const said = await phone.shell(command, limits);
    expect([text(said.stdout), text(said.stderr), said.exitCode]).toEqual(['out\n', 'oops\n', 7]);
    const merged = await old.shell(command, limits);
    expect(text(merged.stdout).split('\n').sort()).toEqual(['', 'oops', 'out']);
    expect(merged.exitCode).toBe(7);
    for (const code of [0, 1, 42, 255]) {
      expect((await phone.shell(`exit ${code}`, limits)).exitCode).toBe(code);
      expect((await old.shell(`exit ${code}`, limits)).exitCode).toBe(code);
    }
  });

  test('the old protocol: a comment, a background sign, a syntax error, a killed shell', async () => {
    expect((await old.shell('true # no', limits)).exitCode).toBe(0);
    expect((await old.shell('true &', limits)).exitCode).toBe(0);
    expect((await old.shell('if', limits)).exitCode).toBeNull();
    expect((await old.shell('kill -9 $$', limits)).exitCode).toBeNull();
  });

  test('a command that reads its input sees the end of it', async () => {
    expect(text((await phone.shell('cat; echo done', limits)).stdout)).toBe('done\n');
  });

  test('hostile arguments stay arguments', async () => {
    for (const hostile of ["'; reboot; '", '$(reboot)', '`reboot`', '\n reboot \n', '" && reboot']) {
      for (const one of [phone, old]) {
        const said = await one.shell(`printf %s ${quoteForPhone(hostile)}`, limits);
        expect([text(said.stdout), said.exitCode]).toEqual([hostile, 0]);
      }
    }
  });

  test('exec returns every byte as it is', async () => {
    const bytes = randomBytes(300_000);
    await phone.push(bytes, `${FOLDER}/exec.bin`, 0o644, limits);
    expect(sha256(await phone.exec(`cat ${FOLDER}/exec.bin`, limits))).toBe(sha256(bytes));
    let streamed = 0;
    for await (const chunk of phone.execStream(`cat ${FOLDER}/exec.bin`, limits)) streamed += chunk.length;
    expect(streamed).toBe(bytes.length);
  });

  test('push, stat, list, pull on both protocol versions', async () => {
    for (const one of [phone, old]) {
      const bytes = randomBytes(200_001);
      await one.push(bytes, `${FOLDER}/a file`, 0o755, limits);
      const stat = await one.stat(`${FOLDER}/a file`, limits);
      expect([stat?.sizeBytes, (stat?.mode ?? 0) & 0o777]).toEqual([200_001, 0o755]);
      expect((await one.list(FOLDER, limits)).map((entry) => entry.name)).toContain('a file');
      expect(sha256(await one.pull(`${FOLDER}/a file`, { ...limits, maxBytes: MIB }))).toBe(sha256(bytes));
      expect(await one.stat(`${FOLDER}/nothing`, limits)).toBeNull();
      expect(await codeOf(one.pull(`${FOLDER}/nothing`, { ...limits, maxBytes: MIB }))).toBe('device.refused');
      expect(await codeOf(one.pull(`${FOLDER}/a file`, { ...limits, maxBytes: 1000 }))).toBe('device.protocol');
    }
  });

  test('execWrite feeds a file on both protocols; only the new one knows the exit code', async () => {
    const written = await phone.execWrite(`cat >${FOLDER}/fed`, blocks(20), limits);
    expect(written.exitCode).toBe(0);
    expect((await phone.stat(`${FOLDER}/fed`, limits))?.sizeBytes).toBe(5 * MIB);
    expect((await old.execWrite(`cat >${FOLDER}/fed`, blocks(20), limits)).exitCode).toBeNull();
    await expect
      .poll(async () => (await old.stat(`${FOLDER}/fed`, limits))?.sizeBytes, { timeout: 5_000 })
      .toBe(5 * MIB);
    expect((await phone.execWrite('head -c 10 >/dev/null; exit 3', blocks(200), limits)).exitCode).toBe(3);
  });

  test('100 shells at once, each its own answer', async () => {
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 ? phone : old).shell(`echo ${index}; exit ${index}`, { withinMs: 60_000 }),
      ),
    );
    expect(answers.map(({ stdout, exitCode }) => `${text(stdout).trim()}=${exitCode}`)).toEqual(
      Array.from({ length: 100 }, (_, index) => `${index}=${index}`),
    );
    console.log(`100 parallel shells: ${Math.round(performance.now() - began)} ms`);
  });

  test('a push of 64 MiB costs bounded memory', async () => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const began = performance.now();
    const source = blocks(256, () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    });
    await phone.push(source, `${FOLDER}/big`, 0o644, { withinMs: 120_000, idleWithinMs: 10_000 });
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `push 64 MiB: ${(64 / seconds).toFixed(0)} MiB/s, +${((peak - before) / MIB).toFixed(0)} MiB RSS with the phone in the same process`,
    );
    expect((await phone.stat(`${FOLDER}/big`, limits))?.sizeBytes).toBe(64 * MIB);
    expect(peak - before).toBeLessThan(160 * MIB);
    await phone.shell(`rm ${FOLDER}/big`, limits);
  });

  test('a full phone refuses in its own words and the next call works', async () => {
    const failure = await phone
      .push(blocks(2_000), `${FOLDER}/full`, 0o644, { withinMs: 120_000 })
      .catch((error) => error);
    expect(failure).toMatchObject({ code: 'device.refused', facts: { text: expect.stringMatching(/No space left/) } });
    expect((await phone.shell('true', limits)).exitCode).toBe(0);
  });

  test('a phone that takes its time is not read ahead of', async () => {
    const slow = await rig.plugIn('galaxy-s23', { everyMs: 5 });
    const { phone: client } = await rig.ready(slow);
    let produced = 0;
    let furthestAhead = 0;
    const arrived = (): number => {
      const [connection] = slow.slot.connections;
      return connection?.packetsSeen ?? 0;
    };
    const source = blocks(64, () => {
      produced += 256 * 1024;
      furthestAhead = Math.max(furthestAhead, produced - client.bytes.toPhone);
    });
    await client.push(source, `${FOLDER}/slow`, 0o644, { withinMs: 120_000 });
    expect((await client.stat(`${FOLDER}/slow`, limits))?.sizeBytes).toBe(16 * MIB);
    expect(arrived()).toBeGreaterThan(16);
    expect(furthestAhead).toBeLessThan(MIB);
    slow.phone.unplug();
  });

  test('an unplug in mid-push is device.unplugged, at once, and the neighbour goes on', async () => {
    const victim = await rig.plugIn('pixel-7a');
    const { phone: client } = await rig.ready(victim);
    let count = 0;
    const source = blocks(400, () => {
      count += 1;
      if (count === 40) victim.phone.unplug();
    });
    const began = performance.now();
    expect(await codeOf(client.push(source, `${FOLDER}/cut`, 0o644, { withinMs: 60_000 }))).toBe('device.unplugged');
    expect(performance.now() - began).toBeLessThan(20_000);
    expect((await phone.shell('exit 5', limits)).exitCode).toBe(5);
    await expect.poll(() => codeOf(client.shell('true', limits))).toBe('device.absent');
    victim.phone.plug();
    const back = await rig.ready(victim);
    expect((await back.phone.shell('exit 6', limits)).exitCode).toBe(6);
    victim.phone.unplug();
  });

  test('an unplug in mid-shell and mid-exec is never an answer', async () => {
    const victim = await rig.plugIn('pixel-7a');
    const { phone: client } = await rig.ready(victim);
    const shell = codeOf(client.shell('echo begun; sleep 20', limits));
    const exec = codeOf(client.exec('echo begun; sleep 20', limits));
    await new Promise((resolve) => setTimeout(resolve, 300));
    victim.phone.unplug();
    expect(await Promise.all([shell, exec])).toEqual(['device.unplugged', 'device.unplugged']);
  });

  test('time limits and aborts end a command that never ends', async () => {
    const began = performance.now();
    expect(await codeOf(phone.shell('sleep 60', { withinMs: 300 }))).toBe('device.timeout');
    expect(await codeOf(phone.exec('sleep 60', { withinMs: 60_000, idleWithinMs: 300 }))).toBe('device.timeout');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('cancelled')), 200);
    expect(await codeOf(phone.shell('sleep 60', { ...limits, signal: stop.signal }))).toBe('Error: cancelled');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('a command of many kilobytes either arrives whole or is refused, and the server survives', async () => {
    for (const sizeBytes of [3_000, 30_000, 60_000, 70_000]) {
      const padding = 'x'.repeat(sizeBytes);
      const said = await phone.shell(`printf %s ${padding} | wc -c`, limits).then(
        ({ stdout }) => text(stdout).trim(),
        (error) => error.code,
      );
      expect(said).toBe(sizeBytes > 65_000 ? 'device.protocol' : String(sizeBytes));
      expect(await rig.server.version()).toBeGreaterThanOrEqual(41);
    }
  });

  test('kill -9 of the server while tracking: down, then the phones again', async () => {
    const stop = new AbortController();
    const seen: AdbTracking[] = [];
    const finished = (async () => {
      for await (const one of rig.server.track(stop.signal)) seen.push(one);
    })();
    const hasNewer = (one: AdbTracking | undefined): boolean =>
      one?.server === 'up' && one.phones.some(({ serial, state }) => serial === newer.serial && state === 'device');
    await expect.poll(() => hasNewer(seen.at(-1))).toBe(true);
    const running = codeOf(phone.shell('sleep 20', limits));
    const killedAt = performance.now();
    await rig.real.kill();
    await expect.poll(() => seen.at(-1)?.server).toBe('down');
    console.log(`server death seen after ${Math.round(performance.now() - killedAt)} ms`);
    expect(await running).toBe('adb.server-down');
    expect(await codeOf(phone.shell('true', limits))).toBe('adb.server-down');
    await rig.serverAgain();
    await expect.poll(() => hasNewer(seen.at(-1)), { timeout: 20_000 }).toBe(true);
    phone = (await rig.ready(newer)).phone;
    expect((await phone.shell('exit 9', limits)).exitCode).toBe(9);
    stop.abort();
    await finished;
  });

  test('a reboot is ordered, and the phone is another attachment when it is back', async () => {
    const before = (await rig.ready(newer)).listing.transportId;
    await phone.reboot('', limits);
    await expect
      .poll(async () => (await rig.server.list(limits)).some(({ transportId }) => transportId === before))
      .toBe(false);
    const after = await rig.ready(newer);
    expect(after.listing.transportId).not.toBe(before);
    expect((await after.phone.shell('exit 4', limits)).exitCode).toBe(4);
  });
});
