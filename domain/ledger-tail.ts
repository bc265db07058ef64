/**
 * Finds the kind of an entry by its fixed end alone: the fields after the body stand in the canonical order, so that they can be read
 * backwards from the last byte without looking at the body.
 */
export class TailReader {
  readonly #end: string;
  readonly #practice: string;

  /** Knows one chain: its workstation and whether it is of practice. */
  constructor(workstation: string, practice: boolean) {
    this.#end = `,"workstation":${JSON.stringify(workstation)}}`;
    this.#practice = `,"practice":${practice},"prev":"`;
  }

  /**
   * Returns where the kind's text begins, or 0 when the entry belongs to a port and so is none of the chain's own kinds, if the text
   * ends as entry number `seq` of this chain after an entry with the hash `prev` must end. Otherwise -1: a closer look is needed.
   */
  kindAt(text: string, seq: number, prev: string): number {
    const seqEnd = text.length - this.#end.length;
    if (!text.startsWith(this.#end, seqEnd)) return -1;
    const seqAt = numberBefore(text, seqEnd, seq);
    if (!text.startsWith(SEQ, seqAt - SEQ.length)) return -1;
    const recordAt = idBefore(text, seqAt - SEQ.length, RECORD);
    const prevAt = recordAt - PREV_WITH_QUOTE;
    const practiceAt = prevAt - this.#practice.length;
    if (recordAt === -1 || text.charCodeAt(recordAt - 1) !== QUOTE) return -1;
    if (!text.startsWith(prev, prevAt) || !text.startsWith(this.#practice, practiceAt)) return -1;
    return text.startsWith(NO_PORT, practiceAt - NO_PORT.length) ? kindBefore(text, practiceAt - NO_PORT.length) : 0;
  }
}

const QUOTE = 34;
const PREV_WITH_QUOTE = 65;
const SEQ = ',"seq":';
const RECORD = ',"record":';
const NO_PORT = ',"port":null';
const OFFSET = '","offsetMinutes":';
const KIND = ',"kind":"';

/** Where the decimal digits of `wanted` begin, when they end at `end`; otherwise -1. */
function numberBefore(text: string, end: number, wanted: number): number {
  let rest = wanted;
  let at = end;
  while (rest > 0) {
    at -= 1;
    if (text.charCodeAt(at) !== 48 + (rest % 10)) return -1;
    rest = (rest - (rest % 10)) / 10;
  }
  return at;
}

/** Where `name` begins, when the text before `end` is that name with null or a string without quotes inside; otherwise -1. */
function idBefore(text: string, end: number, name: string): number {
  let from = end - 4;
  if (text.charCodeAt(end - 1) === QUOTE) from = quoteBefore(text, end - 1);
  else if (!text.startsWith('null', from)) return -1;
  const at = from - name.length;
  return at > 0 && text.startsWith(name, at) ? at : -1;
}

/** Where the nearest quote before `end` stands; -1 when there is none. */
function quoteBefore(text: string, end: number): number {
  let at = end - 1;
  while (at >= 0 && text.charCodeAt(at) !== QUOTE) at -= 1;
  return at;
}

function kindBefore(text: string, end: number): number {
  let at = end;
  while (isInteger(text.charCodeAt(at - 1))) at -= 1;
  if (at === end || !text.startsWith(OFFSET, at - OFFSET.length)) return -1;
  const kindAt = quoteBefore(text, at - OFFSET.length) + 1;
  return text.startsWith(KIND, kindAt - KIND.length) ? kindAt : -1;
}

function isInteger(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 45;
}
