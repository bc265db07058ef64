/** A process as far as it speaks with the one that started it; Node's own `process` is one, forked or in Electron. */
export interface StartedProcess {
  /** Only in a utility process of Electron. */
  readonly parentPort?: ParentPort;
  readonly connected?: boolean;
  send?(message: unknown, handle: undefined, options: undefined, sent: () => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** The line from a side process to the program that started it. */
export interface ParentLine<ToParent> {
  /** Tells the parent something; when the parent is gone, nobody hears it and nothing fails. */
  tell(message: ToParent): void;
  /** Calls back with everything that the parent says, unchecked. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back when the parent is gone; a utility process is ended by Electron itself and never comes to know. */
  onGone(listener: () => void): void;
}

/** Opens the line to the parent, whichever way this process was started. */
export function openParentLine<ToParent>(started: StartedProcess): ParentLine<ToParent> {
  const { parentPort } = started;
  if (parentPort !== undefined) {
    return {
      tell: (message) => parentPort.postMessage(message),
      onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
      onGone: () => undefined,
    };
  }
  return {
    tell: (message) => {
      if (started.connected) started.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void started.on('message', listener),
    onGone: (listener) => void started.on('disconnect', listener),
  };
}
