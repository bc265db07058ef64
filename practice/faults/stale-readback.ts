import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { overwritesByItself, type PracticeFault } from './fault.ts';
import { fillBegun, overwritersOn, signalOverwriters, viewFill } from './watch-overwriter.ts';

/** The medium gives back other bytes than were written; the overwriter's own read-back has to notice. */
export const STALE_READBACK: PracticeFault = {
  name: 'stale-readback',
  says: { ja: '読み戻すと古いデータが返る', en: 'the storage answers old bytes when read back' },
  fits: overwritesByItself,
  install: ({ phone, stopped }) => {
    phone.quirks.overwriterStarted = () => spoil(phone, stopped);
  },
};

/**
 * Keeps one wrong byte in every fill file for as long as the overwriter runs, and stops it for a moment when it begins to
 * read back, so that no file can be read between its last write and its spoiling.
 */
async function spoil(phone: VirtualPhone, stopped: AbortSignal): Promise<void> {
  const wrong = new Map<string, number>();
  let heldForVerify = false;
  if ((await fillBegun(phone, stopped)) === null) return;
  while (!stopped.aborted && overwritersOn(phone).length > 0) {
    const verifying = /"phase":\s*"verify"/.test(viewFill(phone).status);
    if (verifying && !heldForVerify) signalOverwriters(phone, 'SIGSTOP');
    for (const file of viewFill(phone).files) spoilOne(file, wrong);
    if (verifying && !heldForVerify) signalOverwriters(phone, 'SIGCONT');
    heldForVerify ||= verifying;
    await delay(3);
  }
}

function spoilOne(path: string, wrong: Map<string, number>): void {
  try {
    const file = openSync(path, 'r+');
    try {
      const byte = Buffer.alloc(1);
      if (readSync(file, byte, 0, 1, 0) !== 1) return;
      const value = wrong.get(path) ?? byte.readUInt8(0) ^ 0xff;
      wrong.set(path, value);
      writeSync(file, Buffer.of(value), 0, 1, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    // A file that has just been rotated away needs no spoiling.
  }
}
