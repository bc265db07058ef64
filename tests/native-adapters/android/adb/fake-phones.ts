import type { WorkstationError } from '../../../../domain/errors.ts';
import type { AdbPhone } from '../../../../native-adapters/android/adb/adb-phone.ts';
import { AdbServer } from '../../../../native-adapters/android/adb/adb-server.ts';
import { FakeAdbServer, type FakeScript } from './fake-adb-server.ts';

/** Limits that no healthy fake ever meets. */
export const limits = { withinMs: 5_000 };

/** Reads bytes as text. */
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Starts a fake server and hands out its phone; `stopAll` ends all of them. */
export class FakePhones {
  readonly #open: FakeAdbServer[] = [];

  async start(script: FakeScript): Promise<{ fake: FakeAdbServer; phone: AdbPhone }> {
    const fake = await FakeAdbServer.start(script);
    this.#open.push(fake);
    return { fake, phone: new AdbServer(fake.address).phone('7') };
  }

  async stopAll(): Promise<void> {
    for (const fake of this.#open.splice(0)) await fake.stop();
  }
}

/** Promises the error of work that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<WorkstationError> {
  return work.then(
    () => Promise.reject(new Error('it succeeded')),
    (error) => error as WorkstationError,
  );
}
