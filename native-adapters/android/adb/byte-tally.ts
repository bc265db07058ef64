/** Bytes that crossed to and from one phone, counted as adb service payload (service names included, adb's own framing not). */
export class ByteTally {
  #toPhone = 0;
  #fromPhone = 0;

  /** Payload bytes sent to the phone so far, commands included. */
  get toPhone(): number {
    return this.#toPhone;
  }

  /** Payload bytes received from the phone so far. */
  get fromPhone(): number {
    return this.#fromPhone;
  }

  /** Counts bytes that went to the phone. */
  addToPhone(sizeBytes: number): void {
    this.#toPhone += sizeBytes;
  }

  /** Counts bytes that came from the phone. */
  addFromPhone(sizeBytes: number): void {
    this.#fromPhone += sizeBytes;
  }
}
