import type { JsonObject } from './canonical.ts';
import {
  CHAIN_KINDS,
  type ChainLink,
  type Checkpoint,
  GENESIS_PREV,
  LEDGER_SCHEMA,
  rotationText,
  sealText,
} from './ledger.ts';
import { type EntryFrame, readEntry, readFrame } from './ledger-frame.ts';

/** Why an entry is bad; the texts are under `ledger.why.<code>`. */
export const CHAIN_FAULTS = [
  'changed',
  'deleted',
  'reordered',
  'inserted',
  'spliced',
  'practice-mixed',
  'bad-seal',
  'rewritten',
  'bad-rotation',
  'not-opened',
  'not-canonical',
  'tail-cut',
  'checkpoint-mismatch',
  'checkpoint-foreign',
  'checkpoint-forged',
  'unreadable',
  'empty',
] as const;
/** One of CHAIN_FAULTS. */
export type ChainFault = (typeof CHAIN_FAULTS)[number];

/** What a check cannot see by its nature; the texts are under `ledger.blind.<code>`. */
export const CHAIN_BLIND_SPOTS = [
  'tail-cut',
  'tail-cut-after-checkpoint',
  'whole-replaced',
  'unsealed-tail',
  'key-holder',
  'older-seals',
] as const;
/** One of CHAIN_BLIND_SPOTS. */
export type BlindSpot = (typeof CHAIN_BLIND_SPOTS)[number];

/** The first bad entry. `since`, where present: no seal vouches for the entries from this seq on, so the true place may be earlier. */
export interface FirstBad {
  readonly seq: number;
  readonly why: ChainFault;
  readonly since?: number;
}

/** The answer of a chain check: `entries` counts what was read, `head` is the last entry before the first bad one. */
export interface ChainAnswer {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly firstBad: FirstBad | null;
  readonly cannotSee: readonly BlindSpot[];
}

/** The cryptography that a check needs, given by whoever runs it. */
export interface ChainTools {
  /** SHA-256 of the text's UTF-8 bytes as 64 lower-case hex digits. */
  sha256(text: string): string;
  /** SHA-256 of the raw key behind the base64 as hex, or null when it is not 32 bytes. */
  keyIdOf(publicKey: string): string | null;
  /** True only for a good Ed25519 signature (base64) of the text's UTF-8 bytes by the raw public key (base64). */
  verifySignature(text: string, signature: string, publicKey: string): boolean;
}

/** `seals: 'newest'` verifies the signature of the newest seal and looks at older ones only when that fails. */
export interface ChainOptions {
  readonly checkpoint?: Checkpoint;
  readonly seals?: 'every' | 'newest';
}

interface Signed {
  readonly seq: number;
  readonly why: 'bad-seal' | 'bad-rotation';
  readonly text: string;
  readonly signature: string;
  readonly publicKey: string;
}

type Doubt =
  | { readonly about: 'gap'; readonly missing: number }
  | { readonly about: 'link'; readonly seq: number; readonly hash: string };

/** Checks a chain link by link, in the order in which it is stored, holding no more than its seals in memory. */
export class ChainChecker {
  readonly #tools: ChainTools;
  readonly #options: ChainOptions;
  readonly #signed: Signed[] = [];
  #read = 0;
  #seq = 0;
  #hash = GENESIS_PREV;
  #workstation = '';
  #practice = false;
  #publicKey = '';
  #keyId = '';
  #bad: FirstBad | null = null;
  #doubt: Doubt | null = null;
  #atCheckpoint: { hash: string; publicKey: string } | null = null;

  constructor(tools: ChainTools, options: ChainOptions = {}) {
    this.#tools = tools;
    this.#options = options;
  }

