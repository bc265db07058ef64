/** Bytes out, bytes in, no meaning. One reader and one writer at a time. */
export interface ByteLink {
  /** Promises the next bytes as they arrive (never empty), or null after the orderly end; rejects when the link broke. */
  readSome(): Promise<Uint8Array | null>;
  /** Promises exactly that many bytes; rejects with LinkEndedError when the link ends before. */
  readExactly(sizeBytes: number): Promise<Uint8Array>;
  /** Resolves when the bytes are handed on and the far side has room for more; the caller must not change them afterwards. */
  write(bytes: Uint8Array): Promise<void>;
  /** Says that no more bytes will be written; reading goes on. */
  finishWriting(): void;
  /** Closes both directions at once; what still waits rejects with the reason, or with LinkEndedError. */
  destroy(reason?: unknown): void;
}

/** The link ended where more bytes were promised; `missingBytes` says how many. */
export class LinkEndedError extends Error {
  readonly missingBytes: number;
  constructor(missingBytes: number) {
    super(`link ended, ${missingBytes} bytes missing`);
    this.name = 'LinkEndedError';
    this.missingBytes = missingBytes;
  }
}
