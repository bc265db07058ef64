import type { FieldAnswer } from '../radio-field.ts';
import type { ReaderFault } from './fault-plan.ts';
import { ACK_380, ERROR_380, frame380, takeFrame380 } from './frames-380.ts';
import { VirtualReader } from './virtual-reader.ts';

/** Command bytes of Port-100 (source: felica.md 1.3). */
const COMMAND = {
  inSetRf: 0x00,
  inSetProtocol: 0x02,
  inCommRf: 0x04,
  switchRf: 0x06,
  resetDevice: 0x12,
  getFirmwareVersion: 0x20,
  getPdDataVersion: 0x22,
  inGetProtocol: 0x26,
  getCommandType: 0x28,
  setCommandType: 0x2a,
} as const;
const TO_READER = 0xd6;
const FROM_READER = 0xd7;
/** Status bytes of commands, and status bits of an exchange (source: felica.md 1.4). */
const OK = 0x00;
const BAD_PARAMETER = 0x01;
const WRONG_TYPE = 0x07;
const RF = { crc: 0x04, collision: 0x08, hot: 0x40, receiveTimeout: 0x80, rfOff: 0x400 } as const;
/** Send set, send type, receive set, receive type for 212 and 424 kbps Type F. */
const TYPE_F: readonly string[] = ['1,1,15,1', '1,2,15,2'];
/** Keys of InSetProtocol that have to be 1 before a FeliCa chip understands anything. */
const ADD_CRC = 0x01;
const CHECK_CRC = 0x02;
const LAST_KEY = 0x13;
/** The octet between status and payload of a received frame. */
const LAST_BYTE_OCTET = 0x08;
const TENTHS = 10;

/** What a command is answered with, after how long. */
interface Reply {
  readonly data: readonly number[];
  readonly afterMs: number;
}

const now = (...data: readonly number[]): Reply => ({ data, afterMs: 0 });

/** An RC-S380: Port-100 frames, ACK before every answer, radio settings that have to be made before the air answers. */
export class VirtualRcS380 extends VirtualReader {
  readonly model = 'rc-s380';
  readonly usb = {
    vendorId: 0x054c,
    productId: 0x06c3,
    name: 'RC-S380/P',
    interfaceNumber: 0,
    endpointOut: 0x02,
    endpointIn: 0x81,
  };
  /** False for a reader that refuses command type 1 and knows type 0 only. */
  knowsTypeOne = true;
  #settings: string | null = null;
  #protocol: Map<number, number> | null = null;
  #resetIsDue = false;

  protected takeFrame(held: Uint8Array): { bytes: number; act: () => void } | null {
    const taken = takeFrame380(held);
    if (taken === null) return null;
    if (taken.is === 'ack') return { bytes: taken.bytes, act: () => this.#calledOff() };
    // A reader does not acknowledge what it could not read.
    if (taken.is === 'damaged') return { bytes: taken.bytes, act: () => undefined };
    const payload = Uint8Array.from(taken.payload);
    return { bytes: taken.bytes, act: () => this.#command(payload) };
  }

  protected forget(): void {
    this.#settings = null;
    this.#protocol = null;
    this.#resetIsDue = false;
    this.packets.clear();
    this.field.switch(false);
  }

  #calledOff(): void {
    this.giveUp();
    if (!this.#resetIsDue) return;
    this.forget();
  }

  #command(payload: Uint8Array): void {
    const [direction, command = -1] = payload;
    this.begin(command);
    const fault = this.faults.due(command);
    if (fault?.is === 'no-ack') return;
    const reply = direction === TO_READER ? this.#reply(command, payload.subarray(2)) : null;
    const answer = this.#answerFrame(command, reply, fault);
    if (fault?.is === 'ack-with-answer') {
      this.answerAfter(reply?.afterMs ?? 0, Uint8Array.from([...ACK_380, ...answer]));
      return;
    }
    this.packets.put(ACK_380);
    if (fault?.is === 'no-answer') return;
    this.answerAfter(reply?.afterMs ?? 0, answer, fault?.is === 'unplugged' ? fault.afterBytes : null);
  }

  #answerFrame(command: number, reply: Reply | null, fault: ReaderFault | null): Uint8Array {
    if (reply === null || fault?.is === 'error-frame') return ERROR_380;
    const code = fault?.is === 'wrong-command' ? command + 3 : command + 1;
    const frame = frame380([FROM_READER, code, ...dataOf(reply, fault)]);
    if (fault?.is === 'bad-length-sum') frame[7] = (frame[7] ?? 0) ^ 0xff;
    if (fault?.is === 'bad-data-sum') frame[frame.length - 2] = (frame.at(-2) ?? 0) ^ 0xff;
    return frame;
  }

