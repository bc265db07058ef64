import type { BridgeEnd } from './bridge-end.ts';

/** The codec of messages to main and back. */
export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** What the preload's world is given by the window that it belongs to. */
export interface PreloadFacts {
  /** Name of the binding that carries texts to main, and of the function that takes texts from main. */
  readonly channel: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/**
 * Runs a preload as Electron's sandbox does: in a function of its own, with `require` for a handful of modules, with
 * ipcRenderer and contextBridge, and with nothing of it visible to the page. Self-contained: its source text is run inside the page.
 */
export function runPreload(
  facts: PreloadFacts,
  codec: Codec,
  bridge: BridgeEnd,
  preload: (...given: unknown[]) => void,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, unknown>;
  const tell = world[facts.channel] as (text: string) => void;
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 1;

  const absent = (part: string): never => {
    throw new Error(`The Electron stand-in has no ${part} in its preload.`);
  };
  const guard = <T extends object>(name: string, parts: T): T =>
    new Proxy(parts, {
      get: (target, key) =>
        key in target || typeof key === 'symbol' || key === 'then'
          ? Reflect.get(target, key)
          : absent(`${name}.${key}`),
    });

  const removeListener = (channel: string, listener: Listener) => {
    const rest = (listeners.get(channel) ?? []).filter((one) => one !== listener);
    listeners.set(channel, rest);
    return ipcRenderer;
  };
  const on = (channel: string, listener: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    return ipcRenderer;
  };
  const once = (channel: string, listener: Listener) => {
    const single: Listener = (event, ...args) => {
      removeListener(channel, single);
      listener(event, ...args);
    };
    return on(channel, single);
  };
  const removeAllListeners = (channel?: string) => {
    if (channel === undefined) listeners.clear();
    else listeners.delete(channel);
    return ipcRenderer;
  };

  const ipcRenderer: object = guard('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]) => {
      const id = next++;
      const text = codec.encode(args);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        tell(JSON.stringify({ kind: 'invoke', id, channel, args: text }));
      });
    },
    send: (channel: string, ...args: unknown[]) =>
      tell(JSON.stringify({ kind: 'send', channel, args: codec.encode(args) })),
    on,
    once,
    off: removeListener,
    addListener: on,
    removeListener,
    removeAllListeners,
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });

  world[`${facts.channel}-hear`] = (message: { id?: number; channel?: string; error?: string; value: string }) => {
    if (message.channel !== undefined) {
      const event = { sender: ipcRenderer, ports: [] };
      const args = codec.decode(message.value) as unknown[];
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args);
      return;
    }
    const asked = waiting.get(message.id ?? 0);
    waiting.delete(message.id ?? 0);
    if (message.error === undefined) asked?.resolve(codec.decode(message.value));
    else asked?.reject(new Error(message.error));
  };

  const contextBridge = guard('contextBridge', {
    exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
  });
  const process = guard('process', {
    platform: facts.platform,
    versions: facts.versions,
    argv: facts.argv,
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    nextTick: (act: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => act(...args)),
  });
  const electron = guard('electron', { contextBridge, ipcRenderer });
  const require = (name: string) => {
    if (/^electron(\/(renderer|common))?$/.test(name)) return electron;
    if (/^(node:)?(events|timers|url)$/.test(name)) return absent(`module ${name}`);
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports, process, world);
}
