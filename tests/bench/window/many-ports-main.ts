// Main with 64 ports at work, made of the shipped parts that carry changes to the window; only the phones are a script.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, ipcMain } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../../domain/bridge.ts';
import type { WindowState } from '../../../domain/window-state.ts';
import { openWindow } from '../../../main/electron/window.ts';
import { Publisher } from '../../../main/ipc/publish.ts';
import { jobAt, portsAtWork, progressAt, shopState } from '../../renderer/fake-workstation.ts';

const PORTS = 64;
const CHANGES_A_SECOND = 4;
const REPORTS_A_SECOND = 10;
const TICK_MS = 25;
const BURST = Number(process.env['BENCH_BURST'] ?? PORTS);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 12);
const resultFile = process.env['BENCH_RESULT'] ?? '';
const built = (path: string): string => fileURLToPath(new URL(`../../../out/app/${path}`, import.meta.url));

let window: BrowserWindow | null = null;
let state: WindowState = shopState({ ports: portsAtWork(PORTS) });
const publisher = new Publisher({ send: (events) => window?.webContents.send(EVENT_CHANNEL, events) });

app.on('window-all-closed', () => app.quit());
await app.whenReady();
const begin = Promise.withResolvers<void>();
ipcMain.handle(CALL_CHANNEL, (_event, name: unknown, input: unknown) => {
  if (name === 'begin') begin.resolve();
  if (name === 'burst') burst((input as { together: number }).together);
  return { ok: true, value: name === 'get-state' ? { ...state, revision: publisher.revision } : null };
});
const onMade = (made: BrowserWindow): void => {
  window = made;
};
const place = { width: 1920, height: 1080 };
await openWindow({
  page: built('renderer/index.html'),
  preload: built('preload/index.cjs'),
  place,
  onMade,
  onPlaced: () => undefined,
});
await begin.promise;

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const begun = performance.now();
const done = { changes: 0, reports: 0 };
while (performance.now() - begun < SECONDS * 1000) {
  const seconds = (performance.now() - begun) / 1000;
  for (; done.changes < seconds * PORTS * CHANGES_A_SECOND; done.changes += 1) changeState(done.changes);
  for (; done.reports < seconds * PORTS * REPORTS_A_SECOND; done.reports += 1) report(done.reports);
  await pause(TICK_MS);
}
delay.disable();
publisher.flush();
await pause(500);
writeFileSync(
  resultFile,
  JSON.stringify({ ...done, sent: publisher.revision, p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 }),
);

/** Every port changes a few times, with so many changes in one batch. */
function burst(together: number): void {
  for (let turn = 0; turn < BURST; turn += 1) {
    changeState(turn);
    if (turn % together === together - 1) publisher.flush();
  }
}

/** A change that must not be lost: the port goes on to its next step. */
function changeState(turn: number): void {
  const at = turn % PORTS;
  const port = state.ports[at];
  if (!port) return;
  const step = { id: 'overwrite', act: 'overwrite', at: 1 + (Math.floor(turn / PORTS) % 9), of: 9 };
  const next = { ...port, job: jobAt(at, 'performing', { step }) };
  state = { ...state, ports: state.ports.map((one) => (one.port === port.port ? next : one)) };
  publisher.publish({ kind: 'port', port: next });
}

function report(turn: number): void {
  const at = turn % PORTS;
  const port = state.ports[at];
  if (!port?.job) return;
  const progress = { ...progressAt(at), done: turn * 1_000_000 };
  publisher.pass({ kind: 'progress', port: port.port, job: port.job.id, progress });
}
