// One end of contextBridge: the same code runs in the page's world and in the preload's. Values cross by synchronous DOM
// events, whose detail Chromium clones from world to world; functions and promises stay at home and cross as numbers.
// This module imports nothing, because its text runs inside the page.

type Anything = (...args: unknown[]) => unknown;
type Wrapped =
  | { readonly k: string; readonly v?: unknown; readonly id?: number }
  | null
  | undefined
  | string
  | number
  | boolean
  | bigint;

interface Message {
  readonly op: 'call' | 'answer' | 'settle' | 'release' | 'expose';
  readonly id?: number;
  readonly ok?: boolean;
  readonly value?: Wrapped;
  readonly name?: string;
}

interface End {
  readonly send: (message: Message) => void;
  /** Functions of this side that the other side may call. */
  readonly mine: Map<number, Anything>;
  readonly numbers: WeakMap<object, number>;
  /** Functions of the other side as they stand here. */
  readonly theirs: WeakMap<object, number>;
  readonly awaited: Map<number, { resolve: Anything; reject: Anything }>;
  readonly answers: (Message | null)[];
  readonly forgotten: FinalizationRegistry<number>;
  next: number;
}

const deepest = 1000;
const tooDeep = `Electron contextBridge recursion depth exceeded.  Nested objects deeper than ${deepest} are not supported.`;

/** What one world may ask of the other across the bridge. */
export interface BridgeEnd {
  /** Lays an API of the preload's world under a name into the page's world. */
  expose(name: string, api: unknown): void;
}

/** Makes one end, which hears on one event name and tells on the other; both are random, and known to the two ends alone. */
export function makeBridgeEnd(hear: string, tell: string): BridgeEnd {
  const target = globalThis as unknown as EventTarget;
  // Taken before a page's own script could replace it.
  const { dispatchEvent } = target;
  const Detailed = CustomEvent;
  const send = (message: Message) =>
    void Reflect.apply(dispatchEvent, target, [new Detailed(tell, { detail: message })]);
  const end: End = {
    send,
    mine: new Map(),
    numbers: new WeakMap(),
    theirs: new WeakMap(),
    awaited: new Map(),
    answers: [],
    forgotten: new FinalizationRegistry((id) => send({ op: 'release', id })),
    next: 1,
  };
  target.addEventListener(hear, (event) => receive(end, (event as CustomEvent<Message | null>).detail));
  return { expose: (name, api) => void ask(end, { op: 'expose', name, value: wrap(end, api) }) };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function ask(end: End, message: Message): unknown {
  end.send(message);
  const answer = end.answers.pop();
  if (!answer) throw new Error('An object could not be cloned.');
  const value = unwrap(end, answer.value);
  if (answer.ok) return value;
  throw value;
}

function receive(end: End, message: Message | null): void {
  // Chromium gives null where it could not clone.
  if (message === null || message.op === 'answer') end.answers.push(message);
  else if (message.op === 'release') end.mine.delete(message.id ?? 0);
  else if (message.op === 'settle') settleHere(end, message);
  else answer(end, message);
}

function answer(end: End, message: Message): void {
  try {
    end.send({ op: 'answer', ok: true, value: wrap(end, carryOut(end, message)) });
  } catch (error) {
    // Class and name of an error do not cross; Electron loses them too.
    end.send({ op: 'answer', ok: false, value: { k: 'error', v: messageOf(error) } });
  }
}

function carryOut(end: End, message: Message): unknown {
  const value = unwrap(end, message.value);
  if (message.op === 'expose') return exposeHere(message.name ?? '', value);
  return Reflect.apply(end.mine.get(message.id ?? 0) as Anything, undefined, value as unknown[]);
}

function exposeHere(name: string, api: unknown): void {
  if (Object.hasOwn(globalThis, name)) {
    throw new Error('Cannot bind an API on top of an existing property on the window object');
  }
  Object.defineProperty(globalThis, name, { value: freezeDeep(api), enumerable: true });
}

function freezeDeep(value: unknown): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isObject || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) freezeDeep(item);
  return value;
}

