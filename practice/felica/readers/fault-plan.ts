/** One way in which a virtual reader can fail at a command (source: felica.md 3.5). Those marked 380 or 300 exist on that reader alone. */
export type ReaderFault =
  /** 380: the command is swallowed. */
  | { readonly is: 'no-ack' }
  /** 380: ACK and nothing more; 300: nothing. */
  | { readonly is: 'no-answer' }
  /** 380: ACK and answer in one transfer. */
  | { readonly is: 'ack-with-answer' }
  /** 380: wrong checksum over the length, or over the payload. */
  | { readonly is: 'bad-length-sum' }
  | { readonly is: 'bad-data-sum' }
  /** 380: the answer to another command; 300: an answer that is no escape answer. */
  | { readonly is: 'wrong-command' }
  /** 380: the error frame instead of an answer. */
  | { readonly is: 'error-frame' }
  /** 380: the command's status byte. */
  | { readonly is: 'refused'; readonly status: number }
  /** 380: the status bits of an exchange. */
  | { readonly is: 'rf-status'; readonly status: number }
  /** 300: first the answer under another sequence number, then the right one. */
  | { readonly is: 'stale-answer' }
  /** 300: only an answer under another sequence number. */
  | { readonly is: 'wrong-sequence' }
  /** 300: slot busy. */
  | { readonly is: 'busy' }
  /** 300: a wish for more time first. */
  | { readonly is: 'time-extension' }
  /** 300: the command failed with that error byte. */
  | { readonly is: 'failed'; readonly error: number }
  /** 300: the status of the transparent session, two bytes. */
  | { readonly is: 'session-status'; readonly status: number }
  /** The cable is pulled after so many bytes of the answer. */
  | { readonly is: 'unplugged'; readonly afterBytes: number };

interface PlannedFault {
  readonly fault: ReaderFault;
  readonly on: number | null;
  left: number;
}

/** Which faults are still to happen. */
export class FaultPlan {
  readonly #planned: PlannedFault[] = [];

  /** Plans a fault for the next commands, or for the next ones with that command byte. */
  add(fault: ReaderFault, options: { readonly times?: number; readonly on?: number } = {}): void {
    this.#planned.push({ fault, on: options.on ?? null, left: options.times ?? 1 });
  }

  /** Takes the fault that is due at a command; null for none. */
  due(command: number): ReaderFault | null {
    const next = this.#planned.find(({ on, left }) => left > 0 && (on === null || on === command));
    if (next === undefined) return null;
    next.left -= 1;
    return next.fault;
  }

  /** Forgets everything that was planned. */
  clear(): void {
    this.#planned.length = 0;
  }
}
