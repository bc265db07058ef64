// A practice through the window, for machines without a display: `node practice-pictures.ts FOLDER` leaves pictures of the board.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type OperatorId, operatorId, type PortId } from '../../../domain/ids.ts';
import { isImei } from '../../../domain/imei.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import { isEnded } from '../../../domain/job.ts';
import { isGreen, type PortView } from '../../../domain/window-state.ts';
import { launchWorkstation, type Workstation } from '../../stand-in/launch.ts';
import { granted, stateOf } from './ask.ts';
import { readPractisedChip } from './practise.ts';

const PHONES = 8;
const GIVES_UP_MS = 240_000;
const LOOK_AGAIN_MS = 150;
const SETTLES_MS = 600;
const WORKER: OperatorId = operatorId('practice-operator');
const WITNESS: OperatorId = operatorId('practice-witness');
// All eight phones on one picture.
const SIZE = { width: 1920, height: 1080 };
const SHOP = { name: '練習の店', licence: '', address: '', phone: '' };
const CONSENT = { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' } as const;

type Window = Workstation['window'];

/** Takes eight practice phones from plug to verdict through the window's own calls and leaves pictures on the way; returns how many turned green. */
export async function takePracticePictures(folder: string): Promise<number> {
  const pictures = join(folder, 'pictures');
  const dataFolder = join(folder, 'window');
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const workstation = await launchWorkstation({ dataFolder, args: ['--adb', '127.0.0.1:9'] });
  const { window } = workstation;
  const picture = (name: string) => window.screenshot({ path: join(pictures, `${name}.png`) });
  try {
    await workstation.main.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setBounds(size),
      SIZE,
    );
    await picture('1-first-run');
    await begin(window);
    await until(window, 'all phones are read', everyPort(isReadWhole));
    await nameWithheldNumbers(window);
    await picture('2-plugged-in');
    await startAll(window);
    await until(
      window,
      'a phone is at work',
      somePort(({ job }) => (job?.progress ?? null) !== null),
    );
    await picture('3-at-work');
    await until(window, 'all jobs have ended', everyPort(hasEnded));
    await picture('4-ended');
    await readChips(window);
    // The list of who waits is gathered for a quarter of a second before it is sent.
    await pause(SETTLES_MS);
    await picture('5-chips-read');
    const faults = Object.values(workstation.faults()).flat();
    if (faults.length > 0) throw new Error(`the window met faults: ${faults.join('; ')}`);
    const { ports } = await stateOf(window);
    return ports.filter(({ job }) => job !== null && isGreen(job)).length;
  } finally {
    await workstation.stop();
  }
}

async function begin(window: Window): Promise<void> {
  const rest = { language: 'ja', workplace: 'practice', secondPerson: 'required' } as const;
  await granted(window, 'first-run', { shop: SHOP, people: [], ...rest });
  const { rack } = await stateOf(window);
  if (rack.is === 'absent') await granted(window, 'start-practice', { phones: PHONES, seed: 'pictures', faults: [] });
}

type Wanted = (ports: readonly PortView[]) => boolean;
const everyPort =
  (holds: (port: PortView) => boolean): Wanted =>
  (ports) =>
    ports.length >= PHONES && ports.every(holds);
const somePort =
  (holds: (port: PortView) => boolean): Wanted =>
  (ports) =>
    ports.some(holds);
const isReadWhole = ({ phone }: PortView): boolean =>
  phone !== null && phone !== 'reading' && (phone.apple === null || phone.apple.trust === 'trusted');
const hasEnded = ({ job }: PortView): boolean => job !== null && isEnded(job.state);

/** Waits for the board to be as wanted, and does meanwhile what a person at the phones would do. */
async function until(window: Window, what: string, wanted: Wanted): Promise<void> {
  for (const givesUpAt = Date.now() + GIVES_UP_MS; Date.now() < givesUpAt; await pause(LOOK_AGAIN_MS)) {
    const { ports } = await stateOf(window);
    if (wanted(ports)) return;
    for (const port of ports) await lendAHand(window, port);
  }
  throw new Error(`it did not come to this: ${what}`);
}

async function lendAHand(window: Window, { port, mode, job }: PortView): Promise<void> {
  if (mode === 'unauthorized' && job === null) await follow(window, port, 'allow-debugging');
  if (job?.question) {
    const saw = await follow(window, port, job.question.instruction);
    const answer = { job: job.id, question: job.question.id, saw, declared: WORKER };
    // A question may have been taken back in the meantime.
    await granted(window, 'answer-question', answer).catch(() => undefined);
  }
  if (job?.state === 'awaiting-review') {
    const saw = await follow(window, port, 'look-at-screen');
    const number = await follow(window, port, 'read-imei');
    await granted(window, 'review-job', { job: job.id, look: { saw, number, accepted: true, declared: WITNESS } });
  }
}

async function follow(
  window: Window,
  port: PortId,
  instruction: CallInput<'follow-at-practice-phone'>['instruction'],
): Promise<string> {
  return (await granted(window, 'follow-at-practice-phone', { port, instruction })).saw;
}

/** What a phone withholds from the cable, a person reads from its screen. */
async function nameWithheldNumbers(window: Window): Promise<void> {
  for (const { port, phone } of (await stateOf(window)).ports) {
    if (phone === null || phone === 'reading' || phone.imeis.length > 0) continue;
    const imei = await follow(window, port, 'read-imei');
    if (isImei(imei)) await granted(window, 'examine-phone', { port, claim: { imei, source: 'typed' } });
  }
}

/** The witness lays each phone on a reader: only then is it known whether its chip lets it be sold. */
async function readChips(window: Window): Promise<void> {
  const { readers, ports } = await stateOf(window);
  // What an iPhone erased says for itself needs no reader.
  const toRead = ports.filter(({ job }) => job?.chip.state !== 'APPLE_ERASED');
  for (const [at, { port }] of toRead.entries()) {
    const reader = readers[at % readers.length]?.reader;
    if (reader) await readPractisedChip(window, { reader, port, declared: WITNESS });
  }
}

async function startAll(window: Window): Promise<void> {
  for (const { port } of (await stateOf(window)).ports) {
    const order = { port, purpose: 'inspection', consent: CONSENT, declared: WORKER, retryOf: null } as const;
    await granted(window, 'start-job', order);
  }
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? 'practice-run');
  const green = await takePracticePictures(folder);
  process.stdout.write(`窓の画面 / pictures of the window: ${join(folder, 'pictures')} (${green}/${PHONES})\n`);
}
