import { canonicalText } from './canonical.ts';
import { isCanonical } from './canonical-scan.ts';
import { onlineStepOf } from './certificate-apple.ts';
import type { Sanitization } from './certified-apple.ts';
import { RUNGS } from './erasure.ts';
import type { JsonObject } from './json.ts';
import {
  CERTIFICATE_SCHEMA,
  type Certificate,
  type CertificateContent,
  type Headline,
  type IssueMark,
  type SignatureBlock,
} from './report.ts';
import { count, flag, listOf, nullable, objectOf, oneOf, type Shape, ShapeError, text } from './shape.ts';

/** The text that the signature of a certificate covers, and whose SHA-256 is its content hash. */
export function contentText(content: CertificateContent): string {
  return canonicalText(content as unknown as JsonObject);
}

/** The text that the signature of the original/reprint mark covers: the mark, bound to one content. */
export function issueText(contentSha256: string, mark: Pick<IssueMark, 'kind' | 'number'>): string {
  return canonicalText({ contentSha256, kind: mark.kind, number: mark.number, purpose: 'hakushi-certificate-issue' });
}

/** The exact text of a certificate's file. */
export function certificateText(certificate: Certificate): string {
  return canonicalText(certificate as unknown as JsonObject);
}

/** Why a file is not a certificate; the texts are under `certificate.why.<why>`. */
export type UnreadableWhy = 'not-json' | 'not-canonical' | 'wrong-shape' | 'wrong-version';

/** A certificate read from a file, or why it is none; `path` names the first place of another shape. */
export type ReadCertificate =
  | { readonly certificate: Certificate; readonly why: null }
  | { readonly certificate: null; readonly why: UnreadableWhy; readonly path: string };

const headlines = [
  'machine-proven',
  'person-attested',
  'failed',
  'inconclusive',
  'unerasable',
  'cancelled',
  'interrupted',
  'unfinished',
] as const satisfies readonly Headline[];

const CONTENT_FIELDS: Readonly<Record<keyof CertificateContent, 'always' | 'sometimes'>> = {
  record: 'always',
  job: 'always',
  port: 'always',
  practice: 'always',
  outcome: 'always',
  headline: 'always',
  doubts: 'always',
  gaps: 'always',
  error: 'always',
  jobState: 'always',
  grade: 'always',
  device: 'always',
  claims: 'always',
  purpose: 'always',
  plan: 'always',
  sanitization: 'sometimes',
  steps: 'always',
  overwrites: 'always',
  rules: 'always',
  notCovered: 'always',
  notExamined: 'always',
  chip: 'sometimes',
  shop: 'sometimes',
  operator: 'always',
  operatorAuthenticated: 'sometimes',
  review: 'always',
  consent: 'always',
  tool: 'always',
  retryOf: 'always',
  times: 'always',
  ledger: 'always',
  limits: 'always',
  words: 'always',
};

// What a reader relies on before the signature is checked; the rest of the content is compared with the ledger as a whole.
const contentHead = objectOf<
  Pick<CertificateContent, 'record' | 'practice' | 'outcome' | 'headline'> & {
    doubts: readonly string[];
    grade: { is: string };
  }
>({
  record: nullable(text),
  practice: flag,
  outcome: oneOf('pass', 'fail', 'inconclusive'),
  headline: oneOf(...headlines),
  doubts: listOf(text),
  grade: objectOf<{ is: string }>({ is: oneOf('A', 'B', 'C', 'D', 'E') }),
});

const shopWords = objectOf<NonNullable<CertificateContent['shop']>>({ name: text, licence: text });

const content: Shape<CertificateContent> = (value, path = '') => {
  const head = contentHead(value, path);
  const whole = value as CertificateContent;
  const fields = Object.entries(CONTENT_FIELDS).filter(
    ([name, when]) => when === 'always' || Object.hasOwn(whole, name),
  );
  sameKeys(
    whole,
    fields.map(([name]) => name),
    path,
  );
  if (whole.operatorAuthenticated !== undefined && whole.operatorAuthenticated !== true) {
    throw new ShapeError(`${path}.operatorAuthenticated`, 'true');
  }
  if (whole.shop !== undefined) {
    shopWords(whole.shop, `${path}.shop`);
    sameKeys(whole.shop, ['name', 'licence'], `${path}.shop`);
  }
  if (whole.sanitization !== undefined) unwritten(whole, path);
  const isPassHeadline = head.headline === 'machine-proven' || head.headline === 'person-attested';
  // A paper may not be headed by a pass while it lists a reason against it.
  if (isPassHeadline !== (head.outcome === 'pass') || (isPassHeadline && head.doubts.length > 0)) {
    throw new ShapeError(`${path}.headline`, 'what the outcome says');
  }
  return whole;
};