function settleHere(end: End, message: Message): void {
  const promise = end.awaited.get(message.id ?? 0);
  end.awaited.delete(message.id ?? 0);
  const value = unwrap(end, message.value);
  if (message.ok) promise?.resolve(value);
  else promise?.reject(value);
}

function wrapFunction(end: End, fn: Anything): Wrapped {
  const back = end.theirs.get(fn);
  if (back !== undefined) return { k: 'back', id: back };
  const id = end.numbers.get(fn) ?? end.next++;
  end.numbers.set(fn, id);
  end.mine.set(id, fn);
  return { k: 'function', id };
}

function wrapPromise(end: End, promise: Promise<unknown>): Wrapped {
  const id = end.next++;
  const refuse = (error: unknown) =>
    end.send({ op: 'settle', id, ok: false, value: { k: 'error', v: messageOf(error) } });
  promise.then((value) => end.send({ op: 'settle', id, ok: true, value: wrap(end, value) })).catch(refuse);
  return { k: 'promise', id };
}

function wrap(end: End, value: unknown, seen = new Map<object, Wrapped>(), depth = 0): Wrapped {
  if (typeof value === 'function') return wrapFunction(end, value as Anything);
  if (typeof value === 'symbol') return { k: 'symbol', v: value.description };
  if (typeof value !== 'object' || value === null) return value as Wrapped;
  if (depth > deepest) throw new Error(tooDeep);
  if (value instanceof Promise) return wrapPromise(end, value);
  if (value instanceof Error) return { k: 'error', v: value.message };
  return seen.get(value) ?? wrapTree(end, value, seen, depth);
}

function wrapTree(end: End, value: object, seen: Map<object, Wrapped>, depth: number): Wrapped {
  const isTree = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  const inside: object = Array.isArray(value) ? [] : {};
  const made = { k: isTree ? 'tree' : 'clone', v: isTree ? inside : value };
  seen.set(value, made);
  if (isTree) copyInto(inside, value, (item) => wrap(end, item, seen, depth + 1));
  return made;
}

// Defined, not set, so that a key named __proto__ stays a key.
function copyInto(to: object, from: object, change: (item: unknown) => unknown): object {
  for (const [key, item] of Object.entries(from)) {
    Object.defineProperty(to, key, { value: change(item), enumerable: true, writable: true, configurable: true });
  }
  return to;
}

function unwrapFunction(end: End, id: number): Anything {
  const stand = (...args: unknown[]) => ask(end, { op: 'call', id, value: wrap(end, args) });
  end.theirs.set(stand, id);
  end.forgotten.register(stand, id);
  return stand;
}

function unwrap(end: End, wrapped: Wrapped, seen = new Map<object, unknown>()): unknown {
  if (typeof wrapped !== 'object' || wrapped === null) return wrapped;
  if (seen.has(wrapped)) return seen.get(wrapped);
  const keep = <T>(value: T): T => {
    seen.set(wrapped, value);
    return value;
  };
  const { k: kind, v: value, id = 0 } = wrapped;
  if (kind !== 'tree') return keep(unwrapLeaf(end, kind, value, id));
  const source = value as Record<string, Wrapped>;
  return copyInto(keep(Array.isArray(source) ? [] : {}), source, (item) => unwrap(end, item as Wrapped, seen));
}

function unwrapLeaf(end: End, kind: string, value: unknown, id: number): unknown {
  switch (kind) {
    case 'function':
      return unwrapFunction(end, id);
    case 'back':
      return end.mine.get(id);
    case 'promise':
      return new Promise((resolve, reject) => end.awaited.set(id, { resolve, reject }));
    case 'error':
      return new Error(value as string);
    case 'symbol':
      return Symbol(value as string);
    default:
      return value;
  }
}
