/** What a command of the phone prints and returns. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
  /** Happens after the answer has been given, such as a reboot. */
  readonly then?: () => void;
}

/** Returns an answer that prints the text and succeeds. */
export const say = (out: string): Answer => ({ out, err: '', code: 0 });

/** Returns an answer that complains and fails with that exit code. */
export const fail = (err: string, code = 1): Answer => ({ out: '', err, code });

/** Returns an answer that succeeds and lets something happen afterwards. */
export const sayThen = (out: string, then: () => void): Answer => ({ out, err: '', code: 0, then });
