import { isErrorCode, WorkstationError } from '../../domain/errors.ts';
import type { ReaderTransport } from '../../domain/reader.ts';

/** A transport that plays a transcript, and tells at the end whether it was played exactly. */
export interface ReplayTransport extends ReaderTransport {
  /** Throws when anything was asked otherwise than the transcript says, or when a line of it is left over. */
  finish(): void;
}

const KINDS = ['=>', '<=', '=!', '<!'] as const;

interface Line {
  readonly number: number;
  readonly kind: (typeof KINDS)[number];
  readonly what: string;
}

const LINE = /^(\S\S) (\S+)$/;
const BYTES = /^(?:[0-9a-f]{2})+$/;

function isBytes(kind: Line['kind'], what: string): boolean {
  if (kind === '=!' || kind === '<!') return isErrorCode(what);
  return BYTES.test(what) || (kind === '<=' && what === '-');
}

function parse(transcript: string): Line[] {
  return transcript.split('\n').flatMap((text, at): Line[] => {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return [];
    const [, mark, what = ''] = LINE.exec(line) ?? [];
    const kind = KINDS.find((one) => one === mark);
    if (kind === undefined || !isBytes(kind, what))
      throw new Error(`line ${at + 1} is none of a transcript: ${line.slice(0, 80)}`);
    return [{ number: at + 1, kind, what }];
  });
}

/** Plays the lines one after the other; the first thing that is not as they say is what everything fails with from then on. */
class Replay implements ReplayTransport {
  readonly #lines: Line[];
  #fault: Error | null = null;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  async write(frame: Uint8Array): Promise<void> {
    const written = Buffer.from(frame).toString('hex');
    this.#take('=>', `a write of ${written}`, (what) => what === written);
    if (this.#lines[0]?.kind === '=!') throw this.#failure();
  }

  async read(withinMs: number): Promise<Uint8Array | null> {
    if (this.#fault === null && this.#lines[0]?.kind === '<!') throw this.#failure();
    const what = this.#take('<=', `a read within ${withinMs} ms`, () => true);
    return what === '-' ? null : Uint8Array.from(Buffer.from(what, 'hex'));
  }

  async close(): Promise<void> {
    // A reader is given back at any time; what was left unsaid shows in finish().
  }

  finish(): void {
    if (this.#fault !== null) throw this.#fault;
    const left = this.#lines[0];
    if (left) throw new Error(`line ${left.number} is left over: ${left.kind} ${left.what}`);
  }

  #failure(): Error {
    const code = this.#lines.shift()?.what ?? '';
    return isErrorCode(code) ? new WorkstationError(code) : new Error(code);
  }

  #take(kind: Line['kind'], asked: string, fits: (what: string) => boolean): string {
    if (this.#fault !== null) throw this.#fault;
    const next = this.#lines[0];
    if (next?.kind !== kind || !fits(next.what)) {
      const expected = next ? `line ${next.number} says ${next.kind} ${next.what}` : 'the transcript is over';
      this.#fault = new Error(`${asked}, but ${expected}`);
      throw this.#fault;
    }
    this.#lines.shift();
    return next.what;
  }
}

/**
 * Makes a transport that plays a transcript of `recordingTransport`, strictly: another write than the next line, or a read where none is due,
 * fails. Lines that are empty or begin with `#` say nothing; any other line that is none throws here.
 */
export function replayTransport(transcript: string): ReplayTransport {
  return new Replay(parse(transcript));
}
