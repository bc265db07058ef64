import type { RecordedError } from './entry-kinds.ts';
import type { WindowEvent } from './window-state.ts';

/** The channel of all calls; its arguments are the name of the call and its input. */
export const CALL_CHANNEL = 'hakushi:call';
/** The channel of all events; each message is a batch of them, in order. */
export const EVENT_CHANNEL = 'hakushi:event';

/** What a call answers. Errors cross the bridge as values, because an error object loses its class there. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: RecordedError };

/** What the preload gives to the page, and all that it gives. */
export interface WorkstationBridge {
  /** Resolves to a Reply; rejects only when the program itself is gone. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Calls back with every event until the returned function is called. */
  onEvent(listener: (event: WindowEvent) => void): () => void;
}
