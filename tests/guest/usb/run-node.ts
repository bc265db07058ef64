import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const TRIES = 5;
// What Node dies of in a machine that is emulated in software, before it has run a line of ours: its own checks, or a bad address.
const OWN_DEATHS = ['SIGSEGV', 'SIGTRAP', 'SIGILL', 'SIGABRT', 'SIGBUS'];

/** Runs a Node program and returns what it wrote; where Node itself crashed, it is tried again, aloud. What the program says or exits with is never tried again. */
export async function runNode(words: readonly string[]): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await execute(process.execPath, [...words])).stdout;
    } catch (thrown) {
      const signal = String(Reflect.get(Object(thrown), 'signal'));
      if (attempt >= TRIES || !OWN_DEATHS.includes(signal)) throw thrown;
      console.log(`Node died of ${signal} in the emulated machine, attempt ${attempt}`);
    }
  }
}
