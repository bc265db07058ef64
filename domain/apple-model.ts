import { type Language, say } from './text.ts';

/** What is needed to name a phone. */
export interface NamedModel {
  readonly maker: string | null;
  readonly model: string | null;
  /** As sold; only iPhones tell it. */
  readonly capacityBytes?: number | null;
}

// What an iPhone calls itself on the wire; it stands for its name where the name is in no table.
const PRODUCT_TYPE = /^(iPhone|iPad|iPod)\d+,\d+$/;

/** Tells whether a model is only the product type of an iPhone or iPad whose name nobody has written down yet. */
export function isUnknownAppleModel({ maker, model }: NamedModel): boolean {
  return maker === 'Apple' && model !== null && PRODUCT_TYPE.test(model);
}

/** The model as a person reads it, with the capacity that tells two of a kind apart; null when it was not read. */
export function modelWords(language: Language, named: NamedModel): string | null {
  const { model, capacityBytes = null } = named;
  if (model === null) return null;
  const name = isUnknownAppleModel(named) ? say(language, 'phone.apple.unknown-model', { type: model }) : model;
  return capacityBytes === null ? name : `${name} ${capacityText(capacityBytes)}`;
}

/** A capacity as it stands on the box: decimal units, at most one digit behind the point, in one piece so that no line breaks it. */
export function capacityText(bytes: number): string {
  const [size, unit] = bytes >= 1e12 ? ([bytes / 1e12, 'TB'] as const) : ([bytes / 1e9, 'GB'] as const);
  return `${Number(size.toFixed(1))}${unit}`;
}
