import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ClaimedReader } from '../../../../native-adapters/links/usb/claimed-reader.ts';
import { FakeUsbDevice, RC_S300, RC_S380 } from './fake-usb-device.ts';

const noDriver = async (): Promise<null> => null;
const claim = (device: FakeUsbDevice): Promise<ClaimedReader> => ClaimedReader.claim(device, async () => device.driver);
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);

describe('claiming', () => {
  it("takes the maker's own interface and its pipes, whatever lies beside it", async () => {
    for (const [shape, number, into, out] of [
      [RC_S380, 0, 1, 2],
      [RC_S300, 1, 2, 2],
    ] as const) {
      const device = new FakeUsbDevice(shape);
      const reader = await claim(device);
      device.sends([1]);
      await reader.write(bytes(3), 100);
      await reader.read(100);
      expect(device.calls).toEqual(['open', `claim ${number}`, `out ${out}`, `in ${into} 64`]);
    }
  });

  it('chooses a configuration only where there is none', async () => {
    const device = new FakeUsbDevice();
    device.isConfigured = false;
    await claim(device);
    expect(device.calls).toEqual(['open', 'configure 1', 'claim 0']);
  });

  it('refuses a device without a vendor interface, and gives it back', async () => {
    const [smartCards] = RC_S300.interfaces;
    const device = new FakeUsbDevice({ configurationValue: 1, interfaces: smartCards ? [smartCards] : [] });
    await expect(claim(device)).rejects.toMatchObject({ code: 'reader.protocol' });
    expect(device.isClosed).toBe(true);
  });

  it('pushes a driver of Linux aside once, and gives it back at the end', async () => {
    const device = new FakeUsbDevice();
    device.driver = 'port100';
    const reader = await claim(device);
    device.sends([1]);
    await reader.write(bytes(3), 100);
    await reader.read(100);
    await reader.close();
    expect(device.calls).toEqual('open,claim 0,detach 0,claim 0,out 2,in 1 64,release 0,attach 0,close'.split(','));
    expect(device.driver).toBe('port100');
  });

  it('never pushes another program aside', async () => {
    for (const driver of ['usbfs', null]) {
      const device = new FakeUsbDevice();
      device.driver = 'usbfs';
      await expect(ClaimedReader.claim(device, async () => driver)).rejects.toMatchObject({ code: 'reader.busy' });
      expect(device.calls).toEqual(['open', 'claim 0', 'close']);
    }
  });

  it('says that it is busy where a driver comes back or stays, and lets that driver have it', async () => {
    const device = new FakeUsbDevice();
    device.driver = 'port100';
    device.failing.set('claim', ['interface is busy (errno 16)', 'interface is busy (errno 16)']);
    await expect(claim(device)).rejects.toMatchObject({ code: 'reader.busy' });
    expect(device.calls).toEqual('open,claim 0,detach 0,claim 0,attach 0,close'.split(','));
    const stuck = new FakeUsbDevice();
    stuck.driver = 'port100';
    stuck.failing.set('detach', ['failed to detach kernel driver']);
    await expect(claim(stuck)).rejects.toMatchObject({ code: 'reader.busy', facts: { what: /port100/ } });
  });

  test.each([
    ['open', 'failed to open device: permission denied (errno 13)', 'reader.not-permitted'],
    ['claim', 'incompatible driver is installed for this interface', 'reader.driver'],
    ['claim', 'could not open interface for exclusive access', 'reader.busy'],
    ['open', 'device not found', 'reader.unplugged'],
    ['claim', 'odd', 'reader.protocol'],
  ] as const)('where %s fails with "%s" it throws %s', async (call, words, code) => {
    const device = new FakeUsbDevice();
    device.failing.set(call, [words]);
    await expect(ClaimedReader.claim(device, noDriver)).rejects.toMatchObject({ code });
    expect(device.isClosed).toBe(call === 'claim');
  });
});

