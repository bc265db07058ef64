// The process in which a rack runs when it is kept apart from the workstation; rack-apart.ts is the only one to start it.
import { constants, setPriority } from 'node:os';
import { openParentLine } from '../domain/parent-line.ts';
import { startPracticeRack } from './rack.ts';
import type { FromRack, ToRack } from './rack-messages.ts';
import type { PracticeRack } from './rack-types.ts';

const parent = openParentLine<FromRack>(process);

function serveWorkstation(): void {
  // Real phones bring processors of their own; these borrow the workstation's, and must not slow it down.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  let rack: PracticeRack | null = null;
  const end = async (): Promise<void> => {
    await rack?.stop();
    process.exit(0);
  };
  const handle = async (message: ToRack): Promise<void> => {
    if (message.kind === 'start') {
      rack = await startPracticeRack(message.options);
      const { adbServer, adb, usbmuxd, phones, watchedFolders, usb } = rack;
      usb.onChange(() => parent.tell({ kind: 'usb', devices: usb.devices() }));
      const facts = { adbServer, adb, usbmuxd, phones, watchedFolders };
      parent.tell({ kind: 'started', facts, devices: usb.devices() });
    } else if (message.kind === 'follow' && rack !== null) {
      const { saw } = await rack.person.follow(message.port, message.instruction);
      parent.tell({ kind: 'saw', id: message.id, saw });
    } else if (message.kind === 'look-inside' && rack !== null) {
      parent.tell({ kind: 'is-so', id: message.id, truth: await rack.truth(message.port) });
    } else if (message.kind === 'stop') await end();
  };
  parent.onMessage((said) => {
    const message = said as ToRack;
    handle(message).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      const id = 'id' in message ? message.id : 0;
      parent.tell({ kind: 'failed', id, why, isWish: error instanceof RangeError });
    });
  });
  // A Ctrl-C reaches every process of the terminal; the workstation cancels its jobs first, and needs the phones for that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // The workstation is gone, whichever way it went.
  parent.onGone(() => void end());
}

serveWorkstation();
