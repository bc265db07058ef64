import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operatorId, type PortId, portId } from '../../../domain/ids.ts';
import { isErased, isGreen, type JobView } from '../../../domain/window-state.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { startPracticeRackApart } from '../../../practice/index.ts';
import { Hall } from './hall.ts';

const CONSENT = { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' } as const;
const TANAKA = operatorId('tanaka');
const SHOP = { name: '一人の店', licence: '', address: '', phone: '' };

it('in a one-person shop a job ends by itself where a machine has proven its end, and waits where only a person could see it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hakushi-alone-'));
  const wish = { phones: 2, seed: 'alone', faults: [], models: ['pixel-9', 'pixel-7a'], adb: 'in-process' } as const;
  const rack = await startPracticeRackApart({ ...wish, workFolder: join(folder, 'rack') }, forkLauncher);
  const hall = new Hall(join(folder, 'data'), rack.adbServer.port);
  try {
    const run = { shop: SHOP, language: 'ja', workplace: 'real', secondPerson: 'switched-off', people: [] } as const;
    await hall.call('first-run', { ...run, people: [] });
    const start = async (port: PortId): Promise<JobView> => {
      await hall.until((change) =>
        change.kind === 'port' &&
        change.port.port === port &&
        change.port.phone !== null &&
        change.port.phone !== 'reading'
          ? true
          : null,
      );
      const order = { port, purpose: 'inspection', consent: CONSENT, declared: TANAKA, retryOf: null } as const;
      return hall.attend(await hall.call('start-job', order), (...asked) => rack.person.follow(...asked), TANAKA);
    };
    const [proven, seen] = await Promise.all(rack.phones.map(({ port }) => start(portId(port))));
    if (!proven || !seen) throw new Error('no jobs');
    const ended = await hall.until((change) =>
      change.kind === 'port' && change.port.job?.id === proven.id && change.port.job.endedAtMs !== null
        ? change.port.job
        : null,
    );
    // Its storage is proven; its chip has not been read, and no reader is here to read it.
    expect([ended.state, ended.closing, isErased(ended), isGreen(ended)]).toEqual(['passed', 'machine', true, false]);
    expect((await hall.call('get-state', {})).chipsWaiting.map(({ record }) => record)).toEqual([ended.record]);
    const { content } = await hall.call('read-record', { record: proven.record });
    expect(content).toMatchObject({ outcome: 'pass', review: { is: 'switched-off' }, shop: { name: SHOP.name } });
    const { ports } = await hall.call('get-state', {});
    expect(ports.find(({ job }) => job?.id === seen.id)?.job).toMatchObject({
      state: 'awaiting-review',
      closing: 'two-persons',
    });
    // Without another person's eyes nothing is proven there, and that is what the record says.
    const judged = await hall.call('review-job', { job: seen.id, look: null });
    expect([judged.state, judged.verdict?.outcome, isGreen(judged)]).toEqual(['failed', 'inconclusive', false]);
  } finally {
    await hall.close();
    await rack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
