/** Packets that wait for the host on a bulk IN endpoint, never longer than the endpoint's packet size. */
export class PacketQueue {
  readonly packetBytes: number;
  /** Whether a transfer that fills its last packet is ended by an empty one; what real readers do is not known. */
  endsWithEmpty = false;
  readonly #packets: Uint8Array[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(packetBytes: number) {
    this.packetBytes = packetBytes;
  }

  get length(): number {
    return this.#packets.length;
  }

  /** Cuts one transfer into packets and makes them ready. */
  put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += this.packetBytes) {
      this.#packets.push(Uint8Array.from(bytes.subarray(at, at + this.packetBytes)));
    }
    const isFull = bytes.length > 0 && bytes.length % this.packetBytes === 0;
    if (isFull && this.endsWithEmpty) this.#packets.push(new Uint8Array());
    for (const listener of this.#listeners) listener();
  }

  /** Takes the next packet; it can be empty. Null when none is ready. */
  take(): Uint8Array | null {
    return this.#packets.shift() ?? null;
  }

  /** Calls back whenever packets became ready; returns how to stop. */
  onPacket(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#packets.length = 0;
  }
}
