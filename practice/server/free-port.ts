import { createServer } from 'node:net';

/** Below the range from which systems hand out ports by themselves, so that nobody takes one while a phone is away. */
const LOWEST = 20_000;
const HIGHEST = 30_000;

/** Finds a loopback port that nobody listens on and that no earlier call has handed out; throws when there is none. */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!taken.has(port) && (await canListen(port))) {
      taken.add(port);
      return port;
    }
  }
  throw new Error('no free loopback port for the practice rack');
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