describe('writing', () => {
  it('ends a frame that fills its last packet by an empty transfer, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (length) => {
        const device = new FakeUsbDevice();
        await (await claim(device)).write(bytes(length), 100);
        expect(device.written).toEqual(['07'.repeat(length), ...(length % 64 === 0 ? [''] : [])]);
      }),
      { numRuns: 60, examples: [[64], [128], [63], [65]] },
    );
  });

  it('never asks for the limit that means "at once"', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    await reader.write(bytes(1), 0);
    device.sends([1]);
    expect(await reader.read(0)).toEqual(Uint8Array.of(1));
    expect(await reader.read(Number.NaN)).toBeNull();
  });

  it('fails where the reader takes nothing or not all', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.failing.set('out', ['transferOut error: Cancelled']);
    await expect(reader.write(bytes(3), 100)).rejects.toMatchObject({ code: 'reader.hung' });
    device.mostTaken = 2;
    await expect(reader.write(bytes(3), 100)).rejects.toMatchObject({ code: 'reader.protocol' });
  });
});

describe('reading', () => {
  it('gives packets as they come, without the empty ones, and nothing for silence', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.sends([], [1, 2], [], [], [3]);
    expect(await reader.read(100)).toEqual(Uint8Array.of(1, 2));
    expect(await reader.read(100)).toEqual(Uint8Array.of(3));
    expect(await reader.read(20)).toBeNull();
  });

  it('clears a stalled pipe, says that something went wrong, and goes on', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.failing.set('in', ['transferIn error: Stall']);
    await expect(reader.read(100)).rejects.toMatchObject({ code: 'reader.protocol' });
    device.failing.set('out', ['transferOut error: Stall']);
    await expect(reader.write(bytes(1), 100)).rejects.toMatchObject({ code: 'reader.protocol' });
    device.sends([1]);
    expect(await reader.read(100)).toEqual(Uint8Array.of(1));
    expect(device.calls.filter((call) => call.startsWith('clear'))).toEqual(['clearHalt in 1', 'clearHalt out 2']);
  });

  it('never has two transfers on a pipe, however it is called', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.sends([1], [2], [3]);
    const all = await Promise.all([
      reader.read(50),
      reader.write(bytes(64), 50),
      reader.read(50),
      reader.write(bytes(2), 50),
      reader.read(50),
    ]);
    expect(all.filter((one) => one !== undefined)).toEqual([[1], [2], [3]].map((one) => Uint8Array.from(one)));
    expect(device.sawConcurrentTransfers).toBe(false);
  });
});

describe('an unplugged reader', () => {
  it('ends a read that waits, and everything after it, and is closed all the same', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    const waiting = reader.read(10_000);
    setTimeout(() => device.unplug(), 10);
    await expect(waiting).rejects.toMatchObject({ code: 'reader.unplugged' });
    const calls = device.calls.length;
    await expect(reader.write(bytes(1), 100)).rejects.toMatchObject({ code: 'reader.unplugged' });
    await expect(reader.read(100)).rejects.toMatchObject({ code: 'reader.unplugged' });
    expect(device.calls).toHaveLength(calls);
    await reader.close();
    expect(device.isClosed).toBe(true);
  });

  it('is told by a write as well', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.unplug();
    await expect(reader.write(bytes(1), 100)).rejects.toMatchObject({ code: 'reader.unplugged' });
  });
});

describe('closing', () => {
  it('releases before it closes, once, after what still runs, and leaves nothing to use', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    const last = reader.read(20);
    await Promise.all([reader.close(), reader.close()]);
    expect(await last).toBeNull();
    expect(device.calls.slice(2)).toEqual(['in 1 64', 'release 0', 'close']);
    await expect(reader.read(20)).rejects.toMatchObject({ code: 'reader.absent' });
  });

  it('goes on to its end where a step fails', async () => {
    const device = new FakeUsbDevice();
    const reader = await claim(device);
    device.failing.set('release', ['releaseInterface error: not claimed']);
    await reader.close();
    expect(device.isClosed).toBe(true);
  });

  test.each([
    ['was never heard', 0, 0, false],
    ['answered all', 1, 0, true],
    ['was told good-bye', 1, 1, true],
    ['fell silent', 1, 2, false],
  ])('a driver of Linux gets back a reader that %s: %#', async (_name, answers, unanswered, isGivenBack) => {
    const device = new FakeUsbDevice();
    device.driver = 'port100';
    const reader = await claim(device);
    for (let count = 0; count < answers; count += 1) {
      await reader.write(bytes(1), 100);
      device.sends([1]);
      await reader.read(100);
    }
    for (let count = 0; count < unanswered; count += 1) await reader.write(bytes(1), 100);
    await reader.close();
    expect(device.driver).toBe(isGivenBack ? 'port100' : null);
  });
});
