import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipReading } from '../../../domain/chip.ts';
import type { SaleBlock } from '../../../domain/chip-file.ts';
import { presenceOf } from '../../../domain/chip-presence.ts';
import { value } from '../../../domain/device.ts';
import { portId, type RecordId } from '../../../domain/ids.ts';
import type { PhoneMeant } from '../../../main/chips/chip-targets.ts';
import { emptyReading, silentReading, suicaReading } from '../../domain/sample-chip.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { WITHOUT_CHIP } from '../jobs/desk-rig.ts';
import { ChipRig, GUIDE, hash, IDM, person, READER } from './chip-rig.ts';

const ON_PORT = { is: 'port', port: portId('usb:1-1') } as const;
const OTHER_IDM = '0139000000000002';
const DENIED = presenceOf([{ is: 'model-table', says: 'no', entry: 'x', version: '1' }]);

/** A phone that was read under a record of its own, went away, and came back. */
async function comeBack(rig: ChipRig, reading: ChipReading, idm?: string): Promise<RecordId> {
  await rig.plugged();
  const { record } = await rig.read(ON_PORT, 'sato', reading, idm);
  if (record === null) throw new Error('no record');
  rig.hands.replug('usb:1-1');
  return record;
}

function attest(rig: ChipRig, record: RecordId) {
  const reading = rig.hold(silentReading());
  return rig.chipDesk.attestSilent({
    reader: READER,
    reading,
    phone: { is: 'record', record },
    who: person('tanaka'),
  });
}

function look(rig: ChipRig, phone: PhoneMeant, saw: string) {
  const { id, version } = GUIDE;
  return rig.chipDesk.confirmStep({
    phone,
    guide: id,
    version,
    step: 'look',
    outcome: 'done',
    saw,
    who: person('sato'),
  });
}

function step(rig: ChipRig, phone: Parameters<ChipRig['read']>[0], who: string) {
  const meant = typeof phone === 'string' ? ({ is: 'record', record: phone } as const) : phone;
  const { id, version } = GUIDE;
  const what = { guide: id, version, step: 'own-erase', outcome: 'done', saw: '' } as const;
  return rig.chipDesk.confirmStep({ phone: meant, ...what, who: person(who) });
}

describe('a chip that answered under an earlier record of the phone', () => {
  it('stays there, whatever a table and silence say under the next one', async () => {
    const rig = new ChipRig();
    rig.presence = DENIED;
    const earlier = await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect(record).not.toBe(earlier);
    const { chip } = await attest(rig, record);
    expect(chip).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', presence: { is: 'present' } });
    expect(rig.chipBodies(record, 'chip-carried-over')).toEqual([
      {
        otherRecords: [earlier],
        sources: [{ is: 'reader', says: 'answered', isPhoneAwake: false }],
        idmHashes: [hash(IDM)],
        acts: [],
        shown: [{ is: 'residual', at: expect.any(String) }],
      },
    ]);
    // What the workstation writes of the silence agrees with what the record amounts to.
    expect(rig.chipBodies(record, 'chip-presence-judged').at(-1)?.presence.is).toBe('present');
    expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked' });
  });

  it('is on record already at the draft, where table and software alone would clear the phone', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect(rig.chipViews.of(record)).toMatchObject({ sale: 'blocked', blocks: ['not-read'] });
    expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked', blocks: ['not-read'] });
  });

  it('is known before the phone has a new record, and in one that begins with its chip', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    rig.examined.set(ON_PORT.port, await rig.desk.examine(ON_PORT.port, new AbortController().signal));
    expect((await rig.chipDesk.detail(ON_PORT)).chip.presence.is).toBe('present');
    const { record, chip } = await rig.read(ON_PORT, 'sato', silentReading());
    expect(chip).toMatchObject({ state: 'UNKNOWN', presence: { is: 'present' } });
    expect(record && rig.told(record)).toEqual([
      'chip-record-opened sato',
      'chip-carried-over workstation',
      'chip-presence-judged workstation',
      'chip-read sato',
    ]);
  });

  it('takes an absence away that an older record still shows', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    const { record: older } = await rig.passed();
    expect(rig.chipViews.of(older).sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    await comeBack(rig, suicaReading());
    expect(rig.chipViews.of(older)).toMatchObject({ sale: 'blocked', presence: { is: 'present' } });
    expect(rig.chips.row(older)?.sale).toBe('blocked');
  });

  it('says nothing of another phone', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed('usb:1-2');
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(rig.told(record)).toEqual(['chip-presence-judged workstation']);
  });
});

