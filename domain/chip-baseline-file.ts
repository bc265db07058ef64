import { canonicalText } from './canonical.ts';
import type { ChipBaseline } from './chip.ts';
import { dataSchema, readDataFile, someText } from './chip-data-file.ts';
import { icFacts } from './chip-ic.ts';
import { chipBaseline } from './chip-shapes.ts';
import type { JsonObject } from './json.ts';
import { listOf, objectOf, oneOf, type Shape, ShapeError, text } from './shape.ts';

/** Checks an Ed25519 signature over the UTF-8 bytes of a text; the public key is raw, and both are base64. */
export type VerifySignature = (publicKey: string, signed: string, signature: string) => boolean;

interface BaselineFile {
  readonly schema: 1;
  readonly version: string;
  readonly baselines: readonly ChipBaseline[];
  readonly signature: {
    readonly algorithm: 'Ed25519';
    readonly keyId: string;
    readonly publicKey: string;
    readonly signature: string;
  };
}

const file = objectOf<BaselineFile>({
  schema: dataSchema,
  version: someText,
  baselines: listOf(chipBaseline),
  signature: objectOf<BaselineFile['signature']>({
    algorithm: oneOf('Ed25519'),
    keyId: text,
    publicKey: text,
    signature: text,
  }),
});

// The rule itself says what these may show (docs/decisions/0027); no baseline widens them.
const FIXED = [0xfe00, 0xfe0f, 0xffff];

/** The text that the signature of a file of baselines covers: everything in it but the signature. */
export function signedPart(whole: JsonObject): string {
  const { signature: _signature, ...rest } = whole;
  return canonicalText(rest);
}

/**
 * Reads signed baselines; throws `chip.data-file` for a file without a signature, with a wrong one, by a key that is not trusted, or
 * that would let an emptied phone show more than a baseline may.
 */
export function readBaselines(
  json: string,
  verify: VerifySignature,
  trustedKeys: readonly string[],
): { readonly version: string; readonly baselines: readonly ChipBaseline[] } {
  const signed: Shape<BaselineFile> = (value, path = '') => {
    const found = file(value, path);
    const { publicKey, signature } = found.signature;
    if (!trustedKeys.includes(publicKey)) throw new ShapeError('signature.publicKey', 'a key that is trusted');
    if (!verify(publicKey, signedPart(value as JsonObject), signature)) {
      throw new ShapeError('signature.signature', 'a signature of this file');
    }
    for (const [at, baseline] of found.baselines.entries()) refuseWide(baseline, `baselines[${at}]`);
    if (new Set(found.baselines.map(({ id }) => id)).size !== found.baselines.length) {
      throw new ShapeError('baselines', 'without an id twice');
    }
    return found;
  };
  const { version, baselines } = readDataFile('baselines.json', json, signed);
  return { version, baselines };
}

function refuseWide({ icCodes, systems, source }: ChipBaseline, path: string): void {
  if (icCodes.length === 0 || icCodes.some((code) => icFacts(code)?.kind !== 'phone')) {
    throw new ShapeError(`${path}.icCodes`, "a list of phones' ICs");
  }
  if (source.trim() === '') throw new ShapeError(`${path}.source`, 'a source');
  const codes = systems.map(({ code }) => code);
  if (new Set(codes).size !== codes.length || codes.some((code) => FIXED.includes(code))) {
    throw new ShapeError(`${path}.systems`, 'systems besides FE00, FE0F and FFFF, each once');
  }
}
