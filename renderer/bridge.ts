import type { Reply, WorkstationBridge } from '../domain/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../domain/ipc.ts';
import type { WindowEvent } from '../domain/window-state.ts';

declare global {
  interface Window {
    readonly workstation: WorkstationBridge;
  }
}

/** The program behind the page; only this file touches what the preload put on the window. */
export interface Workstation {
  /** Makes a call; what goes wrong, even the end of the program, comes back as a value. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallOutput<Name>>>;
  onEvent(listener: (event: WindowEvent) => void): () => void;
}

/** The workstation behind this page, over the bridge that the preload made. */
export function workstationOf(bridge: WorkstationBridge): Workstation {
  return {
    call: async <Name extends CallName>(name: Name, input: CallInput<Name>) => {
      try {
        return (await bridge.call(name, input)) as Reply<CallOutput<Name>>;
      } catch (thrown) {
        const what = thrown instanceof Error ? thrown.message.slice(0, 300) : String(thrown);
        return { ok: false, error: { code: 'app.unexpected', facts: { what } } };
      }
    },
    onEvent: (listener) => bridge.onEvent(listener),
  };
}
