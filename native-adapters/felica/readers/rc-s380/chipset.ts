import { WorkstationError } from '../../../../domain/errors.ts';
import type { ReaderTransport } from '../../../../domain/reader.ts';
import type { Heard } from '../../guarded-reader.ts';
import { attempt } from '../bring-up.ts';
import { hexOf, isWholeFrame, joinBytes } from '../bytes.ts';
import { FrameInbox } from '../frame-inbox.ts';
import type { ReaderClock } from '../reader-clock.ts';
import { ACK, encodeData, type Port100Frame, Port100Stream } from './frame.ts';

/** Command codes of Port-100 (nfcpy's and Linux' drivers) that this driver sends. */
export const COMMAND = {
  inSetRf: 0x00,
  inSetProtocol: 0x02,
  inCommRf: 0x04,
  switchRf: 0x06,
  getFirmwareVersion: 0x20,
  getPdDataVersion: 0x22,
  setCommandType: 0x2a,
} as const;

/** FeliCa at 212 kbps both ways: send set, send type, receive set, receive type. */
export const RF_212F: Uint8Array = Uint8Array.of(0x01, 0x01, 0x0f, 0x01);
/** Every protocol key with nfcpy's value for it; the first, 24, is the initial guard time of NFC-F. */
export const PROTOCOL_F: Uint8Array = Uint8Array.of(
  ...[0x00, 0x18, 0x01, 0x01, 0x02, 0x01, 0x03, 0x00, 0x04, 0x00, 0x05, 0x00, 0x06, 0x00, 0x07, 0x08, 0x08, 0x00, 0x09],
  ...[0x00, 0x0a, 0x00, 0x0b, 0x00, 0x0c, 0x00, 0x0e, 0x04, 0x0f, 0x00, 0x10, 0x00, 0x11, 0x00, 0x12, 0x00, 0x13, 0x06],
);

const FROM_HOST = 0xd6;
const FROM_READER = 0xd7;
const OFF = Uint8Array.of(0x00);
const MOST_TRIES = 3;
// felica-rs waits as long.
const ACK_WITHIN_MS = 1000;
const ANSWER_WITHIN_MS = 1500;
// Beyond the radio's own time: USB and a busy computer.
const BEYOND_RADIO_MS = 1000;
const DRAIN_MS = 50;
const START_DRAIN_MS = 10;
const MOST_STALE = 4;
// As long as RC-S300's drivers keep the field off.
const FIELD_OFF_MS = 30;

const STATUS_TEMPERATURE = 0x04;
// InCommRF's status bits.
const RF = { collision: 0x08, temperature: 0x40, silent: 0x80, off: 0x400 } as const;

type Told = { readonly is: 'data'; readonly data: Uint8Array } | { readonly is: 'nothing' | 'damaged' };

/** The timeout field of InCommRF, in tenths of a millisecond and with one millisecond on top; 0 stays 0. */
export function timeoutField(withinMs: number): Uint8Array {
  const tenths = withinMs > 0 ? Math.min(Math.ceil((withinMs + 1) * 10), 0xffff) : 0;
  return Uint8Array.of(tenths & 0xff, tenths >> 8);
}

/** The commands of one RC-S380, one outstanding at a time; what went wrong is ended with an ACK, drained and tried again. */
export class Port100Chipset {
  readonly #transport: ReaderTransport;
  readonly #inbox: FrameInbox<Port100Frame>;
  readonly #clock: ReaderClock;
  #isSetUp = false;

  constructor(transport: ReaderTransport, clock: ReaderClock) {
    this.#transport = transport;
    this.#inbox = new FrameInbox(transport, new Port100Stream(), clock);
    this.#clock = clock;
  }

  /** Ends what another program left, and returns the firmware's version, such as `1.11`. */
  async start(signal: AbortSignal): Promise<string> {
    await this.#transport.write(ACK);
    await this.#inbox.drain(START_DRAIN_MS);
    signal.throwIfAborted();
    await this.#setCommandType();
    const [minor, major] = await this.ask(COMMAND.getFirmwareVersion);
    await this.ask(COMMAND.getPdDataVersion);
    signal.throwIfAborted();
    await this.switchOff();
    if (minor === undefined || major === undefined) throw new WorkstationError('reader.protocol', { command: '20' });
    return `${major.toString(16)}.${minor.toString(16).padStart(2, '0')}`;
  }

