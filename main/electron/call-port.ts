import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { CALL_CHANNEL } from '../../domain/bridge.ts';
import type { CallPort, CallSender } from '../ipc/serve.ts';

/** The calls of our own window, over Electron's one channel for them. */
export function callPortOf(ipc: IpcMain, ours: () => WebContents | null): CallPort {
  return {
    answer: (handle) => {
      ipc.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
        handle({ sender: senderOf(event, ours()), name, input }),
      );
    },
  };
}

function senderOf(event: IpcMainInvokeEvent, ours: WebContents | null): CallSender {
  const frame = event.senderFrame;
  const isOurTopFrame = ours !== null && event.sender === ours && frame !== null && frame.parent === null;
  return { isOurTopFrame, url: frame?.url ?? null };
}
