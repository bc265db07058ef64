import { describe, expect, it, vi } from 'vitest';
import type { StepContext } from '../../../domain/adapter.ts';
import { readRecord } from '../../../domain/certificate-record.ts';
import { notReadable, value } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { deviceOnRecord } from '../../../domain/on-record.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { DeskRig, OPERATOR } from './desk-rig.ts';

/** Runs a job whose overwrite step is the test itself. */
async function atTheDesk(use: (context: StepContext, rig: DeskRig) => unknown): Promise<DeskRig> {
  const rig: DeskRig = new DeskRig({
    perform: {
      overwrite: async (context) => {
        await use(context, rig);
        return [{ kind: 'overwrite', source: 'script', data: {} }];
      },
    },
  });
  const { error } = await rig.run();
  expect(error).toBeNull();
  return rig;
}

describe('the desk of one job', () => {
  it('shows an act its phone, its port and its job, and nothing else', async () => {
    await atTheDesk((context, rig) => {
      expect(context.port).toBe('usb:1-1');
      expect(context.attachment()).toEqual(rig.board.at(context.port));
      expect(context.overwriteKey).toHaveLength(32);
      expect(context.mark()).toBe(rig.board.mark(context.port));
      rig.hands.pull('usb:1-1');
      expect(context.present()).toBeNull();
      expect(() => context.attachment()).toThrow('device.unplugged');
      rig.hands.plug('usb:1-1');
      expect(context.now().getTime()).toBeGreaterThan(0);
    });
  });

  it('has evidence in the ledger before an act can see it', async () => {
    const rig = await atTheDesk((context, { opened }) => {
      const written = opened.ledger.ofJob(context.job).filter(({ entry }) => entry.kind === 'evidence-recorded');
      expect(written.map(({ entry }) => (entry.body as { evidence: Evidence }).evidence)).toEqual(context.evidence);
      expect(context.evidence.map(({ kind }) => kind)).toEqual(['command', 'identity']);
    });
    expect(rig.opened.ledger.head().seq).toBeGreaterThan(1);
  });

  it('keeps the phone as it was read first and as it was read last', async () => {
    const rig: DeskRig = new DeskRig({
      perform: {
        overwrite: ({ device, latest }) => {
          expect([device.model, latest.model]).toMatchObject([{ value: 'Pixel 9' }, { value: 'Pixel 9' }]);
          expect([device.battery, latest.battery]).toMatchObject([
            { value: { percent: 80 } },
            { value: { percent: 7 } },
          ]);
          return [{ kind: 'overwrite', source: 'script', data: {} }];
        },
      },
    });
    const drafted = await rig.draft();
    const battery = value({ percent: 7, charging: false }, 'dumpsys');
    const { script } = rig.adapter;
    rig.adapter.script = {
      ...script,
      identify: ({ serial }) => sampleDevice({ serial: value(serial ?? '', 'x'), battery }),
    };
    const { error, job } = await rig.desk.run(drafted);
    expect([error, job.device.battery]).toEqual([null, battery]);
  });

  it('puts on record what an act read later, and knows it from then on', async () => {
    const later = sampleDevice({ serial: notReadable('x', 'y'), imeis: value(['490154203237518'], 'late') });
    const rig = await atTheDesk((context) => {
      context.learn(later);
      expect(context.latest.imeis).toMatchObject({ source: 'late' });
      expect(context.latest.serial).toMatchObject({ is: 'value' });
      expect(context.evidence.at(-1)?.data).toMatchObject({ result: 'same', agree: ['imei'] });
    });
    const [job] = rig.jobs.all();
    const entries = rig.opened.ledger.ofJob(job?.id ?? '');
    expect(deviceOnRecord(readRecord(entries))?.imeis).toMatchObject({ source: 'late' });
    expect(entries.filter(({ entry }) => entry.kind === 'identity-confirmed').map(({ entry }) => entry.body)).toEqual([
      expect.objectContaining({ step: 'wipe', result: 'same' }),
      expect.objectContaining({ step: 'overwrite', result: 'same' }),
    ]);
  });

  it.each([
    ['another phone', sampleDevice({ imeis: value(['356938035643809'], 'late') }), 'device.identity-mismatch', 'fail'],
    [
      'a phone without a number',
      sampleDevice({ serial: notReadable('x', 'y'), imeis: notReadable('x', 'y') }),
      'device.identity-unreadable',
      'inconclusive',
    ],
  ] as const)('ends the job of an act that read %s', async (_name, facts, code, outcome) => {
    const rig = new DeskRig({ perform: { overwrite: (context) => context.learn(facts) } });
    const { job, error } = await rig.run();
    expect([rig.state(job), error?.code]).toEqual(['failed', code]);
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome }]);
    expect(rig.bodies(job, 'identity-confirmed').at(-1)?.result).not.toBe('same');
    expect(job.device.imeis).toMatchObject({ value: ['490154203237518'] });
  });

  it('records what a person did between two moves of the job', async () => {
    const rig = await atTheDesk(async (context, { people }) => {
      const asked = vi.spyOn(people, 'follow');
      const answer = await context.askOperator('unlock-screen');
      expect([answer, asked.mock.calls[0]?.slice(0, 2)]).toEqual([
        { operator: OPERATOR, saw: 'setup-screen' },
        ['usb:1-1', 'unlock-screen'],
      ]);
    });
    const [job] = rig.jobs.all();
    const acted = rig.opened.ledger.ofJob(job?.id ?? '').filter(({ entry }) => entry.kind === 'operator-acted');
    expect(acted.map(({ entry }) => entry)).toMatchObject([
      { actor: OPERATOR, body: { step: 'overwrite', instruction: 'unlock-screen', saw: 'setup-screen' } },
      { actor: OPERATOR, body: { step: 'look', instruction: 'look-at-screen' } },
    ]);
  });

  it('ends the job when nobody answers', async () => {
    const rig = new DeskRig();
    rig.people = { follow: () => Promise.reject(new Error('nobody there')) };
    const { job, error } = await rig.run();
    expect([rig.state(job), error?.code]).toEqual(['failed', 'app.unexpected']);
    expect(rig.kinds(job)).not.toContain('operator-acted');
  });

  it('waits for a return and for a leaving on its own port', async () => {
    await atTheDesk(async (context, { hands }) => {
      const since = context.mark();
      const left = context.awaitAbsence(since, 1000);
      const back = context.awaitReturn(since, ['android'], 1000);
      hands.replug('usb:1-1');
      await left;
      expect((await back).port).toBe('usb:1-1');
    });
  });
});
