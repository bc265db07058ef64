// Values of IPC as text: what structured clone carries is carried, what it refuses is refused in Electron's words.
// This module imports nothing, because its text also runs inside the page.

type Coded = string | number | boolean | null | readonly unknown[];

interface Walk {
  readonly nodes: unknown[];
  readonly known: Map<object, number>;
}

interface Return {
  readonly nodes: readonly (readonly unknown[])[];
  readonly made: unknown[];
}

const realm = globalThis as unknown as Record<string, never>;
const clonedErrors = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

/** Turns a value into text; what cannot be cloned is refused. */
export function encode(value: unknown): string {
  const walk: Walk = { nodes: [], known: new Map() };
  return JSON.stringify([codeAny(walk, value), walk.nodes]);
}

/** Turns text back into an equal value of this world, circles included. */
export function decode(text: string): unknown {
  const [root, nodes] = JSON.parse(text) as [Coded, unknown[][]];
  return makeAny({ nodes, made: [] }, root);
}

function refuse(): never {
  throw new Error('An object could not be cloned.');
}

function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function toText(bytes: Uint8Array): string {
  const node = realm['Buffer'] as { from(data: Uint8Array): { toString(form: string): string } } | undefined;
  return node ? node.from(bytes).toString('base64') : (bytes as Uint8Array & { toBase64(): string }).toBase64();
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const node = realm['Buffer'] as { from(data: string, form: string): Uint8Array } | undefined;
  if (node) return new Uint8Array(node.from(text, 'base64'));
  return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }).fromBase64(text);
}

function codeNumber(value: number): Coded {
  if (Object.is(value, -0)) return ['n', '-0'];
  return Number.isFinite(value) ? value : ['n', `${value}`];
}

function codeScalar(value: unknown): Coded {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return codeNumber(value);
  if (typeof value === 'bigint') return ['b', `${value}`];
  return value === undefined ? ['u'] : refuse();
}

function codeAny(walk: Walk, value: unknown): Coded {
  if (typeof value !== 'object' || value === null) return codeScalar(value);
  const seen = walk.known.get(value);
  if (seen !== undefined) return ['r', seen];
  const at = walk.nodes.push(null) - 1;
  walk.known.set(value, at);
  const [, code] = coders.find(([fits]) => fits(value)) ?? [null, refuse];
  walk.nodes[at] = code(walk, value as never);
  return ['r', at];
}

function codeError(error: Error): unknown {
  return ['E', clonedErrors.includes(error.name) ? error.name : 'Error', error.message, `${error.stack}`];
}

function codeView(view: ArrayBufferView): unknown {
  return ['B', kindOf(view), toText(new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength))];
}

function isPlain(value: object): boolean {
  const proto: unknown = Object.getPrototypeOf(value);
  return kindOf(value) === 'Object' || proto === null || proto === Object.prototype;
}

function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean;
}

type Coder = readonly [(value: object) => boolean, (walk: Walk, value: never) => unknown];
const coders: readonly Coder[] = [
  [
    Array.isArray,
    (walk, list: unknown[]) => ['a', Array.from(list, (item, at) => (at in list ? codeAny(walk, item) : ['h']))],
  ],
  [
    (one) => one instanceof Map,
    (walk, map: Map<unknown, unknown>) => [
      'M',
      [...map].map(([key, item]) => [codeAny(walk, key), codeAny(walk, item)]),
    ],
  ],
  [(one) => one instanceof Set, (walk, set: Set<unknown>) => ['S', [...set].map((item) => codeAny(walk, item))]],
  [(one) => one instanceof Date, (_walk, date: Date) => ['D', codeScalar(date.getTime())]],
  [(one) => one instanceof RegExp, (_walk, pattern: RegExp) => ['X', pattern.source, pattern.flags]],
  [(one) => one instanceof Error, (_walk, error: Error) => codeError(error)],
  [ArrayBuffer.isView, (_walk, view: ArrayBufferView) => codeView(view)],
  [
    (one) => one instanceof ArrayBuffer,
    (_walk, buffer: ArrayBuffer) => ['B', 'ArrayBuffer', toText(new Uint8Array(buffer))],
  ],
  [isBoxed, (_walk, box: object) => ['P', codeScalar(box.valueOf())]],
  [
    isPlain,
    (walk, one: Record<string, unknown>) => ['o', Object.keys(one).map((key) => [key, codeAny(walk, one[key])])],
  ],
];

function makeAny(back: Return, coded: unknown): unknown {
  if (!Array.isArray(coded)) return coded;
  const [kind, data] = coded as [string, never];
  if (kind === 'b') return BigInt(data);
  if (kind === 'n') return Number(data);
  return kind === 'r' ? makeNode(back, data) : undefined;
}

function makeNode(back: Return, at: number): unknown {
  if (at in back.made) return back.made[at];
  const [kind, ...rest] = back.nodes[at] ?? [];
  const keep = <T>(value: T): T => {
    back.made[at] = value;
    return value;
  };
  return makers[kind as string]?.({ ...back, keep }, ...(rest as never[]));
}

function fillArray(back: Return, list: unknown[], items: readonly unknown[]): unknown[] {
  list.length = items.length;
  for (const [at, item] of items.entries()) {
    if (!(Array.isArray(item) && item[0] === 'h')) list[at] = makeAny(back, item);
  }
  return list;
}

function fillObject(back: Return, object: object, entries: readonly [string, unknown][]): object {
  for (const [key, item] of entries) {
    // Defined, not set, so that a key named __proto__ stays a key.
    const value = makeAny(back, item);
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function makeError(name: string, message: string, stack: string): Error {
  const Kind = realm[name] as unknown as ErrorConstructor;
  return Object.defineProperty(new Kind(message), 'stack', { value: stack, writable: true, configurable: true });
}

function makeBuffer(kind: string, text: string): unknown {
  const { buffer } = toBytes(text);
  const View = realm[kind] as unknown as new (buffer: ArrayBuffer) => unknown;
  return kind === 'ArrayBuffer' ? buffer : new View(buffer);
}

type Maker = (back: Return & { keep<T>(value: T): T }, ...data: never[]) => unknown;
const makers: Readonly<Record<string, Maker>> = {
  a: (back, items: unknown[]) => fillArray(back, back.keep([]), items),
  o: (back, entries: [string, unknown][]) => fillObject(back, back.keep({}), entries),
  M: (back, entries: [unknown, unknown][]) => {
    const map = back.keep(new Map());
    for (const [key, item] of entries) map.set(makeAny(back, key), makeAny(back, item));
    return map;
  },
  S: (back, items: unknown[]) => {
    const set = back.keep(new Set());
    for (const item of items) set.add(makeAny(back, item));
    return set;
  },
  D: (back, time: unknown) => back.keep(new Date(makeAny(back, time) as number)),
  X: (back, source: string, flags: string) => back.keep(new RegExp(source, flags)),
  E: (back, name: string, message: string, stack: string) => back.keep(makeError(name, message, stack)),
  B: (back, kind: string, text: string) => back.keep(makeBuffer(kind, text)),
  P: (back, value: unknown) => back.keep(Object(makeAny(back, value))),
};