describe('two phones with one number', () => {
  it('tell each other nothing while anything says that they are two', async () => {
    const rig = new ChipRig();
    rig.presence = WITHOUT_CHIP;
    const phone = (model: string) => () =>
      sampleDevice({ serial: value('0123456789', 'getprop'), model: value(model, 'getprop') });
    rig.adapter.script = { ...rig.adapter.script, identify: phone('A') };
    const { record } = await rig.draft('usb:1-2');
    rig.adapter.script = { ...rig.adapter.script, identify: phone('B') };
    await rig.plugged('usb:1-3');
    await rig.read({ is: 'port', port: portId('usb:1-3') }, 'sato', suicaReading());
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed' });
    expect(rig.told(record)).toEqual(['chip-presence-judged workstation']);
  });
});

describe('another chip than the phone showed under an earlier record', () => {
  it('is another phone on the reader, and lets nothing be sold', async () => {
    const rig = new ChipRig();
    await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato', emptyReading(), OTHER_IDM)).chip.blocks).toEqual(['another-chip']);
    const right = new ChipRig();
    await comeBack(right, suicaReading());
    const job = await right.passed();
    expect((await right.read(job.record, 'sato', emptyReading())).chip.sale).toBe('allowed');
  });

  it('also takes the sale from the earlier record: one of the two was the wrong phone', async () => {
    const rig = new ChipRig();
    const first = await rig.passed();
    expect((await rig.read(first.record, 'sato')).chip.sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    await comeBack(rig, suicaReading(), OTHER_IDM);
    expect(rig.chipViews.of(first.record).blocks).toEqual(['read-again', 'another-chip']);
  });
});

/** A phone whose chip was found empty under the record of a job, and that came back. */
async function soldAndBack(rig: ChipRig): Promise<RecordId> {
  const { record } = await rig.passed();
  expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
  rig.hands.replug('usb:1-1');
  rig.examined.set(ON_PORT.port, await rig.desk.examine(ON_PORT.port, new AbortController().signal));
  return record;
}

function expectTold(rig: ChipRig, record: RecordId, blocks: readonly SaleBlock[]): void {
  expect(rig.chipViews.of(record)).toMatchObject({ sale: 'blocked', blocks });
  expect(rig.chips.row(record)).toMatchObject({ sale: 'blocked', blocks });
}

describe('a chip that is not empty under another record of the phone', () => {
  it('takes the sale from the record under which it was found empty, until it is read empty there again', async () => {
    const rig = new ChipRig();
    const first = await soldAndBack(rig);
    const second = await rig.read(ON_PORT, 'sato', suicaReading());
    expect(second.chip.record).not.toBe(first);
    expectTold(rig, first, ['read-again']);
    // Being read empty elsewhere gives it nothing back.
    await rig.read(ON_PORT, 'sato');
    expectTold(rig, first, ['read-again']);
    expect((await rig.read(first, 'sato')).chip).toMatchObject({ state: 'EMPTY', sale: 'allowed' });
    expect(rig.chipBodies(first, 'chip-carried-over')).toHaveLength(1);
  });

  it('takes it also from a record that began later', async () => {
    const rig = new ChipRig();
    const earlier = await comeBack(rig, silentReading());
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    await rig.read(earlier, 'sato', suicaReading());
    expectTold(rig, record, ['read-again']);
  });

  it('takes it where the phone’s own screen shows it in use', async () => {
    const rig = new ChipRig();
    const first = await soldAndBack(rig);
    await look(rig, ON_PORT, 'unused');
    expect(rig.chipViews.of(first).sale).toBe('allowed');
    await look(rig, ON_PORT, 'in-use');
    expectTold(rig, first, ['screen-in-use']);
    expect((await rig.read(first, 'sato')).chip.sale).toBe('allowed');
  });
});

describe('a manager’s word', () => {
  it('ends with what another record of the phone shows that was not known', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'sato', emptyReading({ troubles: ['walk-incomplete'] }));
    expect((await rig.chipDesk.override(record, 'returned to its owner', person('boss'))).chip.sale).toBe('overridden');
    rig.hands.replug('usb:1-1');
    const second = await comeBack(rig, emptyReading());
    expect(rig.chipViews.of(record).sale).toBe('overridden');
    await rig.read(second, 'sato', suicaReading(), OTHER_IDM);
    expectTold(rig, record, ['unknown', 'read-again', 'another-chip']);
  });
});

