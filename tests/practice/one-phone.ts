import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODELS } from '../../practice/models/index.ts';
import { installTools } from '../../practice/phone/install-tools.ts';
import { type PhoneCondition, type PhoneModel, PLAIN_CONDITION } from '../../practice/phone/model.ts';
import { PhoneStorage } from '../../practice/phone/storage.ts';
import { VirtualPhone } from '../../practice/phone/virtual-phone.ts';
import { SeededRandom } from '../../practice/random.ts';
import { serviceOf } from '../../practice/services/route-service.ts';
import type { ServiceStream } from '../../practice/services/service-stream.ts';

/** Makes one phone that nothing carries, in a temporary folder that `remove` deletes. */
export function onePhone(
  name: string,
  condition: Partial<PhoneCondition> = {},
  change: Partial<PhoneModel> = {},
): { phone: VirtualPhone; remove: () => void } {
  const found = MODELS.find((model) => model.name === name);
  if (!found) throw new Error(`no model ${name}`);
  const model = { ...found, ...change };
  const folder = mkdtempSync(join(tmpdir(), 'one-phone-'));
  const root = join(folder, 'phone');
  installTools(root, model.sdk);
  const phone = new VirtualPhone({
    model,
    condition: { ...PLAIN_CONDITION, ...condition },
    storage: new PhoneStorage(root, 16 * 1024 * 1024),
    random: new SeededRandom(name),
    serve: serviceOf,
  });
  return {
    phone,
    remove: () => {
      phone.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A stream whose host sends given bytes, then waits; it keeps what the phone wrote. */
export class HostSide implements ServiceStream {
  readonly written: Buffer[] = [];
  readonly #ended = new AbortController();
  readonly #toSend: Uint8Array[];

  constructor(...toSend: Uint8Array[]) {
    this.#toSend = toSend;
  }

  get closed(): AbortSignal {
    return this.#ended.signal;
  }

  get received(): Buffer {
    return Buffer.concat(this.written);
  }

  async read(): Promise<Uint8Array | null> {
    const next = this.#toSend.shift();
    if (next) return next;
    if (!this.closed.aborted) await new Promise((resolve) => this.closed.addEventListener('abort', resolve));
    return null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.written.push(Buffer.from(bytes));
  }

  close(): void {
    this.#ended.abort();
  }
}

/** Runs a shell command on the phone over protocol v1 and returns everything it printed. */
export async function say(phone: VirtualPhone, command: string): Promise<string> {
  const handler = phone.service(`shell:${command}`);
  if (!handler) return 'closed';
  const stream = new HostSide();
  await handler(stream);
  stream.close();
  return stream.received.toString('utf8');
}