const keysAlone = objectOf<Sanitization>({
  method: oneOf(...RUNGS),
  technique: oneOf('cryptographic-erase'),
  performedBy: nullable(oneOf('device (Apple)')),
  overwrite: objectOf<Sanitization['overwrite']>({
    performed: (value, path = '') => {
      if (value !== false) throw new ShapeError(path, 'false');
      return false;
    },
    reason: oneOf('not-supported-by-platform'),
  }),
  dataPlan: oneOf('removal-ordered', 'not-recorded'),
  onlineStep: oneOf('done', 'not-done', 'not-recorded'),
});

/** A paper may not tell of an overwrite beside an erasure that has none, nor of an online step that its chip does not tell of. */
function unwritten({ sanitization, overwrites, plan, outcome, chip }: CertificateContent, path: string): void {
  const { performedBy, onlineStep } = keysAlone(sanitization, `${path}.sanitization`);
  // Older papers named the phone whatever the outcome, and said "not recorded" whatever the chip did.
  if (outcome === 'pass' && performedBy === null) throw new ShapeError(`${path}.sanitization.performedBy`, 'named');
  if (onlineStep !== 'not-recorded' && onlineStep !== onlineStepOf(chip)) {
    throw new ShapeError(`${path}.sanitization.onlineStep`, 'what the chip says');
  }
  if (overwrites.length > 0) throw new ShapeError(`${path}.overwrites`, 'empty');
  if (plan?.overwrites !== false) throw new ShapeError(`${path}.plan.overwrites`, 'false');
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const base64Text: Shape<string> = (value, path = '') => {
  const found = text(value, path);
  if (!base64.test(found)) throw new ShapeError(path, 'base64');
  return found;
};

const certificate = objectOf<Certificate>({
  schema: oneOf('hakushi-certificate'),
  schemaVersion: (value, path = '') => {
    if (value !== CERTIFICATE_SCHEMA) throw new ShapeError(path, 'a known version');
    return CERTIFICATE_SCHEMA;
  },
  content,
  issue: objectOf<IssueMark>({ kind: oneOf('original', 'reprint'), number: count, signature: base64Text }),
  signature: objectOf<SignatureBlock>({
    algorithm: oneOf('Ed25519'),
    keyId: text,
    publicKey: base64Text,
    signature: base64Text,
  }),
});

function sameKeys(value: object, wanted: readonly string[], path: string): void {
  const found = Object.keys(value);
  const odd = found.find((name) => !wanted.includes(name)) ?? wanted.find((name) => !found.includes(name));
  if (odd !== undefined) throw new ShapeError(`${path}.${odd}`, 'part of the form');
}

/** Reads the text of a certificate's file. Only the exact canonical text of a certificate's form is accepted: no other field, no other order. */
export function readCertificate(from: string): ReadCertificate {
  // The scanner builds nothing and bounds the depth, so a hostile file is refused before anything is built from it.
  const unreadable = (why: UnreadableWhy, path = ''): ReadCertificate => ({ certificate: null, why, path });
  const trimmed = from.endsWith('\n') ? from.slice(0, -1) : from;
  if (!isCanonical(trimmed)) return unreadable(looksLikeJson(trimmed) ? 'not-canonical' : 'not-json');
  try {
    const value: unknown = JSON.parse(trimmed);
    const read = certificate(value);
    sameKeys(value as object, ['schema', 'schemaVersion', 'content', 'issue', 'signature'], '');
    if (certificateText(read) !== trimmed) return unreadable('wrong-shape');
    return { certificate: read, why: null };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return unreadable(error.path === 'schemaVersion' ? 'wrong-version' : 'wrong-shape', error.path);
  }
}

function looksLikeJson(candidate: string): boolean {
  try {
    JSON.parse(candidate);
    return true;
  } catch {
    return false;
  }
}