  #reply(command: number, data: Uint8Array): Reply | null {
    switch (command) {
      case COMMAND.inSetRf:
        return this.#setRf(data);
      case COMMAND.inSetProtocol:
        return this.#setProtocol(data);
      case COMMAND.inCommRf:
        return this.#exchange(data);
      case COMMAND.switchRf:
        return this.#switchRf(data);
      case COMMAND.resetDevice:
        this.#resetIsDue = true;
        return now();
      case COMMAND.getFirmwareVersion:
        return now(0x11, 0x01);
      case COMMAND.getPdDataVersion:
        return now(0x00, 0x01);
      case COMMAND.inGetProtocol:
        return now(...[...(this.#protocol ?? [])].flat());
      case COMMAND.getCommandType:
        return now(0, 0, 0, 0, 0, 0, 0, this.knowsTypeOne ? 3 : 1);
      case COMMAND.setCommandType:
        return this.#setType(data[0] ?? -1);
      default:
        return null;
    }
  }

  #setType(type: number): Reply {
    this.#settings = null;
    this.#protocol = null;
    return now(type === 0 || (type === 1 && this.knowsTypeOne) ? OK : WRONG_TYPE);
  }

  #switchRf(data: Uint8Array): Reply {
    const [wish] = data;
    if (data.length !== 1 || wish === undefined || wish > 1) return now(BAD_PARAMETER);
    this.#settings = null;
    this.#protocol = null;
    this.field.switch(wish === 1);
    return now(OK);
  }

  /** Setting the radio resets the protocol, so that it has to be said again. */
  #setRf(data: Uint8Array): Reply {
    if (data.length !== 4) return now(BAD_PARAMETER);
    this.#settings = data.join(',');
    this.#protocol = null;
    return now(OK);
  }

  #setProtocol(data: Uint8Array): Reply {
    const pairs = Array.from(
      { length: data.length >> 1 },
      (_, index) => [data[2 * index] ?? 0, data[2 * index + 1] ?? 0] as const,
    );
    if (data.length % 2 !== 0 || pairs.some(([key]) => key > LAST_KEY)) return now(BAD_PARAMETER);
    this.#protocol ??= new Map();
    for (const [key, value] of pairs) this.#protocol.set(key, value);
    return now(OK);
  }

  #exchange(data: Uint8Array): Reply {
    const withinMs = ((data[0] ?? 0) | ((data[1] ?? 0) << 8)) / TENTHS;
    const status = (bits: number, afterMs = 0): Reply => ({ data: longStatus(bits), afterMs });
    if (this.#settings === null) return status(RF.rfOff);
    const isTypeF = TYPE_F.includes(this.#settings);
    // Without a checksum no chip understands the frame.
    const isHeard = isTypeF && this.#protocol?.get(ADD_CRC) === 1 && this.#protocol.get(CHECK_CRC) === 1;
    const answer: FieldAnswer = isHeard ? this.field.exchange(data.subarray(2), withinMs) : { is: 'silent' };
    switch (answer.is) {
      case 'answer':
        return { data: [...longStatus(0), LAST_BYTE_OCTET, ...answer.frame], afterMs: answer.tookMs };
      case 'silent':
        return status(RF.receiveTimeout, withinMs);
      case 'noise':
        return status(RF.crc, answer.tookMs);
      case 'collision':
        return status(RF.collision, answer.tookMs);
      case 'hot':
        return status(RF.hot);
    }
  }
}

function dataOf(reply: Reply, fault: ReaderFault | null): readonly number[] {
  if (fault?.is === 'refused') return [fault.status];
  return fault?.is === 'rf-status' ? longStatus(fault.status) : reply.data;
}

const longStatus = (bits: number): readonly number[] => [0, 8, 16, 24].map((shift) => (bits >>> shift) & 0xff);
