import { describe, expect, it } from 'vitest';
import { notReadable, value } from '../../../domain/device.ts';
import { portId } from '../../../domain/ids.ts';
import { isErased, isGreen, type JobView } from '../../../domain/window-state.ts';
import { toldFrom } from '../../../main/jobs/job-view.ts';
import { JobViews } from '../../../main/jobs/job-views.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { DeskRig, look, REVIEWER, WITHOUT_CHIP } from './desk-rig.ts';
import { MACHINE_PLAN, step } from './scripted-adapter.ts';

const PORT = portId('usb:1-1');

function watched(rig: DeskRig): { views: JobViews; heard: JobView[] } {
  const views = new JobViews(rig.opened.ledger, rig.chipViews, [], []);
  const heard: JobView[] = [];
  views.onChange((view) => heard.push(view));
  return { views, heard };
}

describe('jobs as a window shows them', () => {
  it('tell every state and step as it is committed, and what a later reading of the ledger tells too', async () => {
    const rig = new DeskRig({ proposal: { plan: MACHINE_PLAN } });
    const { views, heard } = watched(rig);
    const { job } = await rig.run();
    const ended = rig.desk.review(job, look(PORT));
    expect(heard.map(({ state, step }) => (step ? `${state} ${step.id} ${step.at}/${step.of}` : state))).toEqual([
      'drafted',
      'ready',
      'performing',
      'performing wipe 1/3',
      'performing overwrite 2/3',
      'performing close 3/3',
      'verifying',
      'awaiting-review',
      'passed',
    ]);
    expect(heard.map(isErased)).toEqual([...Array.from({ length: 8 }, () => false), true]);
    const later = toldFrom(rig.opened.ledger.ofJob(ended.id))?.view;
    expect(views.on(PORT)).toEqual({ ...later, chip: rig.chipViews.of(ended.record) });
    expect(views.find(ended.id)).toEqual(views.on(PORT));
    expect(views.on(PORT)).toMatchObject({ verdict: { outcome: 'pass' }, reason: null, operator: 'tanaka' });
  });

  it('are green only when the chip of the record lets the phone be sold', async () => {
    const rig = new DeskRig({ proposal: { plan: MACHINE_PLAN } });
    const { views, heard } = watched(rig);
    const unread = (await rig.run()).job;
    rig.desk.review(unread, look(PORT));
    expect(views.on(PORT)).toMatchObject({ state: 'passed', chip: { sale: 'blocked', blocks: ['not-read'] } });
    rig.presence = WITHOUT_CHIP;
    const other = (await rig.run('usb:1-2')).job;
    rig.desk.review(other, look(portId('usb:1-2')));
    expect(views.on(portId('usb:1-2'))?.chip).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(heard.filter(isGreen).map(({ id }) => id)).toEqual([other.id]);
  });

  it('tell again when something about the chip of their record is written', async () => {
    const rig = new DeskRig({ proposal: { plan: MACHINE_PLAN } });
    const { job } = await rig.run();
    const ended = rig.desk.review(job, look(PORT));
    const views = new JobViews(rig.opened.ledger, rig.chipViews, [ended.id], []);
    const heard: JobView[] = [];
    views.onChange((view) => heard.push(view));
    const { record, id, port, device } = ended;
    const body = { presence: WITHOUT_CHIP };
    rig.chips.write(
      { record, job: id, port, device, claims: [] },
      { kind: 'chip-presence-judged', actor: 'sato', body },
    );
    expect(heard.map((view) => [view.id, isGreen(view)])).toEqual([[ended.id, true]]);
    views.close();
  });

  it('show of each port the newest job, and keep one that waits for a second person wherever its phone is', async () => {
    const rig = new DeskRig();
    const { views } = watched(rig);
    const first = (await rig.run()).job;
    expect(views.waiting().map(({ id }) => id)).toEqual([first.id]);
    const second = await rig.draft();
    expect(views.on(PORT)?.id).toBe(second.id);
    expect(views.waiting().map(({ id }) => id)).toEqual([first.id]);
    rig.desk.review(first, look(PORT));
    expect(views.waiting()).toEqual([]);
    expect(views.get(first.id)).toBeNull();
  });

  it('begin with what a crash left, and with what has waited since another day', async () => {
    const rig = new DeskRig();
    const waiting = (await rig.run('usb:1-1')).job;
    const left = await rig.draft('usb:1-2');
    const views = new JobViews(rig.opened.ledger, rig.chipViews, [left.id], [waiting.id]);
    expect(views.on(portId('usb:1-2'))?.id).toBe(left.id);
    expect(views.on(PORT)).toBeNull();
    expect(views.waiting().map(({ id }) => id)).toEqual([waiting.id]);
  });

  it('take over the numbers that a phone told only after its draft, and no others', async () => {
    const rig = new DeskRig();
    const { views, heard } = watched(rig);
    const none = notReadable('x', 'y');
    rig.adapter.script = { identify: () => sampleDevice({ imeis: none, model: none }) };
    const drafted = await rig.draft();
    expect(views.on(PORT)).toMatchObject({ serial: 'SERIAL0001', imei: null, model: null });
    rig.adapter.script = { identify: () => sampleDevice({ imeis: value(['490154203237518'], 'late') }) };
    await rig.desk.run(drafted);
    expect(views.on(PORT)).toMatchObject({ serial: 'SERIAL0001', imei: '490154203237518', model: 'Pixel 9' });
    expect(heard.findIndex(({ imei }) => imei !== null)).toBeLessThan(
      heard.findIndex(({ step }) => step?.id === 'overwrite'),
    );
  });

  it('name who cannot take the second look because they looked themselves, also after a restart', async () => {
    const rig = new DeskRig();
    const { views, heard } = watched(rig);
    rig.people = { follow: async () => ({ operator: REVIEWER, saw: 'setup-screen' }) };
    const { job } = await rig.run();
    expect(heard.filter(({ witnesses }) => witnesses.length > 0).map(({ state }) => state)).toEqual([
      'awaiting-review',
    ]);
    expect(views.get(job.id)?.witnesses).toEqual(['sato']);
    const later = new JobViews(rig.opened.ledger, rig.chipViews, [], [job.id]);
    expect(later.waiting().map(({ witnesses }) => witnesses)).toEqual([['sato']]);
  });

  it('name nobody else where a machine closed the job', async () => {
    const rig = new DeskRig();
    const { views } = watched(rig);
    const hand = step('hand', { by: 'operator', instruction: 'erase-in-ios-settings' });
    const plan = { ...MACHINE_PLAN, closing: 'machine-or-two-persons', steps: [hand, ...MACHINE_PLAN.steps] } as const;
    rig.adapter.script = { proposal: { plan } };
    rig.people = { follow: async () => ({ operator: REVIEWER, saw: 'done' }) };
    const { job } = await rig.run();
    expect(views.get(job.id)).toMatchObject({ state: 'awaiting-review', witnesses: [] });
  });

  it('say why a job ended without a pass', async () => {
    const rig = new DeskRig();
    const { views } = watched(rig);
    rig.adapter.script = { perform: { wipe: () => Promise.reject(new Error('boo')) } };
    await rig.run();
    const shown = views.on(PORT);
    expect(shown).toMatchObject({
      state: 'failed',
      reason: { code: 'app.unexpected' },
      verdict: { outcome: 'inconclusive' },
    });
    expect(shown?.endedAtMs).not.toBeNull();
    views.leave(PORT);
    expect(views.on(PORT)).toBeNull();
  });
});