  /** Takes the next entry. After the first bad one the rest is only counted, or looked through for what tells the faults apart. */
  push(link: ChainLink): void {
    this.#read += 1;
    if (this.#bad !== null) return;
    if (this.#doubt !== null) this.#resolve(this.#doubt, link);
    else this.#take(link);
  }

  /** Notes that the place of the next entry holds something that is not an entry at all. */
  pushUnreadable(): void {
    this.#read += 1;
    if (this.#bad === null && this.#doubt === null) this.#fail(this.#seq + 1, 'unreadable');
  }

  /** Ends the check and gives the answer. */
  finish(): ChainAnswer {
    if (this.#doubt !== null) this.#settle(this.#doubt, false);
    const sealedTo = this.#checkSignatures();
    if (this.#bad === null && this.#read === 0 && this.#options.checkpoint === undefined) this.#fail(1, 'empty');
    if (this.#bad === null) this.#checkCheckpoint();
    return {
      ok: this.#bad === null,
      entries: this.#read,
      head: this.#seq === 0 ? null : { seq: this.#seq, hash: this.#hash },
      firstBad: this.#bad,
      cannotSee: this.#cannotSee(sealedTo),
    };
  }

  #fail(seq: number, why: ChainFault): void {
    this.#bad = { seq, why };
  }

  #take(link: ChainLink): void {
    const expected = this.#seq + 1;
    const { text, hash } = link;
    // UTF-8 turns every lone surrogate into the same replacement character, so such a text could share another one's hash.
    if (this.#tools.sha256(text) !== hash || !text.isWellFormed()) return this.#fail(expected, 'changed');
    const frame = readFrame(text);
    if (frame === null) return this.#fail(expected, 'not-canonical');
    if (expected === 1 && frame.seq === 1) return this.#open(link, frame);
    if (expected > 1 && !this.#isOwn(text, frame)) return this.#fail(expected, 'spliced');
    if (expected > 1 && frame.practice !== this.#practice) return this.#fail(expected, 'practice-mixed');
    if (frame.seq < expected) return this.#fail(frame.seq < 1 ? expected : frame.seq, 'inserted');
    if (frame.seq > expected) {
      this.#doubt = { about: 'gap', missing: expected };
      return;
    }
    if (!text.startsWith(this.#hash, frame.prevAt)) {
      this.#doubt = { about: 'link', seq: expected, hash };
      return;
    }
    this.#accept(link, frame);
  }

  #isOwn(text: string, frame: EntryFrame): boolean {
    return (
      text.startsWith(this.#workstation, frame.workstationAt) &&
      text.length === frame.workstationAt + this.#workstation.length + 2
    );
  }

  #accept(link: ChainLink, frame: EntryFrame): void {
    const { text, hash } = link;
    const first = text.charCodeAt(frame.kindAt);
    if (first === 115 && hasKind(text, frame, CHAIN_KINDS.sealed)) this.#seal(text);
    else if (first === 107 && hasKind(text, frame, CHAIN_KINDS.rotated)) this.#rotate(text);
    else if (first === 108 && hasKind(text, frame, CHAIN_KINDS.opened) && frame.seq > 1)
      this.#fail(frame.seq, 'spliced');
    if (this.#bad !== null) return;
    this.#seq = frame.seq;
    this.#hash = hash;
    if (frame.seq === this.#options.checkpoint?.seq) this.#atCheckpoint = { hash, publicKey: this.#publicKey };
  }

  #open(link: ChainLink, frame: EntryFrame): void {
    const { text } = link;
    if (!hasKind(text, frame, CHAIN_KINDS.opened) || !text.startsWith(GENESIS_PREV, frame.prevAt)) {
      return this.#fail(1, 'not-opened');
    }
    const { body, workstation, practice } = readEntry(text);
    const publicKey = textOf(body, 'publicKey');
    const keyId = this.#tools.keyIdOf(publicKey);
    const agrees =
      body['workstation'] === workstation && body['practice'] === practice && body['schema'] === LEDGER_SCHEMA;
    if (!agrees || keyId === null || keyId !== body['keyId']) return this.#fail(1, 'not-opened');
    this.#workstation = workstation;
    this.#practice = practice;
    this.#publicKey = publicKey;
    this.#keyId = keyId;
    this.#accept(link, frame);
  }

  #seal(text: string): void {
    const { body, seq } = readEntry(text);
    const head = objectOf(body, 'head');
    const named = { seq: Number(head['seq']), hash: textOf(head, 'hash'), entries: Number(body['entries']) };
    const statement = sealText({ workstation: this.#workstation, practice: this.#practice, ...named });
    const signature = textOf(body, 'signature');
    if (body['keyId'] !== this.#keyId || named.seq !== seq - 1 || named.entries !== named.seq)
      return this.#fail(seq, 'bad-seal');
    if (named.hash !== this.#hash) {
      // The seal is genuine but speaks of another chain: what it sealed was rewritten afterwards.
      const genuine = this.#tools.verifySignature(statement, signature, this.#publicKey);
      return this.#fail(seq, genuine ? 'rewritten' : 'bad-seal');
    }
    this.#signed.push({ seq, why: 'bad-seal', text: statement, signature, publicKey: this.#publicKey });
  }

  #rotate(text: string): void {
    const { body, seq, prev } = readEntry(text);
    const newPublicKey = textOf(body, 'newPublicKey');
    const newKeyId = this.#tools.keyIdOf(newPublicKey);
    if (body['keyId'] !== this.#keyId || newKeyId === null || newKeyId !== body['newKeyId'])
      return this.#fail(seq, 'bad-rotation');
    const place = { workstation: this.#workstation, practice: this.#practice, seq, prev };
    const statement = rotationText({ ...place, newKeyId, newPublicKey });
    const signature = textOf(body, 'signature');
    this.#signed.push({ seq, why: 'bad-rotation', text: statement, signature, publicKey: this.#publicKey });
    this.#publicKey = newPublicKey;
    this.#keyId = newKeyId;
  }

  /** Looks at entries after a gap or a broken link until it is clear what happened there. */
  #resolve(doubt: Doubt, link: ChainLink): void {
    const frame = this.#tools.sha256(link.text) === link.hash ? readFrame(link.text) : null;
    if (doubt.about === 'gap') {
      if (frame?.seq === doubt.missing && this.#isOwn(link.text, frame)) this.#settle(doubt, true);
      return;
    }
    this.#settle(
      doubt,
      frame !== null && frame.seq === doubt.seq + 1 && link.text.startsWith(doubt.hash, frame.prevAt),
    );
  }

  #settle(doubt: Doubt, explained: boolean): void {
    this.#doubt = null;
    if (doubt.about === 'gap') this.#fail(doubt.missing, explained ? 'reordered' : 'deleted');
    // When the rest of the chain agrees with the newer of the two, the older one was replaced together with its hash.
    else if (explained && doubt.seq > 1) this.#fail(doubt.seq - 1, 'changed');
    else this.#fail(doubt.seq, 'inserted');
  }

  /** Verifies signatures, oldest first, up to the first bad one. Returns the last seq that a good seal vouches for, 0 if none. */
  #checkSignatures(): number {
    const limit = this.#bad?.seq ?? Number.POSITIVE_INFINITY;
    const inQuestion = this.#signed.filter((one) => one.seq < limit);
    const newest = inQuestion.findLast((one) => one.why === 'bad-seal');
    const skipOlder =
      this.#options.seals === 'newest' && this.#bad === null && newest !== undefined && this.#isGood(newest);
    let sealedTo = 0;
    for (const one of inQuestion) {
      const skipped = skipOlder && one.why === 'bad-seal';
      if (!skipped && !this.#isGood(one)) {
        this.#bad = { seq: one.seq, why: one.why, since: sealedTo + 1 };
        return sealedTo;
      }
      if (one.why === 'bad-seal') sealedTo = one.seq;
    }
    this.#placeUnvouched(sealedTo);
    return sealedTo;
  }

  #isGood(one: Signed): boolean {
    return this.#tools.verifySignature(one.text, one.signature, one.publicKey);
  }

  /** A seal that does not fit says only that something since the last good seal was rewritten: the first such entry is named. */
  #placeUnvouched(sealedTo: number): void {
    const bad = this.#bad;
    if (bad?.why === 'rewritten')
      this.#bad = { seq: Math.min(sealedTo + 1, bad.seq), why: 'rewritten', since: sealedTo + 1 };
    else if (bad?.why === 'bad-seal') this.#bad = { ...bad, since: sealedTo + 1 };
  }

  #checkCheckpoint(): void {
    const { checkpoint } = this.#options;
    if (checkpoint === undefined) return;
    const isOwn =
      this.#seq === 0 || (checkpoint.workstation === this.#workstation && checkpoint.practice === this.#practice);
    if (!isOwn) return this.#fail(1, 'checkpoint-foreign');
    const isSigned = this.#tools.verifySignature(sealText(checkpoint), checkpoint.signature, checkpoint.publicKey);
    if (!isSigned || this.#tools.keyIdOf(checkpoint.publicKey) !== checkpoint.keyId) {
      return this.#fail(checkpoint.seq, 'checkpoint-forged');
    }
    if (this.#seq < checkpoint.seq) return this.#fail(this.#seq + 1, 'tail-cut');
    const here = this.#atCheckpoint;
    const agrees = here?.hash === checkpoint.hash && here.publicKey === checkpoint.publicKey;
    if (!agrees || checkpoint.entries !== checkpoint.seq) this.#fail(checkpoint.seq, 'checkpoint-mismatch');
  }

  #cannotSee(sealedTo: number): BlindSpot[] {
    const { checkpoint, seals } = this.#options;
    const spots: BlindSpot[] = [];
    if (checkpoint === undefined) spots.push('tail-cut', 'whole-replaced');
    else if (this.#seq > checkpoint.seq) spots.push('tail-cut-after-checkpoint');
    if (this.#seq > sealedTo) spots.push('unsealed-tail');
    if (seals === 'newest') spots.push('older-seals');
    spots.push('key-holder');
    return spots;
  }
}

/** Checks a whole chain given in its stored order; the answer names the first bad entry and what such a check cannot see. */
export function checkChain(links: Iterable<ChainLink>, tools: ChainTools, options: ChainOptions = {}): ChainAnswer {
  const checker = new ChainChecker(tools, options);
  for (const link of links) checker.push(link);
  return checker.finish();
}

function hasKind(text: string, frame: EntryFrame, kind: string): boolean {
  return text.startsWith(kind, frame.kindAt) && text.charCodeAt(frame.kindAt + kind.length) === 34;
}

function textOf(body: JsonObject, field: string): string {
  const value = body[field];
  return typeof value === 'string' ? value : '';
}

function objectOf(body: JsonObject, field: string): JsonObject {
  const value = body[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
