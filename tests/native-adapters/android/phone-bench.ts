import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhoneAdapter } from '../../../domain/adapter.ts';
import { jobId, type PortId, portId } from '../../../domain/ids.ts';
import { isImei } from '../../../domain/imei.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import { AdbServer } from '../../../native-adapters/android/adb/adb-server.ts';
import { BenchServer } from '../../../native-adapters/android/adb/bench-server.ts';
import { ByteTally } from '../../../native-adapters/android/adb/byte-tally.ts';
import type { AndroidBench } from '../../../native-adapters/android/android-bench.ts';
import { androidAdapter } from '../../../native-adapters/android/makers/generic/index.ts';
import { withClaimedImei } from '../../../native-adapters/android/steps/identify.ts';
import type { Patience } from '../../../native-adapters/patience.ts';
import { watchAdb } from '../../../native-adapters/watchers/adb-watcher.ts';
import { MODELS } from '../../../practice/models/index.ts';
import { PracticePerson } from '../../../practice/person.ts';
import { installTools } from '../../../practice/phone/install-tools.ts';
import { type PhoneCondition, type PhoneModel, PLAIN_CONDITION } from '../../../practice/phone/model.ts';
import { PhoneStorage } from '../../../practice/phone/storage.ts';
import { VirtualPhone } from '../../../practice/phone/virtual-phone.ts';
import { SeededRandom } from '../../../practice/random.ts';
import { freePort } from '../../../practice/server/free-port.ts';
import { InProcessServer } from '../../../practice/server/in-process-server.ts';
import { serviceOf } from '../../../practice/services/route-service.ts';
import { TestJob } from './test-job.ts';

/** Where the overwriters that ship lie. */
export const OVERWRITER_FOLDER = new URL('../../../resources/overwriter', import.meta.url).pathname;

/** Patience with phones that start in a second or two. */
export const SHORT_PATIENCE: Patience = {
  returnMs: 12_000,
  leaveMs: 2_000,
  reconnectMs: 6_000,
  stallMs: 20_000,
  pollMs: 60,
};

/** One phone of a test: its model, what is changed about it, and how it lies. */
export interface TestPhone {
  readonly model: string;
  readonly condition?: Partial<PhoneCondition>;
  readonly change?: Partial<PhoneModel>;
  readonly storageBytes?: number;
  /** Rewrites the name of a service (`shell,v2,…:CMD`, `exec:CMD`, `sync:`) before the phone serves it; null refuses it. */
  readonly lie?: (service: string, phone: VirtualPhone) => string | null;
  readonly seed?: string;
}

function makePhone(folder: string, slot: number, wish: TestPhone): VirtualPhone {
  const found = MODELS.find(({ name }) => name === wish.model);
  if (!found) throw new Error(`no model ${wish.model}`);
  const model = { ...found, ...wish.change };
  const root = join(folder, `phone-${slot}`);
  installTools(root, model.sdk);
  return new VirtualPhone({
    model,
    condition: { ...PLAIN_CONDITION, ...wish.condition },
    storage: new PhoneStorage(root, wish.storageBytes ?? 8 * 1024 * 1024),
    random: new SeededRandom(wish.seed ?? `${wish.model} ${slot}`),
    serve: (phone, name) => {
      const told = wish.lie ? wish.lie(name, phone) : name;
      return told === null ? null : serviceOf(phone, told);
    },
  });
}

/** A bench with phones whose inside a test can reach, behind the in-process server; `stop` removes all of it. */
export class PhoneBench {
  readonly phones: readonly VirtualPhone[];
  readonly server: InProcessServer;
  readonly board = new PortBoard();
  readonly bench: AndroidBench;
  readonly adapter: PhoneAdapter;
  readonly person: PracticePerson;
  readonly #folder: string;
  readonly #stopped = new AbortController();
  #watching: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, phones: readonly VirtualPhone[], server: InProcessServer) {
    this.#folder = folder;
    this.phones = phones;
    this.server = server;
    const adb = new AdbServer({ host: '127.0.0.1', port: server.port });
    this.bench = { adb, overwriterFolder: OVERWRITER_FOLDER, patience: SHORT_PATIENCE, tally: new ByteTally() };
    this.adapter = androidAdapter(this.bench);
    this.person = new PracticePerson(new Map(phones.map((phone, at) => [this.port(at), phone])));
  }

  /** Starts it and waits until every visible phone is listed and allowed. */
  static async start(...wishes: readonly TestPhone[]): Promise<PhoneBench> {
    const folder = mkdtempSync(join(tmpdir(), 'phone-bench-'));
    const phones = wishes.map((wish, slot) => makePhone(folder, slot, wish));
    const server = new InProcessServer(await freePort(new Set()), phones);
    await server.start();
    const made = new PhoneBench(folder, phones, server);
    const watched = new BenchServer(made.bench.adb.address);
    made.#watching = made.board.follow(watchAdb(watched, made.#stopped.signal)).catch(() => undefined);
    const visible = phones.map((phone, at) => (phone.visibleState === null ? null : made.port(at)));
    for (const port of visible) {
      if (port === null) continue;
      const wanted = { port, since: null, withinMs: 5_000, signal: made.#stopped.signal } as const;
      await made.board.awaitReturn({ ...wanted, modes: ['android', 'rescue', 'recovery', 'unauthorized', 'offline'] });
    }
    return made;
  }

  /** The Port of a slot, counted from 0. */
  port(slot = 0): PortId {
    return portId(`usb:1-1.${slot + 1}`);
  }

  /** The inside of a phone. */
  phone(slot = 0): VirtualPhone {
    const phone = this.phones[slot];
    if (!phone) throw new Error(`no phone ${slot}`);
    return phone;
  }

  /** Identifies a phone and opens a job on it as the job desk would. */
  async openJob(slot = 0): Promise<TestJob> {
    const port = this.port(slot);
    const here = this.board.at(port);
    if (!here) throw new Error(`nothing on ${port}`);
    const read = await this.adapter.identify(here, new AbortController().signal);
    // What a phone withholds is read from its screen by a person, as at the job desk.
    const seen = read.imeis.is === 'value' ? '' : (await this.person.follow(port, 'read-imei')).saw;
    const device = isImei(seen) ? withClaimedImei(read, seen, 'typed') : read;
    const job = jobId(`job-${randomBytes(8).toString('hex')}`);
    return new TestJob({ port, job, device, board: this.board, adapter: this.adapter, person: this.person });
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const phone of this.phones) phone.destroy();
    await this.#watching;
    await this.server.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
