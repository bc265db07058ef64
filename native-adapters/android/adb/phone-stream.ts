import { setTimeout as pause } from 'node:timers/promises';
import { WorkstationError } from '../../../domain/errors.ts';
import { type ByteLink, LinkEndedError } from '../../links/byte-link.ts';
import type { CallLimits, Deadline } from '../../links/deadline.ts';
import { type AdbWire, startAdbDeadline } from './adb-wire.ts';
import type { ByteTally } from './byte-tally.ts';

/** One phone as the wire layer sees it: which attachment, and where its bytes are counted. */
export interface PhoneOnWire {
  readonly wire: AdbWire;
  readonly transportId: string;
  readonly tally: ByteTally;
}

/** An open service on a phone: counted, time-limited, and failing only with WorkstationError or the caller's abort reason. Always `close()` it. */
export class PhoneStream {
  readonly #phone: PhoneOnWire;
  readonly #service: string;
  readonly #link: ByteLink;
  readonly #deadline: Deadline;
  #closed = false;

  private constructor(parts: { phone: PhoneOnWire; service: string; link: ByteLink; deadline: Deadline }) {
    this.#phone = parts.phone;
    this.#service = parts.service;
    this.#link = parts.link;
    this.#deadline = parts.deadline;
  }

  /** Opens a service by its adb name; the limits hold from here until `close()`. */
  static async open(phone: PhoneOnWire, service: string, limits: CallLimits): Promise<PhoneStream> {
    const deadline = startAdbDeadline(service, limits);
    try {
      const link = await phone.wire.openOnPhone(phone.transportId, service, deadline.signal);
      phone.tally.addToPhone(Buffer.byteLength(service));
      deadline.touch();
      return new PhoneStream({ phone, service, link, deadline });
    } catch (error) {
      deadline.release();
      throw error;
    }
  }

  /** Promises the next bytes from the phone, or null when it closed the stream. */
  async readSome(): Promise<Uint8Array | null> {
    return this.#guard(async () => {
      const chunk = await this.#link.readSome();
      if (chunk !== null) this.#arrived(chunk.length);
      return chunk;
    });
  }

  /** Like `readSome`, but a broken connection is an end too: for orders after which the phone vanishes. */
  async readEvenWhenLost(): Promise<Uint8Array | null> {
    try {
      return await this.#link.readSome();
    } catch (error) {
      if (this.#deadline.signal.aborted) throw this.#deadline.signal.reason;
      if (error instanceof WorkstationError) throw error;
      return null;
    }
  }

  /** Waits until the phone closed the stream too, but never longer than that: for a polite end whose result is already known. */
  async awaitClose(withinMs: number): Promise<void> {
    const timer = new AbortController();
    const closed = this.#link.readSome().then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([closed, pause(withinMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  /** Promises exactly that many bytes; throws when the stream ends before. */
  async readExactly(sizeBytes: number): Promise<Uint8Array> {
    return this.#guard(async () => {
      const bytes = await this.#link.readExactly(sizeBytes);
      this.#arrived(bytes.length);
      return bytes;
    });
  }

  /** Resolves when the bytes are handed on and there is room for more; the caller must not change them afterwards. */
  async write(bytes: Uint8Array): Promise<void> {
    return this.#guard(async () => {
      await this.#link.write(bytes);
      this.#phone.tally.addToPhone(bytes.length);
      this.#deadline.touch();
    });
  }

  /** Tells the phone that nothing more will be written. The adb server then closes the stream: what the phone still says may be lost. */
  finishWriting(): void {
    this.#link.finishWriting();
  }

  /** Yields the phone's bytes until it closes the stream. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = await this.readSome();
      if (chunk === null) return;
      yield chunk;
    }
  }

  /** Throws when the phone or the server is gone now: an ended raw stream says nothing about why it ended. */
  async confirmPhoneStillThere(): Promise<void> {
    const why = await this.lossOf(new LinkEndedError(0));
    if (why.code !== 'device.protocol') throw why;
  }

  /** Finds out why the stream ended before its protocol did. */
  async lossOf(cause: unknown): Promise<WorkstationError> {
    return this.#phone.wire.explainLoss(this.#phone.transportId, this.#service, cause);
  }

  /** Makes the error for something the phone must not send. */
  broken(what: string, facts: Readonly<Record<string, number>> = {}): WorkstationError {
    return new WorkstationError('device.protocol', { what, ...facts });
  }

  /** Makes the error for a refusal in the phone's own words. */
  refused(service: string, text: string): WorkstationError {
    return new WorkstationError('device.refused', { service, text });
  }

  /** Closes the stream and stops its clocks; safe to call twice. */
  close(): void {
    this.#closed = true;
    this.#link.destroy();
    this.#deadline.release();
  }

  #arrived(sizeBytes: number): void {
    this.#phone.tally.addFromPhone(sizeBytes);
    this.#deadline.touch();
  }

  async #guard<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (this.#deadline.signal.aborted) throw this.#deadline.signal.reason;
      if (this.#closed || error instanceof WorkstationError) throw error;
      throw await this.lossOf(error);
    }
  }
}