describe('what was done to a chip under an earlier record', () => {
  it('keeps who did it from reading it again under the next one', async () => {
    const rig = new ChipRig();
    await rig.plugged();
    await step(rig, ON_PORT, 'sato');
    rig.hands.replug('usb:1-1');
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato')).chip).toMatchObject({ blocks: ['recheck-same-person'] });
    expect((await rig.read(record, 'suzuki')).chip.sale).toBe('allowed');
    // Once it is on record it is not carried again.
    expect(rig.chipBodies(record, 'chip-carried-over')).toHaveLength(1);
  });

  it('voids the reading of a later record also when it is done afterwards, and leaves earlier ones as they were', async () => {
    const rig = new ChipRig();
    const earlier = await comeBack(rig, suicaReading());
    const { record } = await rig.passed();
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    await step(rig, earlier, 'suzuki');
    expect(rig.chipViews.of(record).blocks).toEqual(['read-again']);
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    rig.hands.replug('usb:1-1');
    rig.examined.set(ON_PORT.port, await rig.desk.examine(ON_PORT.port, new AbortController().signal));
    await step(rig, ON_PORT, 'suzuki');
    expect(rig.chipViews.of(record).sale).toBe('allowed');
  });
});

describe('whatever is read under two records of a phone', () => {
  type Act = (rig: ChipRig, record: RecordId) => Promise<unknown>;
  const EMPTY: Act = (rig, record) => rig.read(record, 'sato');
  const OVERRIDE: Act = (rig, record) => rig.chipDesk.override(record, 'returned to its owner', person('boss'));
  const against: readonly Act[] = [
    (rig, record) => rig.read(record, 'sato', suicaReading()),
    (rig, record) => rig.read(record, 'sato', silentReading()),
    (rig, record) => rig.read(record, 'sato', emptyReading({ troubles: ['walk-incomplete'] })),
    (rig, record) => look(rig, { is: 'record', record }, 'in-use'),
  ];
  const acts = fc.array(fc.tuple(fc.constantFrom(EMPTY, EMPTY, OVERRIDE, ...against), fc.nat(1)), { maxLength: 8 });

  function salesAfter(act: Act, own: string | undefined, other: string | undefined): readonly (string | undefined)[] {
    if (against.includes(act)) return ['blocked', 'blocked'];
    return [act === EMPTY || own === 'allowed' ? 'allowed' : 'overridden', other];
  }

  it('takes the sale from both unless it was found empty, which gives it back to that record alone, and no manager’s word outlives it', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (chosen) => {
        const rig = new ChipRig();
        const first = await soldAndBack(rig);
        const second = (await rig.passed()).record;
        await EMPTY(rig, second);
        const sales = (records: readonly RecordId[]) => records.map((record) => rig.chipViews.of(record).sale);
        expect(sales([first, second])).toEqual(['allowed', 'allowed']);
        for (const [act, which] of chosen) {
          const records = which === 0 ? ([first, second] as const) : ([second, first] as const);
          const [own, other] = sales(records);
          await act(rig, records[0]);
          expect(sales(records)).toEqual(salesAfter(act, own, other));
          expect(records.map((record) => rig.chips.row(record)?.sale)).toEqual(sales(records));
        }
      }),
      { numRuns: 15 },
    );
  });
});
