import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillWritten, letReadBack, waitingBeforeReadBack } from './watch-overwriter.ts';

/** The medium gives back other bytes than were written; the overwriter's own read-back has to notice. */
export const STALE_READBACK: PracticeFault = {
  name: 'stale-readback',
  says: { ja: '読み戻すと古いデータが返る', en: 'the storage answers old bytes when read back' },
  fits: overwritesByItself,
  install: ({ phone, stopped }) => {
    phone.quirks.overwriterCommand = waitingBeforeReadBack;
    phone.quirks.overwriterStarted = () => spoil(phone, stopped);
  },
};

/** Changes one byte of every fill file between its last write and the first read, however busy the computer is. */
async function spoil(phone: VirtualPhone, stopped: AbortSignal): Promise<void> {
  const view = await fillWritten(phone, stopped);
  if (view === null) return;
  for (const file of view.files) spoilOne(file);
  letReadBack(view);
}

function spoilOne(path: string): void {
  const file = openSync(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    if (readSync(file, byte, 0, 1, 0) === 1) writeSync(file, Buffer.of(byte.readUInt8(0) ^ 0xff), 0, 1, 0);
  } finally {
    closeSync(file);
  }
}
