import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MODELS } from './models/index.ts';
import { PracticePerson } from './person.ts';
import { installTools } from './phone/install-tools.ts';
import { PLAIN_CONDITION } from './phone/model.ts';
import { PhoneStorage } from './phone/storage.ts';
import { VirtualPhone } from './phone/virtual-phone.ts';
import type { PracticeRack, PracticeRackOptions } from './rack-types.ts';
import { SeededRandom } from './random.ts';
import { freePort } from './server/free-port.ts';
import { PhoneSlot } from './server/phone-slot.ts';
import { findAdb, RealAdbServer } from './server/real-adb-server.ts';
import { serviceOf } from './services/route-service.ts';

const DEFAULT_STORAGE_BYTES = 64 * 1024 * 1024;

/** Starts a rack of virtual phones behind an adb server of its own; rejects when a wish cannot be met. */
export async function startPracticeRack(options: PracticeRackOptions): Promise<PracticeRack> {
  const random = new SeededRandom(options.seed);
  mkdirSync(options.workFolder, { recursive: true });
  const ground = groundFor(options.workFolder);
  const phones = makePhones(options, ground.folder, random);
  const adb = findAdb();
  if (adb === null) throw new Error('no adb program');
  const taken = new Set<number>();
  const server = new RealAdbServer(adb, await freePort(taken), join(ground.folder, 'adb'));
  await server.start();
  const slots: PhoneSlot[] = [];
  for (const phone of phones) {
    slots.push(new PhoneSlot(phone, await freePort(taken), (port) => server.register(port)));
  }
  await Promise.all(slots.map((slot) => slot.refresh()));
  const ports = slots.map((slot) => `emulator-${slot.port - 1}`);
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    for (const phone of phones) phone.destroy();
    await Promise.all(slots.map((slot) => slot.stop()));
    await server.kill();
    ground.remove();
  };
  return {
    adbServer: { host: '127.0.0.1', port: server.port },
    adb: 'real',
    phones: phones.map(({ model }, index) => ({
      port: ports[index] ?? '',
      model: model.name,
      fault: null,
      situations: [],
    })),
    person: new PracticePerson(new Map(phones.map((phone, index) => [ports[index] ?? '', phone]))),
    tripwires: () => phones.flatMap((phone) => trippedIn(phone.storage.root)),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function makePhones(options: PracticeRackOptions, folder: string, random: SeededRandom): VirtualPhone[] {
  return Array.from({ length: options.phones }, (_, index) => {
    const model = MODELS[index % MODELS.length];
    if (model === undefined) throw new Error('no models');
    const root = join(folder, `phone-${index + 1}`);
    installTools(root, model.sdk);
    const storage = new PhoneStorage(root, options.storageBytes ?? DEFAULT_STORAGE_BYTES);
    return new VirtualPhone({
      model,
      condition: PLAIN_CONDITION,
      storage,
      random: random.branch(`phone ${index}`),
      serve: serviceOf,
    });
  });
}

/** Command texts carry the folder unquoted, so it may hold no space or quote; where it does, a link stands for it. */
function groundFor(workFolder: string): { folder: string; remove: () => void } {
  const real = mkdtempSync(join(resolve(workFolder), 'rack-'));
  if (/^[\w./-]+$/.test(real)) return { folder: real, remove: () => rmSync(real, { recursive: true, force: true }) };
  const short = mkdtempSync(join(tmpdir(), 'hakushi-'));
  symlinkSync(real, join(short, 'r'));
  return {
    folder: join(short, 'r'),
    remove: () => {
      rmSync(short, { recursive: true, force: true });
      rmSync(real, { recursive: true, force: true });
    },
  };
}

function trippedIn(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => name.includes('PWNED'))
    .map((name) => join(root, name));
}
