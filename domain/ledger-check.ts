import type { JsonObject, JsonValue } from './json.ts';
import { CHAIN_KINDS, type ChainLink, GENESIS_PREV, LEDGER_SCHEMA, rotationText, sealText } from './ledger.ts';
import type { BlindSpot, ChainAnswer, ChainFault, ChainOptions, ChainTools, FirstBad } from './ledger-faults.ts';
import { type EntryFrame, type ReadEntry, readEntry, readFrame } from './ledger-frame.ts';

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
    const frame = this.#tools.sha256(text) === hash ? readFrame(text) : null;
    if (frame === null) this.#fail(expected, this.#isAsHashed(link) ? 'not-canonical' : 'changed');
    else if (expected === 1 && frame.seq === 1) this.#open(link, frame);
    else if (expected > 1 && !this.#isOwn(text, frame)) this.#fail(expected, 'spliced');
    else if (expected > 1 && frame.practice !== this.#practice) this.#fail(expected, 'practice-mixed');
    else if (frame.seq < expected) this.#fail(Math.max(frame.seq, 1), 'inserted');
    else if (frame.seq > expected) this.#doubt = { about: 'gap', missing: expected };
    else if (!text.startsWith(this.#hash, frame.prevAt)) this.#doubt = { about: 'link', seq: expected, hash };
    else this.#accept(link, frame);
  }

  /** UTF-8 turns every lone surrogate into the same replacement character, so such a text can borrow another one's hash. */
  #isAsHashed(link: ChainLink): boolean {
    return link.text.isWellFormed() && this.#tools.sha256(link.text) === link.hash;
  }

  #isOwn(text: string, frame: EntryFrame): boolean {
    return (
      text.startsWith(this.#workstation, frame.workstationAt) &&
      text.length === frame.workstationAt + this.#workstation.length + 2
    );
  }

  #accept(link: ChainLink, frame: EntryFrame): void {
    const fault = this.#faultOfMeaning(link.text, frame);
    if (fault !== null) {
      this.#fail(frame.seq, fault);
      return;
    }
    this.#seq = frame.seq;
    this.#hash = link.hash;
    if (frame.seq === this.#options.checkpoint?.seq)
      this.#atCheckpoint = { hash: link.hash, publicKey: this.#publicKey };
  }

  /** Only the kinds that the chain itself gives a meaning to are parsed. */
  #faultOfMeaning(text: string, frame: EntryFrame): ChainFault | null {
    if (hasKind(text, frame, CHAIN_KINDS.sealed)) return this.#seal(text);
    if (hasKind(text, frame, CHAIN_KINDS.rotated)) return this.#rotate(text);
    return frame.seq > 1 && hasKind(text, frame, CHAIN_KINDS.opened) ? 'spliced' : null;
  }

  #open(link: ChainLink, frame: EntryFrame): void {
    const entry = hasKind(link.text, frame, CHAIN_KINDS.opened) ? meaningOf(link.text) : null;
    const publicKey = textOf(entry?.body, 'publicKey');
    const keyId = this.#tools.keyIdOf(publicKey);
    if (entry === null || entry.prev !== GENESIS_PREV || keyId === null || !opensItself(entry, keyId)) {
      this.#fail(1, 'not-opened');
      return;
    }
    this.#workstation = entry.workstation;
    this.#practice = entry.practice;
    this.#publicKey = publicKey;
    this.#keyId = keyId;
    this.#accept(link, frame);
  }

  #seal(text: string): ChainFault | null {
    const entry = meaningOf(text);
    if (entry === null) return 'not-canonical';
    const { body, seq } = entry;
    const sealed = seq - 1;
    const isPlaced = fieldOf(body.head, 'seq') === sealed && body.entries === sealed;
    if (body.keyId !== this.#keyId || !isPlaced) return 'bad-seal';
    const named = { seq: sealed, hash: textOf(body.head, 'hash'), entries: sealed };
    const statement = sealText({ workstation: this.#workstation, practice: this.#practice, ...named });
    const signature = textOf(body, 'signature');
    if (named.hash !== this.#hash) {
      // The seal is genuine but speaks of another chain: what it sealed was rewritten afterwards.
      return this.#tools.verifySignature(statement, signature, this.#publicKey) ? 'rewritten' : 'bad-seal';
    }
    this.#signed.push({ seq, why: 'bad-seal', text: statement, signature, publicKey: this.#publicKey });
    return null;
  }

  #rotate(text: string): ChainFault | null {
    const entry = meaningOf(text);
    if (entry === null) return 'not-canonical';
    const { body, seq, prev } = entry;
    const newPublicKey = textOf(body, 'newPublicKey');
    const newKeyId = this.#tools.keyIdOf(newPublicKey);
    if (body.keyId !== this.#keyId || newKeyId === null || newKeyId !== body.newKeyId) return 'bad-rotation';
    const place = { workstation: this.#workstation, practice: this.#practice, seq, prev };
    const statement = rotationText({ ...place, newKeyId, newPublicKey });
    const signature = textOf(body, 'signature');
    this.#signed.push({ seq, why: 'bad-rotation', text: statement, signature, publicKey: this.#publicKey });
    this.#publicKey = newPublicKey;
    this.#keyId = newKeyId;
    return null;
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
    if (!isOwn) {
      this.#fail(1, 'checkpoint-foreign');
      return;
    }
    const isSigned = this.#tools.verifySignature(sealText(checkpoint), checkpoint.signature, checkpoint.publicKey);
    if (!isSigned || this.#tools.keyIdOf(checkpoint.publicKey) !== checkpoint.keyId) {
      this.#fail(checkpoint.seq, 'checkpoint-forged');
      return;
    }
    if (this.#seq < checkpoint.seq) {
      this.#fail(this.#seq + 1, 'tail-cut');
      return;
    }
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

/** The body of these kinds is signed or signs, so a text that does not read back to itself is a fault and not a crash. */
function meaningOf(text: string): ReadEntry | null {
  try {
    return readEntry(text);
  } catch {
    return null;
  }
}

function opensItself(entry: ReadEntry, keyId: string): boolean {
  const { body, workstation, practice } = entry;
  const isSame = body.workstation === workstation && body.practice === practice;
  return isSame && body.schema === LEDGER_SCHEMA && body.keyId === keyId;
}

function fieldOf(value: JsonValue | undefined, field: string): JsonValue | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject)[field] : undefined;
}

function textOf(value: JsonValue | undefined, field: string): string {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : '';
}
