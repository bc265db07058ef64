import { connect } from 'node:net';

/** Frames a request as adb's smart sockets want it: four hex digits of length, then the text (source: adb OVERVIEW.TXT). */
export function frameRequest(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(body.length.toString(16).padStart(4, '0')), body]);
}

/** Sends one host request to an adb server and returns all bytes of the reply; rejects when there is no server. */
export function askServer(port: number, request: string, withinMs = 5000): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(frameRequest(request)));
    socket.setTimeout(withinMs, () => socket.destroy(new Error(`the adb server did not answer ${request}`)));
    socket.on('data', (bytes) => parts.push(bytes));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(parts)));
  });
}
