import { Duplex } from 'node:stream';
import { Adb } from '@devicefarmer/adbkit';
import type { ByteLink } from '../../links/byte-link.ts';
import { StreamLink } from '../../links/stream-link.ts';

/** Where an adb server listens. */
export interface AdbAddress {
  readonly host: string;
  readonly port: number;
}

/** Opens one fresh connection to an adb server; rejects with the system's error when nothing answers. */
export type Dial = (address: AdbAddress) => Promise<ByteLink>;

// adbkit runs `<bin> start-server` by itself when a connection is refused. An empty name can never be
// started, so the refusal reaches us instead and no server appears that nobody asked for.
const NO_BINARY = '';

/** Dials with adbkit's connection and hands out its raw socket; it never starts a server. */
export async function dialThroughAdbkit(address: AdbAddress): Promise<ByteLink> {
  const client = Adb.createClient({ ...address, bin: NO_BINARY });
  // adbkit re-emits socket errors on the client, and an unheard 'error' event ends the process; the link reports them itself.
  client.on('error', () => undefined);
  const connection = await client.connection();
  const socket = connection.getSocket();
  if (!(socket instanceof Duplex)) throw new TypeError('adbkit handed out no socket');
  return new StreamLink(socket);
}
