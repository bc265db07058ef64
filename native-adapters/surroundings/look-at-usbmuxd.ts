import net from 'node:net';
import type { Platform } from '../../domain/cause.ts';
import type { UsbmuxdSeen } from '../../domain/observations.ts';
import { muxAddress } from '../apple/usbmuxd/address.ts';

const ANSWER_WITHIN_MS = 2_000;
// libusbmuxd's usbmuxd-proto.h: sixteen bytes in front, little-endian: length with itself, version 1, message 8 = plist, tag.
const HEADER_BYTES = 16;
const QUESTION = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>MessageType</key><string>ReadBUID</string>
<key>ProgName</key><string>hakushi</string>
<key>ClientVersionString</key><string>hakushi</string>
<key>kLibUSBMuxVersion</key><integer>3</integer>
</dict></plist>`;

/** Where usbmuxd waits on a platform, or where this computer's setting says; throws `usbmuxd.setting-unreadable` for one that cannot be read. */
export function usbmuxdPlace(
  platform: Platform,
  setting: string | undefined = process.env.USBMUXD_SOCKET_ADDRESS,
): net.NetConnectOpts {
  const address = muxAddress(platform === 'windows' ? 'win32' : platform, setting);
  return address.is === 'tcp' ? { host: address.host, port: address.port } : { path: address.path };
}

function framed(text: string): Uint8Array {
  const body = Buffer.from(text, 'utf8');
  const header = Buffer.alloc(HEADER_BYTES);
  [HEADER_BYTES + body.length, 1, 8, 1].forEach((value, at) => void header.writeUInt32LE(value, at * 4));
  return Buffer.concat([header, body]);
}

function meaning(code: string | undefined, platform: Platform): UsbmuxdSeen {
  // On Windows an empty port is a missing service; a socket without a daemon is what a stopped usbmuxd leaves behind.
  if (code === 'ECONNREFUSED') return platform === 'windows' ? 'missing' : 'refused';
  if (code === 'ENOENT') return 'missing';
  return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'refused';
}

/** Asks usbmuxd for its own id, which changes nothing and needs no phone, and says how it took that. */
export async function lookAtUsbmuxd(
  platform: Platform,
  signal: AbortSignal,
  place: net.NetConnectOpts = usbmuxdPlace(platform),
): Promise<UsbmuxdSeen> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = net.connect(place);
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      socket.destroy();
      finish();
    };
    const aborted = (): void => end(() => reject(signal.reason));
    const timer = setTimeout(() => end(() => resolve('silent')), ANSWER_WITHIN_MS);
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('connect', () => void socket.write(framed(QUESTION)));
    socket.once('data', () => end(() => resolve('answers')));
    socket.once('error', (error: NodeJS.ErrnoException) => end(() => resolve(meaning(error.code, platform))));
    socket.once('close', () => end(() => resolve('refused')));
  });
}
