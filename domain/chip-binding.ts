import type { ChipKind, ChipReading, ChipReason } from './chip.ts';
import { type DeviceFacts, known } from './device.ts';
import type { ErrorCode } from './errors.ts';

/** What a reading must say of itself before it is bound. */
export interface BoundReading {
  readonly scan: ChipReading['scan'];
  readonly kind: ChipKind | null;
  readonly reasons: readonly ChipReason[];
}

/**
 * Why a reading is of no phone in particular, so that it may be bound to none: a card answered, several chips did, or another one half-way.
 * Its number would stay in the phone's record as the phone's own. Null where it may be bound, as the one poll of an iPhone, which takes no
 * number where several answer, and speaks against the phone.
 */
export function whyUnbindable({
  scan,
  kind,
  reasons,
}: BoundReading): Extract<ErrorCode, 'chip.multiple' | 'chip.changed'> | null {
  const isNumberless = scan === 'iphone' && kind === null;
  if (kind === 'card' || (!isNumberless && reasons.includes('several-chips'))) return 'chip.multiple';
  return reasons.includes('chip-changed') ? 'chip.changed' : null;
}

// The container has no room for more of a model's name (docs/decisions/0026).
const ROOM_FOR_MODEL = 11;

/**
 * Tells whether a chip's container names another model than every name that the phone has; case, blanks and hyphens make no difference, and
 * neither does what the container has no room for. False where one of the two has no name. It proves nothing: no container of a real phone was ever seen.
 */
export function isAnotherModel(inContainer: string, ofPhone: readonly (string | null)[]): boolean {
  const told = bare(inContainer);
  const names = ofPhone.map((name) => bare(name ?? '')).filter((name) => name !== '');
  const isCut = inContainer.trim().length >= ROOM_FOR_MODEL;
  return told !== '' && names.length > 0 && !names.some((name) => name === told || (isCut && name.startsWith(told)));
}

// brand/product/device:version/... as Android builds it.
const DEVICE_IN_FINGERPRINT = /^[^/]*\/[^/]*\/([^/:]+):/;

/** The names by which a phone calls its model: model, product, and the device of its build. */
export function modelNamesOf({
  model,
  product,
  fingerprint,
}: Pick<DeviceFacts, 'model' | 'product' | 'fingerprint'>): readonly string[] {
  const device = DEVICE_IN_FINGERPRINT.exec(known(fingerprint) ?? '')?.[1];
  return [known(model), known(product), device].filter((name) => name !== null && name !== undefined);
}

function bare(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}
