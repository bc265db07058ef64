import { dataSchema, someText } from './chip-data-file.ts';
import type { BothLanguages } from './chip-guide.ts';
import {
  listOf,
  mapOf,
  nullable,
  objectOf,
  oneOf,
  type Shape,
  ShapeError,
  textLike,
  wholeWithin,
  withOptional,
} from './shape.ts';

/** What sort of device of Apple's. */
export type AppleKind = 'iphone' | 'ipad' | 'ipod';
/** Whether a device has a FeliCa chip; `by-model` where only some of one product type were sold with it. */
export type AppleFelica = 'yes' | 'no' | 'by-model';
/** What the first letter of a model number says of how the device was sold. */
export type AppleCondition = 'retail' | 'refurbished' | 'replacement' | 'personalised';

/** The model numbers of one capacity and colour; null where it is not noted. */
export interface AppleModelRow {
  /** In GB as it is sold, 1 TB being 1024. */
  readonly gb: number | null;
  /** Apple's English name of the colour. */
  readonly colour: string | null;
  readonly numbers: readonly string[];
}

/** One product: everything that is sold under one name. */
export interface AppleProduct {
  readonly name: string;
  readonly kind: AppleKind;
  readonly year: number;
  /** `ProductType`, such as `iPhone14,5`, with what is known of its FeliCa chip. */
  readonly productTypes: Readonly<Record<string, AppleFelica>>;
  /** Regulatory model numbers, such as `A1779`, that make `by-model` a yes; none ever makes it a no. */
  readonly felicaModels?: readonly string[];
  readonly models: readonly AppleModelRow[];
}

/** A table of Apple's models (resources/apple/models.json, or a file of the shop). */
export interface AppleModelTable {
  readonly schema: 1;
  readonly version: string;
  /** Where its facts come from. */
  readonly source: string;
  /** English name of a colour → its Japanese name. */
  readonly colours: Readonly<Record<string, string>>;
  readonly products: readonly AppleProduct[];
}

/** What a device says of itself; null or empty where it does not tell. */
export interface AppleNumbers {
  readonly productType: string | null;
  readonly modelNumber: string | null;
  /** The number that stands on its back, such as `A1779`. */
  readonly regulatory?: string | null;
}

/** What is known of a device; null where the tables do not know. */
export interface AppleModelFound {
  readonly name: string | null;
  readonly capacityGb: number | null;
  readonly colour: BothLanguages | null;
  readonly kind: AppleKind | null;
  readonly felica: AppleFelica | null;
  /** The version of the table that gave the name. */
  readonly source: string | null;
}

const TYPE_FORM = /^[A-Za-z]{1,20}\d{1,3},\d{1,3}$/;
// A name is printed on paper and shown on tiles, so it is short and has no control characters.
const shortName = textLike(/^(?=.*\S)[^\p{Cc}]{1,60}$/u, 'a name of 1 to 60 characters');

const productTypes: Shape<Readonly<Record<string, AppleFelica>>> = (value, path = '') => {
  const found = mapOf(oneOf('yes', 'no', 'by-model'))(value, path);
  const odd = Object.keys(found).find((type) => !TYPE_FORM.test(type));
  if (odd !== undefined) throw new ShapeError(`${path}.${odd}`, 'a product type such as iPhone14,5');
  return found;
};

const product: Shape<AppleProduct> = withOptional<
  Omit<AppleProduct, 'felicaModels'>,
  Required<Pick<AppleProduct, 'felicaModels'>>
>(
  objectOf({
    name: shortName,
    kind: oneOf('iphone', 'ipad', 'ipod'),
    year: wholeWithin(2007, 2100),
    productTypes,
    models: listOf(
      objectOf<AppleModelRow>({
        gb: nullable(wholeWithin(1, 65_536)),
        colour: nullable(shortName),
        numbers: listOf(textLike(/^[MFNP][A-Z0-9]{4}$/, 'a model number such as MLNE3')),
      }),
    ),
  }),
  { felicaModels: listOf(textLike(/^A\d{4}$/, 'a regulatory model number such as A1779')) },
);

const table = objectOf<AppleModelTable>({
  schema: dataSchema,
  version: shortName,
  source: someText,
  colours: mapOf(shortName),
  products: listOf(product),
});

/** Reads a table of models; throws `ShapeError`, also where one product type or model number is said of two things. */
export function readAppleModels(value: unknown): AppleModelTable {
  const found = table(value);
  const types = found.products.flatMap((one) => Object.keys(one.productTypes));
  const numbers = found.products.flatMap(({ models }) => models.flatMap((row) => row.numbers.map(sameNumber)));
  for (const twice of [firstTwice(types), firstTwice(numbers)]) {
    if (twice !== null) throw new ShapeError('products', `clear: ${twice} stands there twice`);
  }
  return found;
}

