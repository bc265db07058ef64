import type net from 'node:net';
import { WorkstationError } from '../../../domain/errors.ts';
import type { CallLimits } from '../../links/deadline.ts';
import { bytesOf, type PlistDict, textOf, wholeOf } from '../plist/plist-value.ts';
import type { MuxAddress } from './address.ts';
import { type MuxDevice, type MuxEvent, readDeviceList, readEvent } from './mux-messages.ts';
import { MuxTalk, startMuxDeadline } from './mux-talk.ts';

// libusbmuxd include/usbmuxd-proto.h; usbmuxd src/client.c answers calls about pair records with an errno instead, where 2 is ENOENT.
const RESULT_OK = 0;
const RESULT_BAD_DEVICE = 2;
const RESULT_REFUSED = 3;
const RESULT_NO_ENTRY = 2;

const USUAL_LIMITS: CallLimits = { withinMs: 5_000 };

type Request = PlistDict & { readonly MessageType: string };

/**
 * One USB mux daemon: each question on a connection of its own, each with a time limit, because a daemon is silent about what it
 * cannot read. Throws usbmuxd.absent (nobody listens), usbmuxd.down (ended in the middle), device.timeout or device.protocol.
 */
export class Usbmuxd {
  readonly #address: MuxAddress;
  // Tag 0 belongs to events; every request has another, so that a reply to an earlier one is never taken for ours.
  #lastTag = 0;
  #toPhones = 0;
  #fromPhones = 0;

  constructor(address: MuxAddress) {
    this.#address = address;
  }

  /** Bytes sent to and received from phones over streams that have ended. */
  traffic(): { readonly toPhones: number; readonly fromPhones: number } {
    return { toPhones: this.#toPhones, fromPhones: this.#fromPhones };
  }

  /** Promises the identity of this computer's daemon, which every pairing names. */
  async readBuid(limits: CallLimits = USUAL_LIMITS): Promise<string> {
    const reply = await this.#once({ MessageType: 'ReadBUID' }, limits);
    const buid = textOf(reply['BUID']);
    if (buid === null || !/^[0-9A-Za-z-]{1,64}$/.test(buid)) throw unexpected('ReadBUID', reply);
    return buid;
  }

  /** Promises the phones on cables; on Linux a phone shows only after the daemon's own look at it has ended. */
  async listDevices(limits: CallLimits = USUAL_LIMITS): Promise<readonly MuxDevice[]> {
    const reply = await this.#once({ MessageType: 'ListDevices' }, limits);
    const devices = readDeviceList(reply);
    if (devices === null) throw unexpected('ListDevices', reply);
    return devices;
  }

  /**
   * Opens a stream to a port of a phone: paused, without a reader; what the phone said already is still in it, and an error of the
   * socket shows as its closing. Throws device.unplugged when that attachment is over, device.refused when nothing listens there.
   */
  async connect(deviceId: number, port: number, limits: CallLimits = USUAL_LIMITS): Promise<net.Socket> {
    const swapped = ((port & 0xff) << 8) | (port >> 8);
    const request = { MessageType: 'Connect', DeviceID: deviceId, PortNumber: swapped };
    const deadline = startMuxDeadline(request.MessageType, limits);
    let talk: MuxTalk | null = null;
    try {
      talk = await MuxTalk.dial(this.#address, deadline.signal);
      const reply = await talk.ask(this.#nextTag(), request, deadline.signal);
      const result = resultOf(reply);
      if (result === RESULT_OK) return this.#counted(talk.release());
      if (result === RESULT_BAD_DEVICE) throw new WorkstationError('device.unplugged', { what: `port ${port}` });
      if (result !== RESULT_REFUSED) throw unexpected('Connect', reply);
      throw new WorkstationError('device.refused', { service: `port ${port}`, text: 'connection refused' });
    } catch (error) {
      talk?.destroy();
      throw error;
    } finally {
      deadline.release();
    }
  }

  /** Promises the pairing that the daemon keeps for a phone, which holds private keys, or null when it keeps none. */
  async readPairRecord(udid: string, limits: CallLimits = USUAL_LIMITS): Promise<Uint8Array | null> {
    const reply = await this.#once({ MessageType: 'ReadPairRecord', PairRecordID: udid }, limits);
    const record = bytesOf(reply['PairRecordData']);
    if (record !== null) return record;
    if (resultOf(reply) === RESULT_NO_ENTRY) return null;
    throw unexpected('ReadPairRecord', reply);
  }

  /** Lets the daemon keep a pairing, in place of the one it had; `of` names the phone and its present attachment. */
  async savePairRecord(
    of: Pick<MuxDevice, 'udid' | 'deviceId'>,
    record: Uint8Array,
    limits: CallLimits = USUAL_LIMITS,
  ): Promise<void> {
    const request = {
      MessageType: 'SavePairRecord',
      PairRecordID: of.udid,
      PairRecordData: record,
      DeviceID: of.deviceId,
    };
    const reply = await this.#once(request, limits);
    if (resultOf(reply) !== RESULT_OK) throw unexpected('SavePairRecord', reply);
  }

  /** Makes the daemon forget a pairing; one that is not there is forgotten already. */
  async deletePairRecord(udid: string, limits: CallLimits = USUAL_LIMITS): Promise<void> {
    const reply = await this.#once({ MessageType: 'DeletePairRecord', PairRecordID: udid }, limits);
    const result = resultOf(reply);
    if (result !== RESULT_OK && result !== RESULT_NO_ENTRY) throw unexpected('DeletePairRecord', reply);
  }

  /** Opens a connection that does nothing but listen; yields null once the daemon agreed, then each event, and ends by an error alone. */
  async *listen(
    signal: AbortSignal,
    limits: CallLimits = USUAL_LIMITS,
  ): AsyncGenerator<MuxEvent | null, void, undefined> {
    const deadline = startMuxDeadline('Listen', { ...limits, signal });
    let talk: MuxTalk | null = null;
    try {
      talk = await MuxTalk.dial(this.#address, deadline.signal);
      const reply = await talk.ask(this.#nextTag(), { MessageType: 'Listen' }, deadline.signal);
      if (resultOf(reply) !== RESULT_OK) throw unexpected('Listen', reply);
      deadline.release();
      yield null;
      for await (const message of talk.events(signal)) {
        const event = readEvent(message);
        if (event !== null) yield event;
      }
    } finally {
      deadline.release();
      talk?.destroy();
    }
  }

  async #once(request: Request, limits: CallLimits): Promise<PlistDict> {
    const deadline = startMuxDeadline(request.MessageType, limits);
    let talk: MuxTalk | null = null;
    try {
      talk = await MuxTalk.dial(this.#address, deadline.signal);
      return await talk.ask(this.#nextTag(), request, deadline.signal);
    } finally {
      talk?.destroy();
      deadline.release();
    }
  }

  #counted(socket: net.Socket): net.Socket {
    socket.once('close', () => {
      this.#toPhones += socket.bytesWritten;
      this.#fromPhones += socket.bytesRead;
    });
    return socket;
  }

  #nextTag(): number {
    // The field has 32 bits; a workstation that asks every second comes round after a century, but 0 must never come.
    this.#lastTag = (this.#lastTag % 0xffff_fffe) + 1;
    return this.#lastTag;
  }
}

function resultOf(reply: PlistDict): number | null {
  return reply['MessageType'] === 'Result' ? wholeOf(reply['Number']) : null;
}

function unexpected(request: string, reply: PlistDict): WorkstationError {
  return new WorkstationError('device.protocol', { what: `usbmuxd ${request}`, result: resultOf(reply) ?? 'none' });
}