  /** Sets radio and protocol to FeliCa at 212 kbps, unless they are; the field comes up with the next transmission. */
  async setUp(): Promise<void> {
    if (this.#isSetUp) return;
    await this.#order(COMMAND.inSetRf, RF_212F);
    // InSetRF sets the protocol back, so it always follows.
    await this.#order(COMMAND.inSetProtocol, PROTOCOL_F);
    this.#isSetUp = true;
  }

  /** Sends one FeliCa frame on the air; throws `reader.hot` after switching the field off. */
  async transmit(frame: Uint8Array, withinMs: number, signal?: AbortSignal): Promise<Heard> {
    await this.setUp();
    const timeout = timeoutField(withinMs);
    const answerMs = Math.ceil(Math.max(0, withinMs)) + BEYOND_RADIO_MS;
    const data = await this.ask(COMMAND.inCommRf, joinBytes(timeout, frame), answerMs, signal);
    const heard = heardIn(data);
    if (heard.is !== 'hot') return heard;
    await attempt(() => this.switchOff());
    throw new WorkstationError('reader.hot');
  }

  /** Switches the field off; the radio must be set up again before the next frame. */
  async switchOff(): Promise<void> {
    this.#isSetUp = false;
    await this.#order(COMMAND.switchRf, OFF);
  }

  /** Field off, long enough for everything in it to start anew, and all settings again. */
  async renewField(): Promise<void> {
    await this.switchOff();
    await this.#clock.pause(FIELD_OFF_MS);
    await this.setUp();
  }

  /** Field off, and the command that might still run ended. */
  async stop(): Promise<void> {
    await this.switchOff();
    await this.#transport.write(ACK);
  }

  /** One command and what came after the answer's code; throws `reader.hung` or `reader.protocol` after three tries. */
  async ask(
    command: number,
    data: Uint8Array = new Uint8Array(),
    withinMs = ANSWER_WITHIN_MS,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    for (let tries = 1; ; tries += 1) {
      const told = await this.#once(command, data, withinMs, signal);
      if (told.is === 'data') return told.data;
      await this.#recover();
      signal?.throwIfAborted();
      if (tries < MOST_TRIES) continue;
      const code = told.is === 'nothing' ? 'reader.hung' : 'reader.protocol';
      throw new WorkstationError(code, { command: hexOf(Uint8Array.of(command)) });
    }
  }

  async #once(command: number, data: Uint8Array, withinMs: number, signal?: AbortSignal): Promise<Told> {
    this.#inbox.clear();
    await this.#transport.write(encodeData(joinBytes([FROM_HOST, command], data)));
    const isTaken = await this.#awaitAck();
    if (isTaken !== 'ack') return { is: isTaken };
    // The caller has gone: the ACK that follows ends the command in the reader.
    if (signal?.aborted) return { is: 'nothing' };
    const frame = await this.#inbox.next(withinMs);
    if (frame === null) return { is: 'nothing' };
    if (frame.is !== 'data' || frame.afterGarbage) return { is: 'damaged' };
    const [from, code] = frame.payload;
    const isAnswer = from === FROM_READER && code === command + 1;
    return isAnswer ? { is: 'data', data: frame.payload.subarray(2) } : { is: 'damaged' };
  }

  /** Whole frames before the ACK are late answers to what was given up. */
  async #awaitAck(): Promise<'ack' | 'nothing' | 'damaged'> {
    for (let stale = 0; stale < MOST_STALE; stale += 1) {
      const frame = await this.#inbox.next(ACK_WITHIN_MS);
      if (frame === null) return 'nothing';
      if (frame.is === 'ack') return 'ack';
      if (frame.is !== 'data') return 'damaged';
    }
    return 'damaged';
  }

  async #recover(): Promise<void> {
    await this.#transport.write(ACK);
    await this.#inbox.drain(DRAIN_MS);
  }

  async #setCommandType(): Promise<void> {
    this.#isSetUp = false;
    const [status] = await this.ask(COMMAND.setCommandType, Uint8Array.of(0x01));
    if (status !== 0) await this.#order(COMMAND.setCommandType, Uint8Array.of(0x00));
  }

  /** A command whose answer is one status byte. */
  async #order(command: number, data: Uint8Array): Promise<void> {
    const answer = await this.ask(command, data);
    const [status] = answer;
    if (status === 0 && answer.length === 1) return;
    if (status === STATUS_TEMPERATURE) throw new WorkstationError('reader.hot');
    const facts = { command: hexOf(Uint8Array.of(command)), status: hexOf(answer) };
    throw new WorkstationError('reader.protocol', facts);
  }
}

/** What the answer of InCommRF says; only one status means silence, and whatever is not understood is noise. */
function heardIn(data: Uint8Array): Heard | { readonly is: 'hot' } {
  if (data.length < 4) return { is: 'noise' };
  const status = new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
  if (status === 0) {
    // After the status one octet counts the bits of the last byte.
    const frame = data.slice(5);
    return isWholeFrame(frame) ? { is: 'answer', frame } : { is: 'noise' };
  }
  if ((status & RF.temperature) !== 0) return { is: 'hot' };
  if ((status & RF.off) !== 0) return { is: 'field-lost' };
  if ((status & RF.collision) !== 0) return { is: 'collision' };
  return status === RF.silent ? { is: 'silent' } : { is: 'noise' };
}
