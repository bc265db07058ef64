import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Parameters and answers of the DevTools protocol, as plain data. */
export type CdpData = Record<string, unknown>;

/** One target of Chromium (or the browser itself): sends commands and hears events by their protocol names. */
export interface CdpSession {
  send(method: string, params?: CdpData): Promise<CdpData>;
  on(event: string, listener: (params: CdpData) => void): unknown;
  off(event: string, listener: (params: CdpData) => void): unknown;
}

/** The whole connection: the browser's own session, and one for each attached target. */
export interface CdpConnection {
  readonly browser: CdpSession;
  session(id: string): CdpSession;
  readonly closed: Promise<void>;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (result: CdpData) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: CdpData;
  readonly result?: CdpData;
  readonly error?: { readonly message: string };
}

/** Speaks the DevTools protocol over Chromium's debugging pipe: JSON texts with a zero byte behind each. */
export function connectPipe(to: Writable, from: Readable): CdpConnection {
  const waiting = new Map<number, Waiting>();
  const sessions = new Map<string, EventEmitter & CdpSession>();
  let nextId = 1;
  let open = true;

  const sessionOf = (id: string): EventEmitter & CdpSession => {
    const known = sessions.get(id);
    if (known) return known;
    const made = Object.assign(new EventEmitter().setMaxListeners(0), {
      send(method: string, params: CdpData = {}): Promise<CdpData> {
        if (!open) return Promise.reject(new Error(`Chromium is gone; ${method} was not sent`));
        const number = nextId++;
        to.write(`${JSON.stringify({ id: number, method, params, ...(id === '' ? {} : { sessionId: id }) })}\0`);
        return new Promise((resolve, reject) => waiting.set(number, { method, resolve, reject }));
      },
    });
    sessions.set(id, made);
    return made;
  };

  const receive = (message: Message): void => {
    if (message.id === undefined) {
      if (message.method) sessionOf(message.sessionId ?? '').emit(message.method, message.params ?? {});
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(`${asked.method}: ${message.error.message}`));
    else asked?.resolve(message.result ?? {});
  };

  const closed = new Promise<void>((resolve) => {
    const end = () => {
      open = false;
      for (const { method, reject } of waiting.values()) reject(new Error(`Chromium is gone; ${method} has no answer`));
      waiting.clear();
      resolve();
    };
    from.once('close', end);
    from.once('error', end);
    to.on('error', end);
  });
  readMessages(from, receive);
  return { browser: sessionOf(''), session: sessionOf, closed };
}

function readMessages(from: Readable, receive: (message: Message) => void): void {
  let parts: Buffer[] = [];
  from.on('data', (bytes: Buffer) => {
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      parts.push(bytes.subarray(start, end));
      start = end + 1;
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      receive(JSON.parse(text) as Message);
    }
    if (start < bytes.length) parts.push(bytes.subarray(start));
  });
}
