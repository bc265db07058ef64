import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCausesHere, lookAtClock, lookAtDataFolder } from '../../../main/devices/causes-here.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hakushi-here-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a data folder that is not there yet is judged by the folder it will be made in, and nothing is made', async () => {
  const wanted = join(folder, 'a', 'b');
  expect(await lookAtDataFolder(wanted)).toMatchObject({ folder: wanted, writable: true });
  expect((await lookAtDataFolder(wanted)).leftBytes).toBeGreaterThan(0);
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

test('a place below a file cannot be looked at', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(lookAtDataFolder(join(folder, 'file', 'data'))).rejects.toThrow(/ENOTDIR/);
});

test('the clock is measured against the ledger, or against the birth of this version', async () => {
  const ledger = join(folder, 'ledger');
  const late = Date.UTC(2031, 0, 1);
  writeFileSync(ledger, '');
  utimesSync(ledger, late / 1000, late / 1000);
  expect(await lookAtClock(ledger, 5)).toEqual({ nowMs: 5, passedMs: late });
  const { passedMs } = await lookAtClock(join(folder, 'none'), 5);
  expect(passedMs).toBeGreaterThan(Date.UTC(2026, 0, 1));
});

test('this computer can be asked without a workstation, and what only a board shows is said not to be known', async () => {
  const adbServer = { host: '127.0.0.1', port: 9 };
  const found = await findCausesHere({ board: null, adbServer, dataFolder: folder, practice: false });
  const board = found.filter(({ facts }) => facts['probe'] === 'board');
  expect(board.length).toBeGreaterThan(5);
  expect(board.every(({ certainty }) => certainty === 'not-looked')).toBe(true);
});
