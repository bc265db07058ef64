import { describe, expect, it } from 'vitest';
import { known, notReadable, value } from '../../../domain/device.ts';
import { portId } from '../../../domain/ids.ts';
import { emptyReading, silentReading } from '../../domain/sample-chip.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { answeredPoll, sampleApple, silentPoll } from '../../domain/sample-iphone-chip.ts';
import { look } from '../jobs/desk-rig.ts';
import { IMEIS, MACHINE_PLAN, step } from '../jobs/scripted-adapter.ts';
import { ChipRig, person, READER, refusal } from './chip-rig.ts';

const IPHONE_PLAN = {
  ...MACHINE_PLAN,
  rung: 'ios-eacs-mcinstall',
  overwrites: false,
  steps: [
    step('erase', {
      strength: 'cryptographic',
      vanishes: { returnsAs: ['android'], withinMs: 200 },
      proves: ['left-and-returned'],
    }),
    step('verify', { proves: ['setup-state', 'closing-proof'] }),
  ],
} as const;

/** A rig whose phones are iPhones, erased by their own means. */
function iphones(): ChipRig {
  const rig = new ChipRig();
  rig.adapter.script = {
    proposal: { plan: IPHONE_PLAN },
    identify: ({ serial, port }) => ({
      ...sampleDevice({ serial: value(serial ?? '', 'lockdownd'), imeis: value([IMEIS[port] ?? ''], 'lockdownd') }),
      apple: { ...sampleApple, udid: value(`udid ${serial}`, 'usbmuxd'), ecid: value(`ecid ${serial}`, 'lockdownd') },
    }),
  };
  return rig;
}

