/**
 * Puts every question to the preload's API from the page's own world and resolves to the answers by name, in groups.
 * Self-contained: it is run inside the page as text.
 */
export async function askAll(): Promise<Record<string, Record<string, string>>> {
  type Anything = (...args: unknown[]) => unknown;
  const page = globalThis as unknown as Record<string, unknown>;
  const probe = page['probe'] as Record<string, Anything> & {
    readonly version: number;
    readonly inner: { readonly most: { readonly same: Anything } };
    readonly returned: Record<string, Anything>;
  };
  const answers: Record<string, Record<string, string>> = {};

  const kinds: [(value: unknown) => boolean, (value: never) => string][] = [
    [(value) => value === null, () => 'null'],
    [(value) => ['symbol', 'undefined', 'function'].includes(typeof value), (value) => typeof value],
    [(value) => typeof value !== 'object', (value) => `${typeof value} ${value}`],
    [(value) => value instanceof Error, (error: Error) => `Error ${error.message}`],
    [(value) => value instanceof Date, (date: Date) => `Date ${date.getTime()}`],
    [(value) => value instanceof Map, (map: Map<unknown, unknown>) => `Map ${JSON.stringify([...map])}`],
    [(value) => ArrayBuffer.isView(value), (view: Uint8Array) => `${view.constructor.name} ${[...view]}`],
  ];
  const text = (value: object): string => {
    try {
      return JSON.stringify(value);
    } catch {
      return 'circle';
    }
  };
  const object = (value: object): string => {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    return `${kind} ${text(value)}${Object.isFrozen(value) ? ' frozen' : ''}`;
  };
  const describe = (value: unknown): string => {
    const [, say] = kinds.find(([fits]) => fits(value)) ?? [null, object];
    return say(value as never);
  };
  const ask = async (group: string, name: string, question: () => unknown) => {
    const answer = await Promise.resolve()
      .then(question)
      .then(describe, (error) =>
        error instanceof Error ? `throws ${error.name}: ${error.message}` : `throws what is no Error: ${error}`,
      );
    answers[group] = { ...answers[group], [name]: answer };
  };

  await ask('the API', 'cannot be replaced', () => {
    Reflect.set(page, 'probe', 1);
    return typeof page['probe'];
  });
  await ask('the API', 'cannot be changed', () => {
    Reflect.set(probe, 'version', 2);
    return probe.version;
  });
  await ask('the API', 'reaches its inner functions', () => probe.inner.most.same('x'));
  await ask('the API', 'gives the same function twice', () => {
    const [first, second] = [probe['same'], probe['same']];
    return first === second;
  });

  const values = {
    date: new Date(5),
    Uint8Array: new Uint8Array([1]),
    map: new Map([[1, 2]]),
    bigint: 1n,
    undefined: undefined,
    null: null,
    NaN: Number.NaN,
    array: [1, [2]],
    error: new Error('z'),
    object: { a: undefined, b: { c: 1 } },
    set: new Set([1]),
    RegExp: /x/g,
    Float32Array: new Float32Array([1.5]),
    ArrayBuffer: new ArrayBuffer(2),
    blob: new Blob(['x']),
  };
  for (const [name, value] of Object.entries(values)) {
    await ask('there and back over the bridge', name, () => probe['same']?.(value));
    await ask('there and back over main', name, async () => {
      const back = await probe['ask']?.('echo', value);
      return (back as unknown[])[0];
    });
    await ask('its kind in main', name, () => probe['ask']?.('kind', value));
  }
  for (const [name, call] of Object.entries(probe.returned)) await ask('returned by the preload', name, call);
  await ask('thrown by the preload', 'at once', () => probe['throwing']?.());
  await ask('thrown by the preload', 'later', () => probe['rejecting']?.());

  await ask('functions', 'called at once', () => {
    let heard: unknown;
    const returned = probe['callNow']?.((text: unknown) => {
      heard = text;
    });
    return `${returned}${heard}`;
  });
  await ask('functions', 'called later', async () => {
    let heard: unknown;
    const returned = await probe['callLater']?.((value: unknown) => {
      heard = value;
    });
    return `${returned}${JSON.stringify(heard)}`;
  });
  await ask('functions', 'made by the preload', () => {
    const count = probe['counter']?.() as Anything;
    count();
    return count();
  });
  await ask('messages to main', 'without a handler', () => probe['ask']?.('nope'));
  await ask('messages to main', 'whose handler throws', () => probe['ask']?.('fail'));
  await ask('messages to main', 'answered with a function', () => probe['ask']?.('fn'));
  await ask('messages to main', 'that carry a function', () => probe['ask']?.('echo', () => 1));
  await ask('messages to main', 'know their sender', () => probe['ask']?.('sender'));
  return answers;
}
