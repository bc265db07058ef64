import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type IphoneRack, layIphones } from './apple/iphone-rack.ts';
import { assignFaults } from './faults/assign-faults.ts';
import { type Ground, layGround } from './ground.ts';
import { MODELS } from './models/index.ts';
import { PracticePerson } from './person.ts';
import { installTools } from './phone/install-tools.ts';
import { type PhoneCondition, PLAIN_CONDITION } from './phone/model.ts';
import { PhoneStorage } from './phone/storage.ts';
import { VirtualPhone } from './phone/virtual-phone.ts';
import type { PracticeRack, PracticeRackOptions } from './rack-types.ts';
import { SeededRandom } from './random.ts';
import { type Carrier, startCarrier } from './server/carrier.ts';
import { serviceOf } from './services/route-service.ts';
import { SITUATIONS } from './situations.ts';
import { trippedWires } from './tripwires.ts';
import { truthOf, truthOfIphones } from './truth.ts';

const DEFAULT_STORAGE_BYTES = 64 * 1024 * 1024;
/** Below this a phone could not even hold what its seller left on it. */
const SMALLEST_STORAGE_BYTES = 4 * 1024 * 1024;

/** Makes the storage of a phone; a test may put another medium behind /data. */
export type MakeStorage = (root: string, sizeBytes: number) => PhoneStorage;

/** Starts a rack of virtual phones behind an adb server and a usbmuxd of its own; rejects when a wish cannot be met. */
export async function startPracticeRack(
  options: PracticeRackOptions,
  makeStorage: MakeStorage = (root, sizeBytes) => new PhoneStorage(root, sizeBytes),
): Promise<PracticeRack> {
  checkOptions(options);
  const random = new SeededRandom(options.seed);
  mkdirSync(options.workFolder, { recursive: true });
  const ground = layGround(options.workFolder);
  const parts: RackParts = { options, ground, random, stopped: new AbortController(), androids: [], apple: null };
  try {
    for (let slot = 0; slot < options.phones; slot += 1)
      parts.androids.push(makePhone(options, slot, { folder: ground.folder, random, makeStorage }));
    const { iphones = 0, iphoneModels: models, iphoneSituations: situations, muxLife } = options;
    const apple = await layIphones({ iphones, models, situations, muxLife }, random);
    parts.apple = apple;
    return await plugIn(parts, apple);
  } catch (error) {
    for (const phone of parts.androids) phone.destroy();
    await parts.apple?.stop();
    ground.remove();
    throw error;
  }
}

/** What a rack is put together from. */
interface RackParts {
  readonly options: PracticeRackOptions;
  readonly ground: Ground;
  readonly random: SeededRandom;
  readonly stopped: AbortController;
  readonly androids: VirtualPhone[];
  apple: IphoneRack | null;
}

