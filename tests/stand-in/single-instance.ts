import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type OnSecond = (argv: readonly string[], cwd: string, data: unknown) => void;

// Electron's call is synchronous, so the second process lets a short-lived one carry its words over.
const carrier = `
const [address, words] = process.argv.slice(1).map((text) => JSON.parse(text));
const line = require('node:net').connect(address, () => line.end(words));
line.on('data', () => process.exit(0));
line.on('error', () => process.exit(9));
setTimeout(() => process.exit(8), 5000);`;

/**
 * Claims the one place that a data folder has. Null: another process holds it, and has been told how this one was started.
 * The address is a socket, which goes with its process however that ends.
 */
export function claimSingleInstance(dataFolder: string, data: object, onSecond: OnSecond): { release(): void } | null {
  const address = addressOf(dataFolder);
  const words = JSON.stringify({ argv: process.argv, cwd: process.cwd(), data });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', () => undefined);
    socket.on('end', () => {
      socket.end('heard');
      const said = JSON.parse(text) as { argv: string[]; cwd: string; data: unknown };
      onSecond(said.argv, said.cwd, said.data);
    });
  });
  server.on('error', () => undefined);
  server.listen(address);
  if (!server.listening) {
    if (tellFirst(address, words)) return null;
    // A socket in the file system outlives a process that was killed.
    if (!address.startsWith('\0') && existsSync(address)) rmSync(address);
    server.listen(address);
  }
  if (!server.listening) return null;
  server.unref();
  return { release: () => void server.close() };
}

function tellFirst(address: string, words: string): boolean {
  return (
    spawnSync(process.execPath, ['-e', carrier, '--', JSON.stringify(address), JSON.stringify(words)], { env: {} })
      .status === 0
  );
}

function addressOf(dataFolder: string): string {
  const mark = createHash('sha256').update(dataFolder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\hakushi-${mark}`;
  return process.platform === 'linux' ? `\0hakushi-${mark}` : join(tmpdir(), `hakushi-${mark}.socket`);
}
