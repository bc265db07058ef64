import { join } from 'node:path';
import type { ChipBaseline, Residue } from '../../domain/chip.ts';
import { readBaselines, type VerifySignature } from '../../domain/chip-baseline-file.ts';
import type { ChipGuide } from '../../domain/chip-guide.ts';
import { guideFor, guidesInUse } from '../../domain/chip-guide-choice.ts';
import { readGuide } from '../../domain/chip-guide-file.ts';
import {
  type ChipModels,
  type ModelTables,
  modelEntryOf,
  modelFor,
  type PhoneNames,
  readModels,
} from '../../domain/chip-models.ts';
import { type ChipNames, nameOfResidue, readNames } from '../../domain/chip-names.ts';
import { type Presence, type PresenceSource, presenceOf } from '../../domain/chip-presence.ts';
import { softwareSource } from '../../domain/chip-software.ts';
import { BASELINE_KEYS } from '../../domain/chip-trusted-keys.ts';
import type { NamedResidue } from '../../domain/chip-view.ts';
import { type DeviceFacts, known, type Reading } from '../../domain/device.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { nodeChainTools } from '../ledger/chain-tools.ts';
import { FELICA_FOLDER } from '../program.ts';
import { DataFiles } from './data-files.ts';

/** What is known of chips and of phones that have them: names, models, ways out, and what emptied chips show. */
export interface ChipData {
  readonly baselines: readonly ChipBaseline[];
  /** All guides that are in use, the shop's own among them. */
  readonly guides: readonly ChipGuide[];
  /** Files that could not be used, each with whose it is and why; what they would have added is missing, and nothing else. */
  readonly faults: readonly RecordedError[];
  /** What a residue is called, and its code. */
  name(residue: Residue): NamedResidue;
  /** The way out for a phone, by what it says of itself and, once it was read, its chip's IC code; an iPhone empties its own. */
  guideFor(device: DeviceFacts, icCode: number | null): ChipGuide | null;
  /** Whether a phone has a chip, by the table of models and by its own software; of an iPhone neither says anything. */
  presence(device: DeviceFacts): Presence;
}

const NO_NAMES: ChipNames = { schema: 1, version: 'none', systems: [] };
const NO_MODELS: ChipModels = { schema: 1, version: 'none', models: [] };

/** The folder of the shop's own files inside a data folder, laid out as ours: `names.json`, `models.json`, `baselines.json`, `guides/`. */
export const shopDataFolder = (folder: string): string => join(folder, 'felica');

/** Loads what is known of chips from the program's files and the shop's own; what cannot be used is a fault and never stops the program. */
export function openChipData(folder: string, ours: string = FELICA_FOLDER): ChipData {
  const own = new DataFiles('chip.program-file');
  const shops = new DataFiles('chip.data-file');
  const shop = shopDataFolder(folder);
  const names = joinedNames(
    own.need(join(ours, 'names.json'), readNames) ?? NO_NAMES,
    shops.read(join(shop, 'names.json'), readNames),
  );
  const tables: ModelTables = {
    ours: own.need(join(ours, 'models.json'), readModels),
    shop: shops.read(join(shop, 'models.json'), readModels),
  };
  const models = joinedModels(tables.ours ?? NO_MODELS, tables.shop);
  const guides = guidesInUse([
    ...own.readAll(join(ours, 'guides'), (file, json) => readGuide(file, json, false)),
    ...shops.readAll(join(shop, 'guides'), (file, json) => readGuide(file, json, true)),
  ]);
  const baselines = [
    ...(own.need(join(ours, 'baselines.json'), signedBaselines) ?? []),
    ...(shops.read(join(shop, 'baselines.json'), signedBaselines) ?? []),
  ];
  return {
    baselines,
    guides,
    faults: [...own.faults, ...shops.faults],
    name: (residue) => nameOfResidue(names, residue),
    guideFor: (device, icCode) => (device.apple ? null : chooseGuide(guides, models, { device, icCode })),
    presence: (device) => presenceOf(device.apple ? [] : sourcesOf(tables, device)),
  };
}

/** Neither a table of models nor Osaifu-Keitai software speaks of iPhones, so neither is asked about one. */
function sourcesOf(tables: ModelTables, device: DeviceFacts): readonly PresenceSource[] {
  return [modelEntryOf(tables, namesOf(device)), softwareSource(device)].filter((source) => source !== null);
}

function signedBaselines(json: string): readonly ChipBaseline[] {
  const tools = nodeChainTools();
  const verify: VerifySignature = (publicKey, text, signature) => tools.verifySignature(text, signature, publicKey);
  return readBaselines(json, verify, BASELINE_KEYS).baselines;
}

/** The shop's line for a system takes the place of ours with the same code: it is a name and nothing else. */
function joinedNames(ours: ChipNames, shops: ChipNames | null): ChipNames {
  if (shops === null) return ours;
  const own = new Set(shops.systems.map(({ code }) => code));
  return {
    ...ours,
    version: `${ours.version}+${shops.version}`,
    systems: [...shops.systems, ...ours.systems.filter(({ code }) => !own.has(code))],
  };
}

/** Which guide a phone gets may be the shop's word alone; whether it has a chip never is (`modelEntryOf`). */
function joinedModels(ours: ChipModels, shops: ChipModels | null): ChipModels {
  if (shops === null) return ours;
  const own = new Set(shops.models.map(({ id }) => id));
  return {
    ...ours,
    version: `${ours.version}+${shops.version}`,
    models: [...shops.models, ...ours.models.filter(({ id }) => !own.has(id))],
  };
}

function chooseGuide(
  guides: readonly ChipGuide[],
  models: ChipModels,
  { device, icCode }: { readonly device: DeviceFacts; readonly icCode: number | null },
): ChipGuide | null {
  const written = modelFor(models, namesOf(device))?.guide ?? null;
  const own = guides.find(({ id }) => id === written);
  if (own) return own;
  const { maker, sdk } = device;
  const { model, carrier } = namesOf(device);
  return guideFor(guides, { maker: known(maker), model, sdk: known(sdk), carrier, icCode });
}

function namesOf({ model, product, hardwareSku, carrier }: DeviceFacts): PhoneNames {
  const told = (reading: Reading<string> | undefined): string | null => (reading ? known(reading) : null);
  return { model: known(model), product: known(product), hardwareSku: told(hardwareSku), carrier: told(carrier) };
}
