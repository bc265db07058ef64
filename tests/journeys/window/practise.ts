import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { ReadingView } from '../../../domain/chip-view.ts';
import type { OperatorId, PortId, ReaderId } from '../../../domain/ids.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import type { PortView } from '../../../domain/window-state.ts';
import { granted, stateOf } from './ask.ts';

const WAIT_MS = 240_000;

/** Waits until every Port of a practice is as wanted, and does at the phones what is asked for meanwhile. */
export async function untilPractised(page: Page, phones: number, wanted: (port: PortView) => boolean): Promise<void> {
  for (const givesUpAt = Date.now() + WAIT_MS; Date.now() < givesUpAt; await page.waitForTimeout(200)) {
    const { ports } = await stateOf(page);
    if (ports.length >= phones && ports.every(wanted)) return;
    for (const { port, mode, job } of ports) {
      if (mode === 'unauthorized' && !job)
        await granted(page, 'follow-at-practice-phone', { port, instruction: 'allow-debugging' });
      if (!job?.question) continue;
      const { id, instruction } = job.question;
      const { saw } = await granted(page, 'follow-at-practice-phone', { port, instruction });
      await granted(page, 'answer-question', { job: job.id, question: id, saw, declared: null }).catch(() => undefined);
    }
  }
  throw new Error('the practice did not come so far');
}

/** Gives every practice phone that withholds its IMEI the one that a person reads from its screen. */
export async function readWithheldNumbers(page: Page): Promise<void> {
  for (const { port, phone } of (await stateOf(page)).ports) {
    if (phone === null || phone === 'reading' || phone.imeis.length > 0) continue;
    const { saw } = await granted(page, 'follow-at-practice-phone', { port, instruction: 'read-imei' });
    await granted(page, 'examine-phone', { port, claim: { imei: saw, source: 'typed' } });
  }
}

/** Looks at every practice phone that waits for its review as the second person who is logged in, and accepts it. */
export async function reviewPractised(page: Page, waiting: readonly PortView[]): Promise<void> {
  for (const { port, job } of waiting) {
    const { saw: imei } = await granted(page, 'follow-at-practice-phone', { port, instruction: 'read-imei' });
    const { saw } = await granted(page, 'follow-at-practice-phone', { port, instruction: 'look-at-screen' });
    const look = { saw, number: imei, accepted: true, declared: null };
    await granted(page, 'review-job', { job: job?.id ?? '', look });
  }
}

/** Tells whether a Port's job is over, or waits for its review. */
export function isOver({ job }: PortView): boolean {
  return (
    job === null ||
    ['awaiting-review', 'failed', 'interrupted', 'cancelled', 'passed', 'unerasable'].includes(job.state)
  );
}

const READS_WITHIN_MS = 30_000;
const ANSWERS_WITHIN_MS = 3_000;

/** Waits for a reading of what lies on a reader now that was not there before; null when none came in time. */
async function newReading(
  page: Page,
  reader: ReaderId,
  order: { readonly before: string | null; readonly withinMs: number },
): Promise<ReadingView | null> {
  for (const givesUpAt = Date.now() + order.withinMs; Date.now() < givesUpAt; await pause(100)) {
    const seen = (await stateOf(page)).readers.find((one) => one.reader === reader);
    const reading = seen?.is === 'read' ? seen.reading : null;
    if (reading && reading.id !== order.before) return reading;
  }
  return null;
}

/** Where a phone's chip is read at a practice, and by whom. */
export interface PractisedReading {
  readonly reader: ReaderId;
  readonly port: PortId;
  /** Null where people log in. */
  readonly declared: OperatorId | null;
}

/** Lays something on a practice reader and binds what is read to the phone of a Port; where nothing answers, a person says that the phone was awake. */
export async function bindPractisedChip(
  page: Page,
  { reader, port, declared }: PractisedReading,
  what: CallInput<'lay-on-practice-reader'>['what'],
): Promise<void> {
  const at = (await stateOf(page)).readers.find((one) => one.reader === reader);
  const before = at?.reading?.id ?? null;
  await granted(page, 'lay-on-practice-reader', { reader, what });
  let reading = await newReading(page, reader, { before, withinMs: ANSWERS_WITHIN_MS });
  if (!reading) {
    await granted(page, 'read-chip-again', { reader });
    reading = await newReading(page, reader, { before, withinMs: READS_WITHIN_MS });
  }
  if (!reading) throw new Error(`${reader} read nothing for ${port}`);
  const order = { reader, reading: reading.id, phone: { is: 'port', port }, declared } as const;
  if (reading.kind === null) await granted(page, 'attest-reader-silent', { ...order, isAwake: true });
  else await granted(page, 'bind-chip-reading', { ...order, confirmed: true });
  await granted(page, 'lay-on-practice-reader', { reader, what: { is: 'nothing' } });
}

/** Lays a practice phone on a practice reader and binds what is read to its record. */
export function readPractisedChip(page: Page, reading: PractisedReading): Promise<void> {
  return bindPractisedChip(page, reading, { is: 'phone', port: reading.port });
}