/**
 * Says what a device is by its product type and model number, later tables before earlier ones. The name is the product type's; where the
 * model number belongs to another product the two contradict each other, and neither capacity nor colour is believed. Any text will do; what
 * no table knows is null.
 */
export function findAppleModel(tables: readonly AppleModelTable[], device: AppleNumbers): AppleModelFound {
  const order = tables.toReversed();
  const type = told(device.productType);
  const typed = type === null ? null : productOfType(order, type);
  const numbered = numberedIn(order, told(device.modelNumber));
  const base = type === null ? numbered : typed;
  const row = agree(type, typed?.product ?? null, numbered?.product ?? null) ? (numbered?.row ?? null) : null;
  return {
    name: base?.product.name ?? null,
    capacityGb: row?.gb ?? null,
    colour: row === null || row.colour === null ? null : bothNames(order, row.colour),
    kind: base?.product.kind ?? kindOfType(type),
    felica: typed === null || type === null ? null : felicaOf(typed.product, type, told(device.regulatory ?? null)),
    source: base?.table.version ?? null,
  };
}

/** What the first letter of a model number says: sold new, refurbished, given in a repair, or engraved; null for any other. */
export function conditionOfModelNumber(modelNumber: string | null): AppleCondition | null {
  switch (modelNumber?.trim().charAt(0).toUpperCase()) {
    case 'M':
      return 'retail';
    case 'F':
      return 'refurbished';
    case 'N':
      return 'replacement';
    case 'P':
      return 'personalised';
    default:
      return null;
  }
}

/** The capacity a device was sold with, in GB (1 TB being 1024), from the size of its whole disk in bytes: the next size up; null beyond all. */
export function nominalCapacity(totalDiskBytes: number): number | null {
  if (!(totalDiskBytes > 0)) return null;
  // Disks of one size differ a little around the round number, and never by as much as one in a hundred.
  return [8, 16, 32, 64, 128, 256, 512, 1024, 2048].find((gb) => totalDiskBytes <= gb * 1.01e9) ?? null;
}

interface InTable {
  readonly table: AppleModelTable;
  readonly product: AppleProduct;
}

function productOfType(order: readonly AppleModelTable[], type: string): InTable | null {
  for (const one of order) {
    const found = one.products.find(({ productTypes: types }) => Object.hasOwn(types, type));
    if (found) return { table: one, product: found };
  }
  return null;
}

function numberedIn(
  order: readonly AppleModelTable[],
  number: string | null,
): (InTable & { readonly row: AppleModelRow }) | null {
  const wanted = number?.toUpperCase().match(/^[MFNP][A-Z0-9]{4}/)?.[0];
  if (wanted === undefined) return null;
  for (const one of order) {
    for (const found of one.products) {
      const row = found.models.find(({ numbers }) => numbers.some((each) => sameNumber(each) === sameNumber(wanted)));
      if (row) return { table: one, product: found, row };
    }
  }
  return null;
}

/** A shop may call a product by another name than ours, so the product type counts before the name. */
function agree(type: string | null, typed: AppleProduct | null, numbered: AppleProduct | null): boolean {
  if (type === null || numbered === null) return numbered !== null;
  return Object.hasOwn(numbered.productTypes, type) || typed?.name === numbered.name;
}

function felicaOf(
  { productTypes: types, felicaModels = [] }: AppleProduct,
  type: string,
  regulatory: string | null,
): AppleFelica | null {
  const says = types[type] ?? null;
  return says === 'by-model' && regulatory !== null && felicaModels.includes(regulatory.toUpperCase()) ? 'yes' : says;
}

function bothNames(order: readonly AppleModelTable[], en: string): BothLanguages {
  const names = order.find(({ colours }) => Object.hasOwn(colours, en))?.colours;
  return { en, ja: names?.[en] ?? en };
}

/** A phone that is newer than every table still says what sort of device it is. */
function kindOfType(type: string | null): AppleKind | null {
  if (type === null) return null;
  if (/^iPhone\d/.test(type)) return 'iphone';
  if (/^iPad\d/.test(type)) return 'ipad';
  return /^iPod\d/.test(type) ? 'ipod' : null;
}

/** The four characters that new, refurbished, replaced and engraved devices of one model share. */
const sameNumber = (number: string): string => number.slice(1);

const told = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());

function firstTwice(texts: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const one of texts) {
    if (seen.has(one)) return one;
    seen.add(one);
  }
  return null;
}
