import { dataSchema, fitsPattern, readDataFile, sharpness, someText } from './chip-data-file.ts';
import type { PresenceSource } from './chip-presence.ts';
import { listOf, nullable, objectOf, oneOf, text, wholeWithin } from './shape.ts';

/** One line of the table of models: phones of one name, by their patterns; `*` stands for any run of characters, once. */
export interface ChipModel {
  readonly id: string;
  readonly maker: string;
  readonly name: string;
  /** Patterns of `ro.product.model`, variants of carriers included. */
  readonly models: readonly string[];
  /** Patterns of `ro.product.name` and `ro.product.device`. */
  readonly codenames: readonly string[];
  /** Who sold them, as people say it; empty where it is not noted. */
  readonly carriers: readonly string[];
  readonly year: number | null;
  readonly felica: 'yes' | 'no' | 'by-sku';
  /** Hardware SKUs and carrier names that make `by-sku` a yes; none ever makes it a no. */
  readonly yesSkus: readonly string[];
  readonly yesCarriers: readonly string[];
  readonly icCodes: readonly number[];
  /** Whether the phone has a function of its own that erases its Osaifu-Keitai data, and from which Android on. */
  readonly selfErase: 'unknown' | 'no' | { readonly sinceSdk: number };
  /** Which carrier's shop can help, as people say it; null where none is known. */
  readonly shopRoute: string | null;
  /** The guide that was written for it; null = the one that fits best. */
  readonly guide: string | null;
  readonly source: string;
  /** Who saw it on a real phone; null = nobody yet. */
  readonly confirmedBy: string | null;
}

/** The table of models (resources/felica/models.json). */
export interface ChipModels {
  readonly schema: 1;
  readonly version: string;
  readonly models: readonly ChipModel[];
}

/** What is known of a phone when it is looked up; null where it does not tell. */
export interface PhoneNames {
  readonly model: string | null;
  readonly product: string | null;
  readonly hardwareSku: string | null;
  readonly carrier: string | null;
}

const sinceSdk = objectOf<{ sinceSdk: number }>({ sinceSdk: wholeWithin(1, 1000) });
const texts = listOf(someText);

const models = objectOf<ChipModels>({
  schema: dataSchema,
  version: someText,
  models: listOf(
    objectOf<ChipModel>({
      id: someText,
      maker: someText,
      name: someText,
      models: texts,
      codenames: texts,
      carriers: texts,
      year: nullable(wholeWithin(2000, 2100)),
      felica: oneOf('yes', 'no', 'by-sku'),
      yesSkus: texts,
      yesCarriers: texts,
      icCodes: listOf(wholeWithin(0, 0xff)),
      selfErase: (value, path = '') =>
        typeof value === 'string' ? oneOf('unknown', 'no')(value, path) : sinceSdk(value, path),
      shopRoute: nullable(text),
      guide: nullable(text),
      source: someText,
      confirmedBy: nullable(text),
    }),
  ),
});

/** Reads the table of models from its JSON; throws `chip.data-file`. */
export function readModels(json: string): ChipModels {
  return readDataFile('models.json', json, models);
}

/** The line of the table for a phone: the sharpest pattern of its model wins, then of its code name; null when it is in no line. */
export function modelFor(table: ChipModels, phone: PhoneNames): ChipModel | null {
  return (
    sharpest(table.models, ({ models: patterns }) => patterns, phone.model) ??
    sharpest(table.models, ({ codenames }) => codenames, phone.product)
  );
}

/** What a table of models says of a phone, as a source of its presence. */
export type ModelEntry = Extract<PresenceSource, { is: 'model-table' }>;

/** The program's table and the shop's own; null where there is none, or none that can be read. */
export interface ModelTables {
  readonly ours: ChipModels | null;
  readonly shop: ChipModels | null;
}

/**
 * What both tables together say of a phone: the word that asks for more, and ours where they agree; null when the phone is in no line. The
 * shop's table may add phones and chips, but takes none away from ours: where ours cannot be read, its "no" says nothing.
 */
export function modelEntryOf({ ours, shop }: ModelTables, phone: PhoneNames): ModelEntry | null {
  const own = ours && modelEntryFor(ours, phone);
  const shops = shop && modelEntryFor(shop, phone);
  if (shops === null) return own;
  if (own !== null && CAUTION[own.says] >= CAUTION[shops.says]) return own;
  return ours === null && shops.says === 'no' ? null : { ...shops, ofShop: true };
}

/** What one table says of a phone; null when the phone is in no line. */
export function modelEntryFor(table: ChipModels, phone: PhoneNames): ModelEntry | null {
  const line = modelFor(table, phone);
  if (line === null) return null;
  const isYes =
    line.yesSkus.some((sku) => fitsPattern(sku, phone.hardwareSku)) ||
    line.yesCarriers.some((carrier) => fitsPattern(carrier, phone.carrier));
  const says = line.felica === 'by-sku' && isYes ? 'yes' : line.felica;
  return { is: 'model-table', says, entry: line.id, version: table.version };
}

// Where two lines are equally sharp, or two tables speak, the one that asks for more counts.
const CAUTION = { yes: 2, 'by-sku': 1, no: 0 };

function sharpest(
  lines: readonly ChipModel[],
  patternsOf: (line: ChipModel) => readonly string[],
  name: string | null,
): ChipModel | null {
  const fitting = lines.flatMap((line) =>
    patternsOf(line)
      .filter((pattern) => fitsPattern(pattern, name))
      .map((pattern) => ({ line, sharp: sharpness(pattern) })),
  );
  const [best] = fitting.toSorted(
    (one, other) => other.sharp - one.sharp || CAUTION[other.line.felica] - CAUTION[one.line.felica],
  );
  return best?.line ?? null;
}
