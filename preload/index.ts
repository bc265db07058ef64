import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type WorkstationBridge } from '../domain/bridge.ts';
import type { WindowEvent } from '../domain/window-state.ts';

/** All that the page gets of the program: one way to ask, and one way to hear. */
const bridge: WorkstationBridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  onEvent: (listener) => {
    // Main sends batches; the page hears each event of one in the same turn, so it draws once.
    // One argument only: whatever else is given is copied across the bridge too, and forEach would give the whole batch each time.
    const hear = (_event: unknown, batch: readonly WindowEvent[]): void => {
      for (const event of batch) listener(event);
    };
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => void ipcRenderer.off(EVENT_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld('workstation', bridge);
