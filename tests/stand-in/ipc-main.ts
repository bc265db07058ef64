import { EventEmitter } from 'node:events';
import { decode, encode } from './codec.ts';
import { loud } from './loud.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;

/** A message of a preload, as it came through the binding of its world. */
export interface FromPreload {
  readonly kind: 'invoke' | 'send';
  readonly id: number;
  readonly channel: string;
  readonly args: string;
}

/** The answer to an invoke: a coded value, or the text of the error that the preload will see. */
export type Answer = { readonly value: string } | { readonly error: string };

/** Main's end of the messages: Electron's ipcMain, and the way in for what windows receive. */
export interface IpcDesk {
  readonly ipcMain: EventEmitter;
  /** Runs the handler of an invoke; the error text of a failure is Electron's. */
  invoke(message: FromPreload, event: object): Promise<Answer>;
  /** Hands a message that wants no answer to its listeners. */
  deliver(message: FromPreload, event: object): void;
}

/** Makes ipcMain; a channel has one handler, and a second one is refused as Electron refuses it. */
export function makeIpcDesk(): IpcDesk {
  const handlers = new Map<string, Handler>();
  const handle = (channel: string, handler: Handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`);
    handlers.set(channel, handler);
  };
  const removeHandler = (channel: string) => void handlers.delete(channel);
  const handleOnce = (channel: string, handler: Handler) =>
    handle(channel, (event, ...args) => {
      removeHandler(channel);
      return handler(event, ...args);
    });
  const ipcMain = loud('ipcMain', Object.assign(new EventEmitter(), { handle, handleOnce, removeHandler }));

  return {
    ipcMain,
    async invoke(message, event) {
      const handler = handlers.get(message.channel);
      try {
        if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
        return { value: encode(await handler(event, ...(decode(message.args) as unknown[]))) };
      } catch (error) {
        return { error: `Error invoking remote method '${message.channel}': ${error}` };
      }
    },
    deliver(message, event) {
      ipcMain.emit(message.channel, event, ...(decode(message.args) as unknown[]));
    },
  };
}
