import { bytesOf, hexOf } from '../../../../practice/felica/chips/bytes.ts';
import type { VirtualReader } from '../../../../practice/felica/readers/virtual-reader.ts';

/** Sends one transfer, with the empty one behind it where USB wants that. */
export function send(reader: VirtualReader, command: string): void {
  const bytes = bytesOf(command);
  reader.receive(bytes);
  if (bytes.length % reader.packets.packetBytes === 0) reader.receive(new Uint8Array());
}

/** Takes every packet that waits, in hexadecimal. */
export function packets(reader: VirtualReader): string[] {
  const taken: string[] = [];
  for (let packet = reader.packets.take(); packet !== null; packet = reader.packets.take()) taken.push(hexOf(packet));
  return taken;
}

/** Sends a command and returns everything that came back, in one text. */
export function ask(reader: VirtualReader, command: string): string {
  send(reader, command);
  return packets(reader).join('');
}
