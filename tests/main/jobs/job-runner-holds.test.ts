import { describe, expect, it } from 'vitest';
import { notReadable, value } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { DeskRig } from './desk-rig.ts';
import { passes, type Script } from './scripted-adapter.ts';

describe('the phone on the port', () => {
  const other = () => sampleDevice({ serial: value('ANOTHER', 'getprop') });
  const nameless = () => sampleDevice({ serial: notReadable('getprop', 'x'), imeis: notReadable('call', 'x') });

  it('is told to be the same after its return, by what was read', async () => {
    const rig = new DeskRig();
    const { job } = await rig.run();
    expect(rig.bodies(job, 'identity-confirmed')).toMatchObject([
      { step: 'wipe', result: 'same', before: { serial: 'S-usb:1-1' }, after: { serial: 'S-usb:1-1' } },
    ]);
  });

  it.each([
    ['another phone', other, 'device.identity-mismatch', 'different'],
    ['a phone without a number', nameless, 'device.identity-unreadable', 'cannot-tell'],
  ] as const)('%s that was plugged in before the start is not touched', async (_what, identify, code, result) => {
    const rig = new DeskRig();
    const drafted = await rig.draft();
    rig.hands.replug('usb:1-1');
    rig.adapter.script = { identify };
    const { job, error } = await rig.desk.run(drafted);
    expect(error?.code).toBe(code);
    expect(rig.adapter.performed).toEqual([]);
    expect(rig.bodies(job, 'identity-confirmed')).toMatchObject([{ step: 'wipe', result }]);
  });

  it('another phone that was plugged in between two steps is not touched', async () => {
    const rig: DeskRig = new DeskRig({
      verify: {
        wipe: ({ evidence }) => {
          rig.hands.replug('usb:1-1');
          rig.adapter.script = { identify: other };
          return passes(['identity-kept', 'reset-observed'], evidence);
        },
      },
    });
    const { error } = await rig.run();
    expect(error?.code).toBe('device.identity-mismatch');
    expect(rig.adapter.performed).toEqual(['wipe@usb:1-1']);
  });

  it('the same phone, plugged in again, goes on', async () => {
    const rig = new DeskRig();
    const drafted = await rig.draft();
    rig.hands.replug('usb:1-1');
    const { job, error } = await rig.desk.run(drafted);
    expect(error).toBeNull();
    expect(rig.bodies(job, 'identity-confirmed').map(({ result }) => result)).toEqual(['same', 'same']);
  });

  it('is read again when the first reading after its return breaks off', async () => {
    const rig = new DeskRig();
    const drafted = await rig.draft();
    let readings = 0;
    rig.adapter.script = {
      identify: ({ serial }) => {
        readings += 1;
        if (readings < 3) throw new WorkstationError(readings === 1 ? 'device.offline' : 'device.protocol');
        return sampleDevice({ serial: value(serial ?? '', 'getprop') });
      },
    };
    const { error } = await rig.desk.run(drafted);
    expect([error, readings]).toEqual([null, 3]);
  });

  it('that does not come back ends the job as interrupted', async () => {
    const rig: DeskRig = new DeskRig({
      perform: {
        wipe: () => {
          rig.hands.pull('usb:1-1');
          return [{ kind: 'command', source: 'script', data: {} }];
        },
      },
    });
    const { job, error } = await rig.run();
    expect([rig.state(job), error?.code]).toEqual(['interrupted', 'device.not-returned']);
  });
});

describe('cancelling', () => {
  const hang = () => new Promise(() => undefined);

  /** Runs a job and cancels it as soon as a step has begun. */
  async function cancelIn(stepId: string, script: Script): Promise<{ rig: DeskRig; state: string | undefined }> {
    const rig = new DeskRig(script);
    const drafted = await rig.draft();
    rig.opened.ledger.onAppend(({ entry }) => {
      const isBegun = entry.kind === 'step-intended' && (entry.body as { step: { id: string } }).step.id === stepId;
      if (isBegun) setTimeout(() => rig.desk.cancel(drafted.port), 5);
    });
    const { job, error } = await rig.desk.run(drafted);
    expect(error?.code).toBe('job.cancelled');
    expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'inconclusive', grade: 'E' }]);
    return { rig, state: rig.state(job) };
  }

  it('ends a step that may be stopped at once, even when its act does not listen', async () => {
    const { rig, state } = await cancelIn('overwrite', { perform: { overwrite: hang } });
    expect(state).toBe('cancelled');
    expect(rig.adapter.performed.at(-1)).toBe('overwrite@usb:1-1');
  });

  it('ends a judge that does not listen', async () => {
    expect((await cancelIn('overwrite', { verify: { overwrite: hang } })).state).toBe('cancelled');
  });

  it('waits for a step that must not be stopped, then goes no further', async () => {
    const rig: { now: DeskRig | null } = { now: null };
    const slow = async (): Promise<unknown> => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      rig.now?.hands.replug('usb:1-1');
      return [{ kind: 'command', source: 'script', data: {} }];
    };
    const script: Script = { perform: { wipe: slow } };
    rig.now = new DeskRig(script);
    const drafted = await rig.now.draft();
    const running = rig.now.desk.run(drafted);
    await new Promise((resolve) => setTimeout(resolve, 5));
    rig.now.desk.cancel(drafted.port);
    const { job, error } = await running;
    expect([error?.code, rig.now.state(job)]).toEqual(['job.cancelled', 'cancelled']);
    expect(rig.now.bodies(job, 'step-ended')).toEqual([{ step: 'wipe', outcome: 'done', error: null }]);
    expect(rig.now.adapter.performed).toEqual(['wipe@usb:1-1']);
  });

  it('ends the wait for a person at any step', async () => {
    const rig = new DeskRig();
    rig.people = { follow: () => new Promise(() => undefined) };
    const drafted = await rig.draft();
    const running = rig.desk.run(drafted);
    rig.book.onChange(({ state }) => {
      if (state === 'awaiting-operator') setTimeout(() => rig.desk.cancel(drafted.port), 1);
    });
    expect(rig.state((await running).job)).toBe('cancelled');
  });

  it('takes the phone away from an act that goes on', async () => {
    const late: unknown[] = [];
    let done: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    const deaf: Script['perform'] = {
      overwrite: async (context) => {
        await new Promise((resolve) => setTimeout(resolve, 40));
        for (const reach of [() => context.attachment(), () => context.awaitReturn(null, ['android'], 10)]) {
          try {
            late.push(await reach());
          } catch (error) {
            late.push((error as WorkstationError).code);
          }
        }
        await context.askOperator('reset-in-settings').catch((error: WorkstationError) => late.push(error.code));
        done();
        return [];
      },
    };
    const { rig } = await cancelIn('overwrite', { perform: deaf });
    const head = rig.opened.ledger.head();
    await finished;
    expect(late).toEqual(['job.cancelled', 'job.cancelled', 'job.cancelled']);
    expect(rig.opened.ledger.head()).toEqual(head);
  });
});
