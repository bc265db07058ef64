import { WorkstationError } from '../../../../domain/errors.ts';
import type { ReaderTransport } from '../../../../domain/reader.ts';
import type { Heard } from '../../guarded-reader.ts';
import { hexOf, isWholeFrame, joinBytes } from '../bytes.ts';
import { FrameInbox } from '../frame-inbox.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { type PortAnswer, readAnswer, STATUS_OK } from './answer.ts';
import { type EscapeFrame, EscapeStream, encodeEscape } from './frame.ts';

// Commands of Port-400, felica-rs' and the WebUSB samples' drivers.
const FIRMWARE = Uint8Array.of(0xff, 0x56, 0x00, 0x00);
const KEEP_ALIVE = Uint8Array.of(0xff, 0x56, 0x00, 0x00, 0x00);
// Fixed speed; the last but one byte 01 would let the reader choose.
const SWITCH_TO_F = Uint8Array.of(0xff, 0x50, 0x00, 0x02, 0x04, 0x8f, 0x02, 0x03, 0x00, 0x00);
// Reader adds and takes off CRCs, no parity, no prologue.
const FLAGS_F = Uint8Array.of(0x90, 0x02, 0x00, 0x1c);
const SESSION = { start: 0x81, end: 0x82, fieldOff: 0x83, fieldOn: 0x84 } as const;

const SLOT_BUSY = 0xe0;
const OUTCOME = { done: 0, failed: 1 } as const;
const STATUS = { silent: [0x6400, 0x6401], wrongState: 0x6985, taken: 0x698a } as const;

const MOST_TRIES = 3;
const BUSY_TRIES = 1;
const BUSY_TRIES_AT_END = 4;
const MOST_STALE = 2;
// felica-rs waits until its time limit; this is two seconds.
const MOST_EXTENSIONS = 100;
const ANSWER_WITHIN_MS = 1500;
// Beyond the radio's own time: USB and a busy computer.
const BEYOND_RADIO_MS = 1000;
const BUSY_PAUSE_MS = 50;
const EXTENSION_PAUSE_MS = 20;
const FIELD_PAUSE_MS = 30;
const SWITCH_PAUSE_MS = 20;
const START_DRAIN_MS = 10;
const DRAIN_MS = 50;

const sessionOrder = (tag: number): Uint8Array => Uint8Array.of(0xff, 0x50, 0x00, 0x00, 0x02, tag, 0x00, 0x00);
const shown = (status: number): string => status.toString(16).padStart(4, '0');

type Told =
  | { readonly is: 'payload'; readonly payload: Uint8Array }
  | { readonly is: 'busy' }
  | { readonly is: 'nothing' }
  | { readonly is: 'damaged' };

/** The escape payload of a transparent exchange: flags where they must be stated, the response time limit, the card's frame. */
export function exchangePayload(frame: Uint8Array, withinMs: number, flags: Uint8Array = new Uint8Array()): Uint8Array {
  const micros = new Uint8Array(4);
  new DataView(micros.buffer).setUint32(0, Math.min(Math.ceil(Math.max(0, withinMs) * 1000), 0xffff_ffff), true);
  const size = [frame.length >> 8, frame.length & 0xff];
  const objects = joinBytes(flags, [0x5f, 0x46, 0x04], micros, [0x95, 0x82, ...size], frame);
  const length = [objects.length >> 8, objects.length & 0xff];
  return joinBytes([0xff, 0x50, 0x00, 0x01, 0x00, ...length], objects, [0x00, 0x00, 0x00]);
}

/** The commands of one RC-S300, one outstanding at a time, in a transparent session that the reader itself keeps. */
export class Port400Chipset {
  readonly #transport: ReaderTransport;
  readonly #inbox: FrameInbox<EscapeFrame>;
  readonly #clock: ReaderClock;
  #seq = 0;
  #areFlagsStated = false;
  #isSessionLost = false;

  constructor(transport: ReaderTransport, clock: ReaderClock) {
    this.#transport = transport;
    this.#inbox = new FrameInbox(transport, new EscapeStream(), clock);
    this.#clock = clock;
  }

