import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assignFaults } from './faults/index.ts';
import { layGround } from './ground.ts';
import { MODELS } from './models/index.ts';
import { PracticePerson } from './person.ts';
import { installTools } from './phone/install-tools.ts';
import { type PhoneCondition, PLAIN_CONDITION } from './phone/model.ts';
import { PhoneStorage } from './phone/storage.ts';
import { VirtualPhone } from './phone/virtual-phone.ts';
import type { PracticeRack, PracticeRackOptions } from './rack-types.ts';
import { SeededRandom } from './random.ts';
import { startCarrier } from './server/carrier.ts';
import { serviceOf } from './services/route-service.ts';
import { SITUATIONS } from './situations.ts';
import { trippedWires } from './tripwires.ts';
import { truthOf } from './truth.ts';

const DEFAULT_STORAGE_BYTES = 64 * 1024 * 1024;
/** Below this a phone could not even hold what its seller left on it. */
const SMALLEST_STORAGE_BYTES = 4 * 1024 * 1024;

/** Makes the storage of a phone; a test may put another medium behind /data. */
export type MakeStorage = (root: string, sizeBytes: number) => PhoneStorage;

/** Starts a rack of virtual phones behind an adb server of its own; rejects when a wish cannot be met. */
export async function startPracticeRack(
  options: PracticeRackOptions,
  makeStorage: MakeStorage = (root, sizeBytes) => new PhoneStorage(root, sizeBytes),
): Promise<PracticeRack> {
  checkOptions(options);
  const random = new SeededRandom(options.seed);
  mkdirSync(options.workFolder, { recursive: true });
  const ground = layGround(options.workFolder);
  const stopped = new AbortController();
  const phones: VirtualPhone[] = [];
  try {
    for (let slot = 0; slot < options.phones; slot += 1)
      phones.push(makePhone(options, slot, { folder: ground.folder, random, makeStorage }));
    const faults = assignFaults(options.faults, phones, random.branch('faults'));
    const carrier = await startCarrier(options.adb, phones, join(ground.folder, 'adb'), () => {
      for (const [phone, fault] of faults) {
        const parts = { phone, phones, random: random.branch(fault.name), stopped: stopped.signal };
        fault.install({ ...parts, killServer: () => carrier.restart() });
      }
    });
    const byPort = new Map(phones.map((phone, slot) => [carrier.ports[slot] ?? '', phone]));
    const watchedFolders = [options.workFolder, ...phones.map(({ storage }) => storage.root)];
    let stopping: Promise<void> | null = null;
    const stop = async (): Promise<void> => {
      stopped.abort();
      for (const phone of phones) phone.destroy();
      await carrier.stop();
      ground.remove();
    };
    return {
      adbServer: { host: '127.0.0.1', port: carrier.serverPort },
      adb: carrier.kind,
      phones: phones.map((phone, slot) => ({
        port: carrier.ports[slot] ?? '',
        model: phone.model.name,
        fault: faults.get(phone)?.name ?? null,
        situations: options.situations?.[slot] ?? [],
      })),
      person: new PracticePerson(byPort),
      truth: truthOf(byPort),
      watchedFolders,
      tripwires: () => trippedWires([process.cwd(), ...watchedFolders]),
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    for (const phone of phones) phone.destroy();
    ground.remove();
    throw error;
  }
}

function checkOptions({ phones, storageBytes = DEFAULT_STORAGE_BYTES, faults }: PracticeRackOptions): void {
  if (!Number.isInteger(phones) || phones < 1 || phones > 64)
    throw new RangeError('a practice rack holds 1 to 64 phones');
  if (faults.length > phones) throw new RangeError(`${faults.length} faults need as many phones, not ${phones}`);
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
