import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../random.ts';
import { ADB_COMMAND, encodePacket, LARGEST_PAYLOAD_BYTES, VERSION_WITHOUT_CHECKSUM } from '../wire/packet.ts';
import type { PracticeFault } from './fault.ts';

/** Packets of the host after which the phone's USB stack goes mad, counted over all its connections. */
const MOMENTS = [
  [8, 20],
  [40, 70],
  [120, 180],
] as const;

/** Three times, at random moments, the phone sends something that is not adb, loses the connection and attaches anew. */
export const GARBAGE_FRAMES: PracticeFault = {
  name: 'garbage-frames',
  says: { ja: '壊れたパケットを送って切れる', en: 'the phone sends broken packets and drops out' },
  fits: ({ model }) => model.startsIn === 'home',
  install: ({ phone, random, stopped }) => {
    const moments = MOMENTS.map(([low, high]) => random.between(low, high));
    const kinds = [truncated, overlong, garbage];
    let packets = 0;
    phone.quirks.packetHandled = (connection) => {
      packets += 1;
      if (packets < (moments[0] ?? Number.POSITIVE_INFINITY)) return;
      moments.shift();
      connection.sendRaw((kinds.shift() ?? garbage)(random));
      phone.state.plugged = false;
      void delay(30)
        .then(() => phone.reattach())
        .then(() => delay(400))
        .then(() => {
          if (!stopped.aborted && !phone.quirks.cableIsDead) phone.plug();
        });
    };
  },
};

function truncated(random: SeededRandom): Uint8Array {
  const whole = encodePacket(
    { command: ADB_COMMAND.WRTE, arg0: 1, arg1: 1, payload: random.bytes(200) },
    VERSION_WITHOUT_CHECKSUM,
  );
  return whole.subarray(0, random.between(1, whole.length - 1));
}

function overlong(): Uint8Array {
  const bytes = Buffer.from(
    encodePacket({ command: ADB_COMMAND.WRTE, arg0: 1, arg1: 1, payload: new Uint8Array() }, VERSION_WITHOUT_CHECKSUM),
  );
  bytes.writeUInt32LE(LARGEST_PAYLOAD_BYTES * 64, 12);
  return bytes;
}

function garbage(random: SeededRandom): Uint8Array {
  return random.bytes(random.between(24, 400));
}