  /** Ends the session of a program that crashed, begins ours, and returns the firmware's version; throws `reader.boot-loader`. */
  async start(signal: AbortSignal): Promise<string> {
    await this.#inbox.drain(START_DRAIN_MS);
    signal.throwIfAborted();
    const { status, data } = await this.#answer(FIRMWARE);
    if (status !== STATUS_OK || data.length < 16) throw this.#refusal('56', status);
    if (data[14] !== 0xff || data[15] !== 0xff) throw new WorkstationError('reader.boot-loader');
    signal.throwIfAborted();
    await this.#beginSession();
    return Array.from(data.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('.');
  }

  /** Sends one FeliCa frame on the air. */
  async transmit(frame: Uint8Array, withinMs: number): Promise<Heard> {
    // Flags stay in the reader as long as the session.
    const payload = exchangePayload(frame, withinMs, this.#areFlagsStated ? new Uint8Array() : FLAGS_F);
    const answerMs = Math.max(ANSWER_WITHIN_MS, Math.ceil(withinMs) + BEYOND_RADIO_MS);
    const answer = await this.#answer(payload, answerMs);
    if (answer.status === STATUS.taken) throw new WorkstationError('reader.session-taken');
    if (answer.status === STATUS.wrongState) {
      this.#isSessionLost = true;
      return { is: 'field-lost' };
    }
    this.#areFlagsStated = true;
    return heardIn(answer);
  }

  /** Field off, long enough for everything in it to start anew, and on again for FeliCa; a session that was lost is begun anew. */
  async renewField(): Promise<void> {
    if (this.#isSessionLost) await this.#beginSession();
    else await this.#fieldAnew();
  }

  /** Tells the reader that its session is still wanted. */
  async keepAlive(): Promise<void> {
    await this.#answer(KEEP_ALIVE);
  }

  /** Switches the field off. */
  async fieldOff(): Promise<void> {
    await this.#order(sessionOrder(SESSION.fieldOff));
  }

  /** Ends the transparent session, whoever began it. */
  async endSession(): Promise<void> {
    await this.#order(sessionOrder(SESSION.end), BUSY_TRIES_AT_END);
  }

  async #beginSession(): Promise<void> {
    this.#areFlagsStated = false;
    // Without a session there is nothing to end, and the reader may say so.
    await this.#answer(sessionOrder(SESSION.end), ANSWER_WITHIN_MS, BUSY_TRIES_AT_END);
    await this.#order(sessionOrder(SESSION.start), BUSY_TRIES_AT_END);
    await this.#fieldAnew();
    this.#isSessionLost = false;
  }

  async #fieldAnew(): Promise<void> {
    await this.fieldOff();
    await this.#clock.pause(FIELD_PAUSE_MS);
    await this.#order(sessionOrder(SESSION.fieldOn));
    await this.#clock.pause(FIELD_PAUSE_MS);
    await this.#order(SWITCH_TO_F);
    await this.#clock.pause(SWITCH_PAUSE_MS);
  }

  async #order(payload: Uint8Array, busyTries = BUSY_TRIES): Promise<void> {
    const { status, isClean } = await this.#answer(payload, ANSWER_WITHIN_MS, busyTries);
    if (status !== STATUS_OK || !isClean) throw this.#refusal(hexOf(payload.subarray(1, 6)), status);
  }

  #refusal(command: string, status: number): WorkstationError {
    if (status === STATUS.taken) return new WorkstationError('reader.session-taken');
    return new WorkstationError('reader.protocol', { command, status: shown(status) });
  }

  /** One command and its answer; throws `reader.hung`, `reader.protocol` or `reader.busy` when there is none to be had. */
  async #answer(payload: Uint8Array, withinMs = ANSWER_WITHIN_MS, busyTries = BUSY_TRIES): Promise<PortAnswer> {
    let busy = 0;
    for (let tries = 1; ; ) {
      const told = await this.#once(payload, withinMs);
      const answer = told.is === 'payload' ? readAnswer(told.payload) : null;
      if (answer !== null) return answer;
      if (told.is === 'busy') {
        if (busy === busyTries) throw new WorkstationError('reader.busy');
        busy += 1;
        await this.#clock.pause(BUSY_PAUSE_MS);
        continue;
      }
      await this.#inbox.drain(DRAIN_MS);
      if (tries === MOST_TRIES) throw new WorkstationError(told.is === 'nothing' ? 'reader.hung' : 'reader.protocol');
      tries += 1;
    }
  }

  async #once(payload: Uint8Array, withinMs: number): Promise<Told> {
    this.#seq = (this.#seq + 1) & 0xff;
    this.#inbox.clear();
    await this.#transport.write(encodeEscape(this.#seq, payload));
    for (let stale = 0, extensions = 0; stale <= MOST_STALE && extensions < MOST_EXTENSIONS; ) {
      const frame = await this.#inbox.next(withinMs);
      if (frame === null) return { is: 'nothing' };
      if (frame.is === 'damaged') return { is: 'damaged' };
      // Another number is a late answer to what was given up.
      const told = frame.seq === this.#seq ? toldBy(frame) : 'late';
      if (typeof told !== 'string') return told;
      if (told === 'late') stale += 1;
      else extensions += 1;
      if (told === 'wait') await this.#clock.pause(EXTENSION_PAUSE_MS);
    }
    return { is: 'damaged' };
  }
}

function toldBy({ outcome, error, payload }: Extract<EscapeFrame, { is: 'answer' }>): Told | 'wait' {
  if (outcome === OUTCOME.done) return { is: 'payload', payload };
  if (outcome === OUTCOME.failed) return { is: error === SLOT_BUSY ? 'busy' : 'damaged' };
  return 'wait';
}

/**
 * What the answer of an exchange says. 6301 and 6A81 are told of silence by one source and of faults by others, so they are noise here:
 * silence must not be made of what might have been an answer.
 */
function heardIn({ status, cardFrame, isClean }: PortAnswer): Heard {
  if (STATUS.silent.some((silent) => silent === status))
    return isClean && cardFrame === null ? { is: 'silent' } : { is: 'noise' };
  if (status !== STATUS_OK || !isClean || cardFrame === null) return { is: 'noise' };
  return isWholeFrame(cardFrame) ? { is: 'answer', frame: cardFrame } : { is: 'noise' };
}
