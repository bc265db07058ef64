import { CHAIN_KINDS, type ChainLink, GENESIS_PREV, rotationText, sealText } from './ledger.ts';
import type { BlindSpot, ChainAnswer, ChainFault, ChainOptions, ChainTools, FirstBad } from './ledger-faults.ts';
import { type EntryFrame, readFrame } from './ledger-frame.ts';
import { fieldOf, hasKind, isSound, meaningOf, opensItself, type Signed, textOf } from './ledger-meaning.ts';
import { TailReader } from './ledger-tail.ts';

// Beyond this many entries without a seal their form is read at once, so that memory stays bounded.
const MOST_UNREAD = 4096;

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
  #tail: TailReader | null = null;
  /** Entries after the newest seal whose inner form has not been read yet. */
  readonly #unread: string[] = [];
  #firstUnread = 2;
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
    this.#readUnsealed();
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
    const isHashed = this.#tools.sha256(text) === hash;
    if (isHashed && this.#takeByTail(link, expected)) return;
    const frame = isHashed ? readFrame(text) : null;
    if (frame === null) this.#fail(expected, this.#isAsHashed(link) ? 'not-canonical' : 'changed');
    else if (expected === 1 && frame.seq === 1) this.#open(link, frame);
    else this.#place(link, frame, expected);
  }

  #place(link: ChainLink, frame: EntryFrame, expected: number): void {
    if (expected > 1 && !this.#isOwn(link.text, frame)) this.#fail(expected, 'spliced');
    else if (expected > 1 && frame.practice !== this.#practice) this.#fail(expected, 'practice-mixed');
    else if (frame.seq < expected) this.#fail(Math.max(frame.seq, 1), 'inserted');
    else if (frame.seq > expected) this.#doubt = { about: 'gap', missing: expected };
    else if (link.text.startsWith(this.#hash, frame.prevAt)) this.#accept(link, frame.seq, frame.kindAt);
    else this.#doubt = { about: 'link', seq: expected, hash: link.hash };
  }

  /** Takes an entry whose end is all as it must be, leaving its inner form to the seal that vouches for it or to `finish`. */
  #takeByTail(link: ChainLink, expected: number): boolean {
    const kindAt = this.#tail?.kindAt(link.text, expected, this.#hash) ?? -1;
    if (kindAt === -1 || !link.text.isWellFormed()) return false;
    if (this.#unread.length < MOST_UNREAD) this.#unread.push(link.text);
    else if (!isSound(link.text)) return false;
    this.#accept(link, expected, kindAt);
    return true;
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

  #accept(link: ChainLink, seq: number, kindAt: number): void {
    // 0: an entry of a port, which is none of the chain's own kinds.
    const fault = kindAt === 0 ? null : this.#faultOfMeaning(link.text, seq, kindAt);
    if (fault !== null) {
      this.#fail(seq, fault);
      return;
    }
    this.#seq = seq;
    this.#hash = link.hash;
    if (seq === this.#options.checkpoint?.seq) this.#atCheckpoint = { hash: link.hash, publicKey: this.#publicKey };
  }

  /** Only the kinds that the chain itself gives a meaning to are parsed. */
  #faultOfMeaning(text: string, seq: number, kindAt: number): ChainFault | null {
    if (hasKind(text, kindAt, CHAIN_KINDS.sealed)) return this.#seal(text, seq);
    if (hasKind(text, kindAt, CHAIN_KINDS.rotated)) return this.#rotate(text);
    return seq > 1 && hasKind(text, kindAt, CHAIN_KINDS.opened) ? 'spliced' : null;
  }

  #open(link: ChainLink, frame: EntryFrame): void {
    const entry = hasKind(link.text, frame.kindAt, CHAIN_KINDS.opened) ? meaningOf(link.text) : null;
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
    if (this.#options.depth === 'newest-seal') this.#tail = new TailReader(entry.workstation, entry.practice);
    this.#accept(link, 1, frame.kindAt);
  }

  #seal(text: string, seq: number): ChainFault | null {
    const named = { seq: seq - 1, hash: this.#hash, entries: seq - 1 };
    const start = `,"body":{"entries":${named.seq},"head":{"hash":"${named.hash}","seq":${named.seq}},"keyId":"${this.#keyId}",`;
    if (!text.includes(start)) return this.#faultOfSeal(text);
    this.#unread.length = 0;
    this.#firstUnread = seq + 1;
    const whole = { workstation: this.#workstation, practice: this.#practice, ...named };
    const statement = () => sealText(whole);
    this.#signed.push({ seq, why: 'bad-seal', entry: text, statement, publicKey: this.#publicKey });
    return null;
  }

  #faultOfSeal(text: string): ChainFault {
    const entry = meaningOf(text);
    if (entry === null) return 'not-canonical';
    const { body, seq } = entry;
    const sealed = seq - 1;
    const isPlaced = fieldOf(body.head, 'seq') === sealed && body.entries === sealed;
    if (body.keyId !== this.#keyId || !isPlaced) return 'bad-seal';
    // A genuine seal that speaks of another chain: what it sealed was rewritten afterwards.
    const named = { seq: sealed, hash: textOf(body.head, 'hash'), entries: sealed };
    const statement = sealText({ workstation: this.#workstation, practice: this.#practice, ...named });
    const isGenuine = this.#tools.verifySignature(statement, textOf(body, 'signature'), this.#publicKey);
    return isGenuine && named.hash !== this.#hash ? 'rewritten' : 'bad-seal';
  }

  #rotate(text: string): ChainFault | null {
    const entry = meaningOf(text);
    if (entry === null) return 'not-canonical';
    const { body, seq, prev } = entry;
    const newPublicKey = textOf(body, 'newPublicKey');
    const newKeyId = this.#tools.keyIdOf(newPublicKey);
    if (body.keyId !== this.#keyId || newKeyId === null || newKeyId !== body.newKeyId) return 'bad-rotation';
    const place = { workstation: this.#workstation, practice: this.#practice, seq, prev };
    const statement = () => rotationText({ ...place, newKeyId, newPublicKey });
    this.#signed.push({ seq, why: 'bad-rotation', entry: text, statement, publicKey: this.#publicKey });
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
      this.#options.depth === 'newest-seal' && this.#bad === null && newest !== undefined && this.#isGood(newest);
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
    const entry = meaningOf(one.entry);
    const signature = textOf(entry?.body, 'signature');
    return entry?.port === null && this.#tools.verifySignature(one.statement(), signature, one.publicKey);
  }

  /** No seal vouches for the newest entries, so that each is read to its last character. */
  #readUnsealed(): void {
    const index = this.#unread.findIndex((text) => !isSound(text));
    const seq = this.#firstUnread + index;
    if (index !== -1 && seq < (this.#bad?.seq ?? Number.POSITIVE_INFINITY)) this.#fail(seq, 'not-canonical');
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
    const { checkpoint, depth } = this.#options;
    const spots: BlindSpot[] = [];
    if (checkpoint === undefined) spots.push('tail-cut', 'whole-replaced');
    else if (this.#seq > checkpoint.seq) spots.push('tail-cut-after-checkpoint');
    if (this.#seq > sealedTo) spots.push('unsealed-tail');
    if (depth === 'newest-seal') spots.push('under-the-seal');
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