describe('an iPhone', () => {
  it('is settled by its erase alone: it waits for nothing, and its row says so', async () => {
    const rig = iphones();
    const { job } = await rig.run();
    expect(rig.chipViews.of(job.record)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    const { record, state } = rig.desk.review(job, look(job.port));
    expect(state).toBe('passed');
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed', recheck: 'not-needed' });
    expect(rig.chips.row(record)).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed', blocks: [] });
    expect(rig.waiting.all()).toEqual([]);
  });

  it('is not settled where the second person rejects it', async () => {
    const rig = iphones();
    const { job } = await rig.run();
    const { record } = rig.desk.review(job, look(job.port, { accepted: false }));
    expect(rig.chips.row(record)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });

  it('waits again once its poll was answered, and a silent one takes nothing back', async () => {
    const rig = iphones();
    const { record } = await rig.passed();
    const { chip } = await rig.read(record, 'sato', answeredPoll());
    expect(chip).toMatchObject({ state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'] });
    expect((await rig.read(record, 'sato', silentPoll())).chip.state).toBe('RESIDUAL');
    expect(rig.waiting.all()).toMatchObject([{ record, chip: { state: 'RESIDUAL' } }]);
  });

  it('waits again once its poll was answered under another record of it, also before its job had passed', async () => {
    const rig = iphones();
    const port = { is: 'port', port: portId('usb:1-1') } as const;
    await rig.plugged();
    const { record: earlier } = (await rig.read(port, 'sato', silentPoll())).chip;
    if (earlier === null) throw new Error('no record');
    rig.hands.replug('usb:1-1');
    const { job } = await rig.run();
    await rig.read(earlier, 'sato', answeredPoll());
    expect(rig.told(job.record)).toEqual([]);
    const { record } = rig.desk.review(job, look(job.port));
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'] });
    expect(rig.chips.row(record)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
    const again = await rig.passed();
    expect(rig.chipViews.of(again.record)).toMatchObject({ state: 'APPLE_ERASED', sale: 'allowed' });
    rig.hands.replug('usb:1-1');
    await rig.plugged();
    await rig.read(port, 'sato', silentPoll());
    expect(rig.chipViews.of(again.record).sale).toBe('allowed');
    await rig.read(port, 'sato', answeredPoll());
    expect(rig.chips.row(again.record)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
  });

  it('waits again once several answered its poll, under whichever record that was bound', async () => {
    const rig = iphones();
    const { record } = await rig.passed();
    const several = silentPoll({ troubles: ['several-chips', 'iphone-poll-only'] });
    expect((await rig.read(record, 'sato', several)).chip).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    rig.hands.replug('usb:1-1');
    const { record: next } = await rig.passed();
    expect(rig.chipViews.of(next).sale).toBe('allowed');
    await rig.read(record, 'sato', several);
    expect(rig.chipViews.of(next)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
  });

  it('is found again by the numbers that it told only in the course of its job', async () => {
    const rig = iphones();
    const { identify } = rig.adapter.script;
    if (!identify) throw new Error('nobody reads it');
    const unread = notReadable('lockdownd', 'not trusted');
    rig.adapter.script = {
      ...rig.adapter.script,
      identify: (here) => ({ ...identify(here), serial: unread, imeis: unread }),
    };
    const drafted = await rig.draft();
    expect(rig.chips.row(drafted.record)?.serial).toBeNull();
    rig.adapter.script = { ...rig.adapter.script, identify };
    const { job } = await rig.desk.run(drafted);
    const { record } = rig.desk.review(job, look(job.port));
    expect(rig.chips.row(record)).toMatchObject({ sale: 'allowed', serial: known(job.device.serial) });
    rig.hands.replug('usb:1-1');
    await rig.plugged();
    await rig.read({ is: 'port', port: portId('usb:1-1') }, 'sato', answeredPoll());
    expect(rig.chips.row(record)).toMatchObject({ state: 'RESIDUAL', sale: 'blocked' });
  });

  it('is given no full scan and no word of a silent reader; another phone is not given its poll', async () => {
    const rig = iphones();
    const { record } = await rig.passed();
    const head = rig.opened.ledger.head().seq;
    const order = { reader: READER, phone: { is: 'record', record } as const, who: person('sato') };
    expect(refusal(() => rig.read(record, 'sato', emptyReading()))).toBe('chip.wrong-scan');
    expect(refusal(() => rig.read(record, 'sato', silentReading()))).toBe('chip.wrong-scan');
    const silent = rig.hold(silentReading());
    expect(refusal(() => rig.chipDesk.attestSilent({ ...order, reading: silent }))).toBe('chip.wrong-scan');
    expect(rig.opened.ledger.head().seq).toBe(head);
    const other = new ChipRig();
    const android = await other.passed();
    expect(refusal(() => other.read(android.record, 'sato', silentPoll()))).toBe('chip.wrong-scan');
    expect(other.told(android.record)).toEqual([]);
  });

  it('has its online step on record by the word of a person, and only an iPhone has one', async () => {
    const rig = iphones();
    const { record } = await rig.passed();
    const phone = { is: 'record', record } as const;
    const said = await rig.chipDesk.noteOnline(phone, 'done', person('sato'));
    expect(said.chip).toMatchObject({ state: 'APPLE_ERASED', iphone: { online: { outcome: 'done', by: 'sato' } } });
    expect(said.history[0]).toMatchObject({ by: 'sato', what: { is: 'online', outcome: 'done' } });
    expect(rig.told(record)).toEqual(['chip-apple-online sato']);
    const other = new ChipRig();
    const android = { is: 'record', record: (await other.passed()).record } as const;
    expect(refusal(() => other.chipDesk.noteOnline(android, 'done', person('sato')))).toBe('ipc.bad-input');
  });

  it('is known as one before it has a record', async () => {
    const rig = iphones();
    const { port } = await rig.plugged();
    const detail = await rig.chipDesk.detail({ is: 'port', port: portId(port) });
    expect(detail.chip).toMatchObject({ state: 'UNKNOWN', iphone: { online: null }, presence: { sources: [] } });
  });
});
