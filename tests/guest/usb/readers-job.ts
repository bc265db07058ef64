// Runs inside the guest: the product's own readers and drivers over the guest kernel's USB stack, with virtual readers on its sockets.
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ContactlessReader, ReaderTransport } from '../../../domain/reader.ts';
import { bytesOf } from '../../../practice/felica/chips/bytes.ts';
import { ReadersScene } from './readers-scene.ts';

const execute = promisify(execFile);
const POLL = bytesOf('0600ffff0100');
const WITHIN_MS = 100;
const scene = new ReadersScene();
const { note, order, until, at, codeOf, driverOf } = scene;

const kernelSays = async (words: RegExp): Promise<readonly string[]> =>
  (await execute('dmesg')).stdout.split('\n').flatMap((line) => words.exec(line)?.[0] ?? []);

async function exchange(reader: ContactlessReader, frame: Uint8Array): Promise<string> {
  const answer = await reader.exchange(frame, WITHIN_MS, scene.signal);
  return answer.is === 'answer' ? Buffer.from(answer.frame).toString('hex') : answer.is;
}

/** Request Service for 11 nodes: with the frame of an RC-S300 around it 64 bytes, a packet that is full. */
function elevenNodes(polled: string): Uint8Array {
  const nodes = '0b1117130f178b5597554f56cf6717680b68cb74092d';
  return bytesOf(`2102${polled.slice(4, 20)}0b${nodes}`);
}

/** Linux' own driver takes the reader first, and it speaks with the reader: it checks the practice reader for us. */
async function besideTheKernelsDriver(): Promise<void> {
  await order({ do: 'plug', socket: 0, model: 'rc-s380', insides: 'practice' });
  const sighting = await until("Linux' driver has the reader", async () => {
    const seen = at('usb:1-1');
    return (await driverOf('1-1:1.0')) === 'port100' && seen ? seen : null;
  });
  note('as it is seen', sighting);
  const from = performance.now();
  const reader = await scene.bringUp(sighting);
  note('brought up', { afterMs: Math.round(performance.now() - from), firmware: reader.firmware });
  note('the driver while it is ours', await driverOf('1-1:1.0'));
  note('a card on it', await exchange(reader, POLL));
  note('another program', await codeOf(scene.anotherProgram(sighting)));
  note('the card beside another program', await exchange(reader, POLL));
  note('RC-S380', await scene.hear(0));
  await reader.close();
  await until("Linux' driver has it back", async () => (await driverOf('1-1:1.0')) === 'port100');
  note('what the kernel said', await kernelSays(/NFC: Sony NFC Port-100 Series attached.*/));
  await order({ do: 'unplug', socket: 0 });
  await until('its place is empty', () => at('usb:1-1') === undefined);
}

/** Pulls a reader out while something lies on it and is read again and again. */
async function cableDuringAScan(reader: ContactlessReader): Promise<void> {
  const scan = async (): Promise<void> => {
    for (;;) await exchange(reader, POLL);
  };
  const scanning = codeOf(scan());
  await pause(300);
  const from = performance.now();
  await order({ do: 'unplug', socket: 0 });
  note('a scan while the cable comes out', [await scanning, Math.round(performance.now() - from)]);
  note('the next exchange', await codeOf(exchange(reader, POLL)));
  await reader.close();
  await until('it is seen to be gone', () => at('usb:1-1') === undefined);
}

async function deadBesideLiving(): Promise<void> {
  // As with a blacklist: the driver would hang on the dead reader, and all USB with it.
  await execute('rmmod', ['port100']);
  await order({ do: 'plug', socket: 0, model: 'rc-s300', insides: 'practice' });
  await order({ do: 'plug', socket: 1, model: 'rc-s380', insides: 'dead' });
  const living = await scene.bringUp(await until('a reader with two interfaces is seen', () => at('usb:1-1')));
  note('drivers of its interfaces', [await driverOf('1-1:1.0'), await driverOf('1-1:1.1')]);
  const polled = await exchange(living, POLL);
  note('a card on the RC-S300', polled);
  note('eleven nodes', await exchange(living, elevenNodes(polled)));
  note('RC-S300', await scene.hear(0));
  const dead = await until('a dead reader is seen', () => at('usb:1-2'));
  const from = performance.now();
  let isOver = false;
  const opening = codeOf(scene.bringUp(dead)).finally(() => {
    isOver = true;
  });
  const tookMs: number[] = [];
  while (!isOver) {
    const before = performance.now();
    if ((await exchange(living, POLL)) !== polled) throw new Error('the living reader read something else');
    tookMs.push(Math.round(performance.now() - before));
    await pause(50);
  }
  note('the dead reader', [await opening, Math.round(performance.now() - from)]);
  note('the living one meanwhile', { exchanges: tookMs.length, longestMs: Math.max(...tookMs) });
  await cableDuringAScan(living);
  await order({ do: 'unplug', socket: 1 });
}

const frameOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index & 0xff);

/** Sends frames around the size of a packet to a reader that sends them back, and says which came back whole. */
async function echoes(transport: ReaderTransport, lengths: readonly number[]): Promise<readonly number[]> {
  const whole: number[] = [];
  for (const length of lengths) {
    await transport.write(frameOf(length));
    let back: Uint8Array = new Uint8Array();
    for (let packet = await transport.read(2000); packet !== null; packet = await transport.read(2000)) {
      back = Buffer.concat([back, packet]);
      if (back.length >= length) break;
    }
    if (Buffer.compare(back, frameOf(length)) === 0) whole.push(length);
  }
  return whole;
}

async function bytesAlone(): Promise<void> {
  await order({ do: 'plug', socket: 2, model: 'rc-s300', insides: 'echo' });
  const transport = await scene.open(await until('a third reader is seen', () => at('usb:1-3')));
  note('frames that came back', await echoes(transport, [1, 63, 64, 65, 128, 300]));
  note('transfers of those frames', (await scene.hear(2)).transfers);
  const from = performance.now();
  note('a read without an answer', [await transport.read(300), Math.round(performance.now() - from)]);
  const reading = transport.read(20_000);
  await pause(100);
  await order({ do: 'unplug', socket: 2 });
  note('a read while the cable comes out', await codeOf(reading));
  await transport.close();
}

await scene.run(async () => {
  await besideTheKernelsDriver();
  await deadBesideLiving();
  await bytesAlone();
});
