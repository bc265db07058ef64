import type { FieldAnswer } from '../radio-field.ts';
import { parseExchange } from './exchange-request.ts';
import type { ReaderFault } from './fault-plan.ts';
import { answer300, berTlv, CCID, takeFrame300 } from './frames-300.ts';
import { VirtualReader } from './virtual-reader.ts';

/** The two bytes that end every payload when the command itself was understood. */
const DONE: readonly number[] = [0x90, 0x00];
const UNKNOWN_COMMAND: readonly number[] = [0x6d, 0x00];
const WRONG_LENGTH: readonly number[] = [0x67, 0x00];
const NOT_NOW: readonly number[] = [0x69, 0x85];
/** Status of the session (source: felica.md 2.3). What a hot reader says is not known; here every exchange of it fails so. */
const STATUS = {
  noAnswer: 0x6401,
  fault: 0x6301,
  wrongState: 0x6985,
  taken: 0x698a,
  badData: 0x6a80,
  hot: 0x6f00,
} as const;
/** Bytes 14 and 15 of the firmware answer tell a boot loader from a working reader (source: felica.md 2.3). */
const FIRMWARE_HEAD: readonly number[] = [0x01, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const TYPE_F = 0x03;
/** Bit 0 of the flag mask: no CRC is appended, so that no card understands. */
const NO_CRC = 0x0001;
const FELICA_FLAGS = 0x001c;
const MICROS = 1000;
const DEFAULT_WAIT_MICROS = 100_000;
const MOST_SEQUENCE = 0xff;
/** RDR_to_PC_DataBlock of CCID, which answers no escape. */
const ANOTHER_MESSAGE = 0x80;

interface Reply {
  readonly payload: readonly number[];
  readonly afterMs: number;
}

const now = (payload: readonly number[]): Reply => ({ payload, afterMs: 0 });

/** An RC-S300: CCID escape frames on the vendor interface, one transparent session that outlives the program which opened it. */
export class VirtualRcS300 extends VirtualReader {
  readonly model = 'rc-s300';
  readonly usb = {
    vendorId: 0x054c,
    productId: 0x0dc8,
    name: 'FeliCa Port/PaSoRi 4.0',
    interfaceNumber: 1,
    endpointOut: 0x02,
    endpointIn: 0x82,
  };
  /** Whether a program that we do not see holds the reader's only session. */
  isTaken = false;
  /** Whether it stands in its boot loader. */
  isBootLoader = false;
  #isOpen = false;
  #rfIsOn = false;
  #protocol = 0;
  #flags = FELICA_FLAGS;
  #waitMicros = DEFAULT_WAIT_MICROS;

  /** Whether a transparent session is open; after a proper end there is none. */
  get hasSession(): boolean {
    return this.#isOpen;
  }

  protected takeFrame(held: Uint8Array): { bytes: number; act: () => void } | null {
    const taken = takeFrame300(held);
    if (taken === null) return null;
    if (taken.is === 'damaged') return { bytes: taken.bytes, act: () => undefined };
    const payload = Uint8Array.from(taken.payload);
    return { bytes: taken.bytes, act: () => this.#escape(taken.sequence, payload) };
  }

  protected forget(): void {
    this.#endSession();
    this.packets.clear();
  }

  #escape(sequence: number, payload: Uint8Array): void {
    const instruction = payload[1] ?? -1;
    this.begin(instruction);
    const fault = this.faults.due(instruction);
    if (fault?.is === 'no-answer') return;
    const reply = this.#reply(payload, fault);
    const answer = answer300(sequence, reply.payload);
    const stale = Uint8Array.from(answer);
    stale[6] = (sequence + MOST_SEQUENCE) & MOST_SEQUENCE;
    switch (fault?.is) {
      case 'busy':
        this.answerAfter(0, answer300(sequence, [], { status: CCID.failed, error: CCID.slotBusy }));
        return;
      case 'failed':
        this.answerAfter(0, answer300(sequence, [], { status: CCID.failed, error: fault.error }));
        return;
      case 'wrong-sequence':
        this.answerAfter(0, stale);
        return;
      case 'stale-answer':
        this.packets.put(stale);
        break;
      case 'time-extension':
        this.packets.put(answer300(sequence, [], { status: CCID.timeExtension, error: 0 }));
        break;
      case 'wrong-command':
        answer[0] = ANOTHER_MESSAGE;
        break;
      default:
    }
    this.answerAfter(reply.afterMs, answer, fault?.is === 'unplugged' ? fault.afterBytes : null);
  }

  #reply(payload: Uint8Array, fault: ReaderFault | null): Reply {
    const [head, instruction] = payload;
    if (head !== 0xff) return now(UNKNOWN_COMMAND);
    switch (instruction) {
      case 0x50:
        return this.#session(payload, fault);
      case 0x56:
        return now([...FIRMWARE_HEAD, ...(this.isBootLoader ? [0x00, 0x00] : [0xff, 0xff]), ...DONE]);
      case 0x5f:
        return now([...new TextEncoder().encode(payload[2] === 3 ? this.serial : 'RC-S300'), ...DONE]);
      case 0x5c:
      case 0x5d:
        return now(this.#isOpen ? NOT_NOW : DONE);
      case 0x55:
        this.#endSession();
        return now(DONE);
      default:
        return now(UNKNOWN_COMMAND);
    }
  }

  #session(payload: Uint8Array, fault: ReaderFault | null): Reply {
    if (fault?.is === 'session-status') return now(failure(fault.status));
    const [, , p1, p2, lengthByte = 0] = payload;
    if (p1 === 0x00 && p2 === 0x00) {
      const tlv = payload.subarray(5, 5 + lengthByte);
      return tlv.length === 2 && tlv[1] === 0 ? now(this.#manage(tlv[0] ?? 0)) : now(WRONG_LENGTH);
    }
    if (p1 === 0x00 && p2 === 0x02) return now(this.#switchProtocol(payload.subarray(5, 5 + lengthByte)));
    if (p1 === 0x00 && p2 === 0x01 && lengthByte === 0) return this.#exchange(payload);
    return now(UNKNOWN_COMMAND);
  }

  #manage(tag: number): readonly number[] {
    if (tag === 0x82) {
      this.#endSession();
      return success();
    }
    if (this.isTaken) return failure(STATUS.taken);
    if (tag === 0x81) {
      if (this.#isOpen) return failure(STATUS.wrongState);
      this.#isOpen = true;
      return success();
    }
    if ((tag !== 0x83 && tag !== 0x84) || !this.#isOpen) return failure(STATUS.wrongState);
    this.#rfIsOn = tag === 0x84;
    this.field.switch(this.#rfIsOn);
    return success();
  }

  #switchProtocol(tlv: Uint8Array): readonly number[] {
    if (!this.#isOpen) return failure(STATUS.wrongState);
    if (tlv[0] !== 0x8f || tlv[1] !== 0x02) return failure(STATUS.badData);
    this.#protocol = tlv[2] ?? 0;
    return success([0x8f, 0x01, this.#protocol]);
  }

  /** Its length is extended: FF 50 00 01, 00, two bytes of length, TLVs, 00 00 00. */
  #exchange(payload: Uint8Array): Reply {
    const length = ((payload[5] ?? 0) << 8) | (payload[6] ?? 0);
    const request = payload.length >= 7 + length ? parseExchange(payload.subarray(7, 7 + length)) : null;
    if (request === null) return now(WRONG_LENGTH);
    if (this.isTaken) return now(failure(STATUS.taken));
    if (!this.#isOpen || !this.#rfIsOn) return now(failure(STATUS.wrongState));
    this.#flags = request.flags ?? this.#flags;
    this.#waitMicros = request.waitMicros ?? this.#waitMicros;
    if (request.frame === null) return now(success());
    const withinMs = this.#waitMicros / MICROS;
    const isHeard = this.#protocol === TYPE_F && (this.#flags & NO_CRC) === 0;
    return replyOf(isHeard ? this.field.exchange(request.frame, withinMs) : { is: 'silent' }, withinMs);
  }

  #endSession(): void {
    this.#isOpen = false;
    this.#rfIsOn = false;
    this.#protocol = 0;
    this.#flags = FELICA_FLAGS;
    this.#waitMicros = DEFAULT_WAIT_MICROS;
    this.field.switch(false);
  }
}

function replyOf(answer: FieldAnswer, withinMs: number): Reply {
  switch (answer.is) {
    case 'answer':
      return {
        payload: success([0x92, 0x01, 0x00, 0x96, 0x02, 0x00, 0x00, ...berTlv(0x97, [...answer.frame])]),
        afterMs: answer.tookMs,
      };
    case 'silent':
      return { payload: failure(STATUS.noAnswer), afterMs: withinMs };
    case 'noise':
    case 'collision':
      return { payload: failure(STATUS.fault), afterMs: answer.tookMs };
    case 'hot':
      return { payload: failure(STATUS.hot), afterMs: 0 };
  }
}

const success = (tlvs: readonly number[] = []): readonly number[] => [0xc0, 0x03, 0x00, ...DONE, ...tlvs, ...DONE];

const failure = (status: number): readonly number[] => [0xc0, 0x03, 0x01, status >> 8, status & 0xff, ...DONE];
