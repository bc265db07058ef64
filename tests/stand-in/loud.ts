import { EventEmitter } from 'node:events';

// Names that Node, Vitest and promises look for on any object; their absence is an answer, not a gap.
const askedOfEverything = new Set(['then', 'toJSON', 'inspect', 'nodeType', 'asymmetricMatch', '__esModule', 'domain']);

/** The error for a part of Electron that the stand-in has not; it names the part, so that nobody mistakes it for an answer. */
export function missing(part: string): Error {
  return new Error(
    `The Electron stand-in has no ${part}. Add it to tests/stand-in, true to Electron, or do without it.`,
  );
}

/** Wraps an object so that reading a part that it has not throws the part's name instead of giving undefined. */
export function loud<T extends object>(name: string, parts: T): T {
  return new Proxy(parts, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || askedOfEverything.has(key)) {
        return Reflect.get(target, key, receiver);
      }
      throw missing(`${name}.${key}`);
    },
  });
}

/** A class or module of Electron that is wholly absent: any use of it throws its name. */
export function absent(name: string): object {
  const refuse = (): never => {
    throw missing(name);
  };
  return new Proxy(class {}, {
    get: (_target, key) => (typeof key === 'symbol' || askedOfEverything.has(key) ? undefined : refuse()),
    construct: refuse,
    apply: refuse,
  });
}

/** An emitter that refuses listeners for events it would never emit; each event it accepts is listed by its owner. */
export class ListedEmitter extends EventEmitter {
  private readonly owner: string;
  private readonly listed: ReadonlySet<string | symbol>;

  constructor(owner: string, events: readonly string[]) {
    super();
    this.owner = owner;
    this.listed = new Set([...events, 'newListener', 'removeListener', 'error']);
  }

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    this.expect(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string | symbol, listener: (...args: never[]) => void): this {
    this.expect(event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  private expect(event: string | symbol): void {
    if (!this.listed.has(event)) throw missing(`${this.owner} event '${String(event)}'`);
  }
}

/** An event as Electron hands it to listeners that may forbid what is about to happen. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes an event that listeners may prevent, with the facts given. */
export function preventable<T extends object>(facts: T): T & PreventableEvent {
  let prevented = false;
  return Object.defineProperty(Object.assign({ preventDefault: () => (prevented = true) }, facts), 'defaultPrevented', {
    get: () => prevented,
  }) as T & PreventableEvent;
}