async function plugIn(parts: RackParts, apple: IphoneRack): Promise<PracticeRack> {
  const { options, ground, random, stopped, androids } = parts;
  const all = { androids, iphones: apple.phones };
  const { onAndroids, onIphones } = assignFaults(options.faults, all, random.branch('faults'));
  for (const [phone, fault] of onIphones) {
    fault.install({ phone, random: random.branch(fault.name), restartMux: () => apple.usbmuxd.restart() });
  }
  if (apple.phones.length > 0) await apple.usbmuxd.start();
  // Without Android phones nothing needs a real server; the empty one only answers that there are none.
  const adb = androids.length === 0 ? 'in-process' : options.adb;
  const carrier = await startCarrier(adb, androids, join(ground.folder, 'adb'), () => {
    for (const [phone, fault] of onAndroids) {
      const context = { phone, phones: androids, random: random.branch(fault.name), stopped: stopped.signal };
      fault.install({ ...context, killServer: () => carrier.restart() });
    }
  });
  const byPort = new Map(androids.map((phone, slot) => [carrier.ports[slot] ?? '', phone]));
  const iphoneByPort = new Map(apple.phones.map((phone) => [apple.bus.portOf(phone), phone]));
  const watchedFolders = [options.workFolder, ...androids.map(({ storage }) => storage.root)];
  const stop = stopOnce(parts, apple, carrier);
  const truthOfAndroids = truthOf(byPort);
  const insideIphones = truthOfIphones(apple);
  return {
    adbServer: { host: '127.0.0.1', port: carrier.serverPort },
    adb: carrier.kind,
    usbmuxd: apple.phones.length > 0 ? { host: '127.0.0.1', port: apple.usbmuxd.port } : null,
    usb: { devices: () => apple.bus.devices(), onChange: (listener) => apple.bus.onChange(listener) },
    phones: [
      ...[...byPort].map(([port, phone], slot) => ({
        port,
        platform: 'android' as const,
        model: phone.model.name,
        fault: onAndroids.get(phone)?.name ?? null,
        situations: options.situations?.[slot] ?? [],
      })),
      ...[...iphoneByPort].map(([port, phone], slot) => ({
        port,
        platform: 'iphone' as const,
        model: phone.model.name,
        fault: onIphones.get(phone)?.name ?? null,
        situations: options.iphoneSituations?.[slot] ?? [],
      })),
    ],
    person: new PracticePerson(byPort, iphoneByPort),
    truth: async (port) => insideIphones(port) ?? truthOfAndroids(port),
    watchedFolders,
    tripwires: () => trippedWires([process.cwd(), ...watchedFolders]),
    stop,
  };
}

function stopOnce({ stopped, androids, ground }: RackParts, apple: IphoneRack, carrier: Carrier): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    stopped.abort();
    for (const phone of androids) phone.destroy();
    await apple.stop();
    await carrier.stop();
    ground.remove();
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}

function checkOptions(options: PracticeRackOptions): void {
  const { phones, iphones = 0, storageBytes = DEFAULT_STORAGE_BYTES, faults } = options;
  const isCount = (count: number, least: number) => Number.isInteger(count) && count >= least && count <= 64;
  if (!isCount(iphones, 0)) throw new RangeError('a practice rack holds 0 to 64 iPhones');
  if (!isCount(phones, iphones > 0 ? 0 : 1)) throw new RangeError('a practice rack holds 1 to 64 phones');
  const all = phones + iphones;
  if (faults.length > all) throw new RangeError(`${faults.length} faults need as many phones, not ${all}`);
  if (!Number.isInteger(storageBytes) || storageBytes < SMALLEST_STORAGE_BYTES) {
    throw new RangeError(`a practice phone needs at least ${SMALLEST_STORAGE_BYTES} bytes`);
  }
}

function makePhone(
  options: PracticeRackOptions,
  slot: number,
  { folder, random, makeStorage }: { folder: string; random: SeededRandom; makeStorage: MakeStorage },
): VirtualPhone {
  const wanted = options.models?.[slot % options.models.length];
  const model = wanted === undefined ? MODELS[slot % MODELS.length] : MODELS.find(({ name }) => name === wanted);
  if (model === undefined) throw new RangeError(`there is no practice model ${JSON.stringify(wanted)}`);
  const storage = makeStorage(join(folder, `phone-${slot + 1}`), options.storageBytes ?? DEFAULT_STORAGE_BYTES);
  installTools(storage.root, model.sdk);
  return new VirtualPhone({
    model,
    condition: conditionOf(options.situations?.[slot] ?? []),
    storage,
    random: random.branch(`phone ${slot}`),
    serve: serviceOf,
  });
}

function conditionOf(names: readonly string[]): PhoneCondition {
  const situations = names.map((name) => {
    const situation = Object.hasOwn(SITUATIONS, name) ? SITUATIONS[name] : undefined;
    if (situation === undefined) throw new RangeError(`there is no practice situation ${JSON.stringify(name)}`);
    return situation;
  });
  return Object.assign({}, PLAIN_CONDITION, ...situations);
}
