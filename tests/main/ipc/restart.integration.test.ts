import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { operatorId, type PortId, portId } from '../../../domain/ids.ts';
import { isErased, isGreen, type JobView } from '../../../domain/window-state.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { type PracticeRack, startPracticeRackApart } from '../../../practice/index.ts';
import { type Follow, Hall } from './hall.ts';

const CONSENT = { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' } as const;
const TANAKA = operatorId('tanaka');
const SATO = operatorId('sato');

let folder = '';
let rack: PracticeRack;
let halls: Hall[] = [];

function open(): Hall {
  const hall = new Hall(join(folder, 'data'), rack.adbServer.port);
  halls.push(hall);
  return hall;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hakushi-restart-'));
  const options = { phones: 1, seed: 'restart', faults: [], models: ['pixel-7a'], adb: 'in-process' } as const;
  rack = await startPracticeRackApart({ ...options, workFolder: join(folder, 'rack') }, forkLauncher);
});
afterEach(async () => {
  await Promise.allSettled(halls.map((hall) => hall.close()));
  halls = [];
  await rack.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(hall: Hall, port: PortId, retryOf: JobView['record'] | null): Promise<JobView> {
  await hall.until((change) => {
    const isRead = change.kind === 'port' && change.port.phone !== null && change.port.phone !== 'reading';
    return isRead ? true : null;
  });
  const order = { port, purpose: 'inspection', consent: CONSENT, declared: TANAKA, retryOf } as const;
  return hall.call('start-job', order);
}

async function reach(hall: Hall, job: JobView, fits: (job: JobView) => boolean): Promise<JobView> {
  return hall.until(
    (change) =>
      change.kind === 'port' && change.port.job?.id === job.id && fits(change.port.job) ? change.port.job : null,
    0,
    120_000,
  );
}

const follow: Follow = (port, instruction) => rack.person.follow(port, instruction);

it('a program that dies in mid-job shows that job as interrupted when it is back, and a new job finishes the phone', async () => {
  const port = portId(rack.phones[0]?.port ?? '');
  const first = open();
  await first.call('get-state', {});
  const job = await start(first, port, null);
  await reach(first, job, ({ step }) => step?.act === 'overwrite');
  // As a crash leaves it: nothing more is written, and the folder is free.
  first.places.current.records.close();
  const second = open();
  const state = await second.call('get-state', {});
  expect(state.ledger.recovered).toBe(1);
  expect(state.ports).toMatchObject([
    { port, job: { id: job.id, state: 'interrupted', verdict: { outcome: 'inconclusive' } } },
  ]);
  expect(state.ports.some((one) => one.job !== null && isGreen(one.job))).toBe(false);
  const again = await start(second, port, job.record);
  expect(again).toMatchObject({ retryOf: job.record });
  const done = await second.attend(again, follow, TANAKA);
  expect([done.state, done.reason]).toEqual(['awaiting-review', null]);
  const { saw } = await rack.person.follow(port, 'look-at-screen');
  const { saw: number } = await rack.person.follow(port, 'read-imei');
  const look = { saw, number, accepted: true };
  expect(await second.refusal('review-job', { job: again.id, look: { ...look, declared: TANAKA } })).toBe(
    'review.same-person',
  );
  expect(await second.refusal('review-job', { job: again.id, look: null })).toBe('review.look-missing');
  const reviewed = await second.call('review-job', { job: again.id, look: { ...look, declared: SATO } });
  expect([isErased(reviewed), isGreen(reviewed)]).toEqual([true, false]);
  expect((await second.call('read-record', { record: again.record })).content).toMatchObject({
    outcome: 'pass',
    retryOf: job.record,
  });
});

it('a job that waits for a second person goes on waiting over a restart', async () => {
  const port = portId(rack.phones[0]?.port ?? '');
  const first = open();
  await first.call('get-state', {});
  const job = await start(first, port, null);
  expect((await first.attend(job, follow, TANAKA)).state).toBe('awaiting-review');
  await first.close();
  const second = open();
  const { waiting, ledger } = await second.call('get-state', {});
  expect([waiting.map(({ id }) => id), ledger.recovered]).toEqual([[job.id], 0]);
});

it('closing cancels what runs, on record', async () => {
  const port = portId(rack.phones[0]?.port ?? '');
  const first = open();
  await first.call('get-state', {});
  const job = await start(first, port, null);
  await reach(first, job, ({ step }) => step?.act === 'overwrite');
  await first.close();
  const second = open();
  const found = await second.call('find-records', { text: job.record });
  expect(found).toMatchObject([{ state: 'cancelled', outcome: 'inconclusive' }]);
  expect((await second.call('get-state', {})).ledger.recovered).toBe(0);
});
