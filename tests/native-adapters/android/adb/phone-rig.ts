import { mkdtemp, rm } from 'node:fs/promises';
import net, { type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AdbPhone } from '../../../../native-adapters/android/adb/adb-phone.ts';
import { AdbServer } from '../../../../native-adapters/android/adb/adb-server.ts';
import type { AdbListing, AdbState } from '../../../../native-adapters/android/adb/listing.ts';
import { MODELS } from '../../../../practice/models/index.ts';
import { installTools } from '../../../../practice/phone/install-tools.ts';
import { type PhoneCondition, type PhoneModel, PLAIN_CONDITION } from '../../../../practice/phone/model.ts';
import { PhoneStorage } from '../../../../practice/phone/storage.ts';
import { VirtualPhone } from '../../../../practice/phone/virtual-phone.ts';
import { SeededRandom } from '../../../../practice/random.ts';
import { freePort } from '../../../../practice/server/free-port.ts';
import { PhoneSlot } from '../../../../practice/server/phone-slot.ts';
import { findAdb, RealAdbServer } from '../../../../practice/server/real-adb-server.ts';
import { serviceOf } from '../../../../practice/services/route-service.ts';

const MIB = 1024 * 1024;

/** One virtual phone in the rig; `serial` is what adb calls it. */
export interface RigPhone {
  readonly phone: VirtualPhone;
  readonly slot: PhoneSlot;
  readonly serial: string;
}

/** What is special about a phone as it is plugged in. */
export interface PlugIn {
  readonly everyMs?: number;
  readonly condition?: Partial<PhoneCondition>;
}

/** The real adb server on a private port, with virtual phones that can be unplugged and a server that can be killed. */
export class PhoneRig {
  readonly #home: string;
  readonly #random = new SeededRandom('adb rig');
  readonly #taken = new Set<number>();
  readonly #phones: RigPhone[] = [];
  readonly #proxies: net.Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly real: RealAdbServer;
  readonly server: AdbServer;

  private constructor(home: string, real: RealAdbServer) {
    this.#home = home;
    this.real = real;
    this.server = new AdbServer({ host: '127.0.0.1', port: real.port });
  }

  static async start(): Promise<PhoneRig> {
    const adb = findAdb();
    if (adb === null) throw new Error('no adb');
    const home = await mkdtemp(path.join(tmpdir(), 'hakushi-rig-'));
    const real = new RealAdbServer(adb, await freePort(new Set()), home);
    await real.start();
    return new PhoneRig(home, real);
  }

  /** Plugs a phone in; `everyMs` puts a proxy between it and the server that forwards one chunk each so many milliseconds. */
  async plugIn(modelName: string, how: PlugIn = {}): Promise<RigPhone> {
    const found = MODELS.find((one) => one.name === modelName);
    if (found === undefined) throw new Error(`no model ${modelName}`);
    const model: PhoneModel = found;
    const root = path.join(this.#home, `phone-${this.#phones.length}`);
    installTools(root, model.sdk);
    const phone = new VirtualPhone({
      model,
      condition: { ...PLAIN_CONDITION, ...how.condition },
      storage: new PhoneStorage(root, 160 * MIB),
      random: this.#random.branch(root),
      serve: serviceOf,
    });
    const port = await freePort(this.#taken);
    const seen = how.everyMs === undefined ? port : await this.#proxyTo(port, how.everyMs);
    const slot = new PhoneSlot(phone, port, () => this.real.register(seen));
    const rigPhone = { phone, slot, serial: `emulator-${seen - 1}` };
    this.#phones.push(rigPhone);
    await slot.refresh();
    return rigPhone;
  }

  /** Waits until adb calls the phone ready (or in that state), and hands out its listing and its client. */
  async ready(rigPhone: RigPhone, state: AdbState = 'device'): Promise<{ listing: AdbListing; phone: AdbPhone }> {
    for (let turn = 0; turn < 200; turn += 1) {
      const listings = await this.server.list({ withinMs: 5_000 });
      const listing = listings.find((one) => one.serial === rigPhone.serial && one.state === state);
      if (listing?.transportId) return { listing, phone: this.server.phone(listing.transportId) };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the phone did not become ${state}`);
  }

  /** Starts the killed server again on its port and tells it where the phones are. */
  async serverAgain(): Promise<void> {
    await this.real.start();
    for (const { slot } of this.#phones) await slot.registerAgain();
  }

  async stop(): Promise<void> {
    for (const { phone, slot } of this.#phones) {
      phone.destroy();
      await slot.stop();
    }
    for (const socket of this.#sockets) socket.destroy();
    for (const proxy of this.#proxies) proxy.close();
    await this.real.kill();
    await rm(this.#home, { recursive: true, force: true });
  }

  async #proxyTo(port: number, everyMs: number): Promise<number> {
    const proxy = net.createServer((socket) => this.#join(socket, net.connect(port, '127.0.0.1'), everyMs));
    this.#proxies.push(proxy);
    const seen = await freePort(this.#taken);
    await new Promise<void>((resolve) => proxy.listen(seen, '127.0.0.1', resolve));
    return seen;
  }

  #join(outer: Socket, inner: Socket, everyMs: number): void {
    for (const socket of [outer, inner]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        outer.destroy();
        inner.destroy();
      });
    }
    inner.pipe(outer);
    outer.on('data', (chunk) => {
      inner.write(chunk);
      outer.pause();
      setTimeout(() => outer.resume(), everyMs);
    });
  }
}
