import { describe, expect, it } from 'vitest';
import { presenceOf } from '../../../domain/chip-presence.ts';
import { recordId } from '../../../domain/ids.ts';
import { emptyReading, silentReading, suicaReading } from '../../domain/sample-chip.ts';
import { ChipRig, hash, IDM, person, READER, refusal } from './chip-rig.ts';

describe('binding a reading', () => {
  it('makes a passed phone sellable when another person than the one who erased it read it empty', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    expect(rig.chipViews.of(record)).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', blocks: ['not-read'] });
    const detail = await rig.read(record, 'sato');
    expect(detail).toMatchObject({ record, chip: { state: 'EMPTY', sale: 'allowed', recheck: 'done', blocks: [] } });
    expect(rig.chips.row(record)).toMatchObject({ state: 'EMPTY', sale: 'allowed', blocks: [], idmHash: hash(IDM) });
    expect(rig.told(record)).toEqual(['chip-read sato']);
  });

  it('does not let the person who erased the phone say that its chip is empty, whatever is read', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const first = await rig.read(record, 'tanaka');
    expect(first.chip).toMatchObject({ state: 'EMPTY', sale: 'blocked', blocks: ['recheck-same-person'] });
    // The same person under another spelling is the same person.
    expect((await rig.read(record, 'TANAKA')).chip.sale).toBe('blocked');
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
  });

  it('blocks what is not empty by what is left, and what was not read at all', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const { chip } = await rig.read(record, 'sato', suicaReading());
    expect(chip).toMatchObject({ state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'] });
    expect(chip.residues.length).toBeGreaterThan(0);
    const silent = await rig.read(record, 'sato', silentReading());
    expect(silent.chip).toMatchObject({ state: 'UNKNOWN', sale: 'blocked', blocks: ['unknown'] });
  });

  it('keeps the number of the chip out of the ledger and the database', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'sato');
    const rows = rig.opened.database.prepare('SELECT entry FROM ledger').pluck().all().join('\n');
    expect(rows).not.toContain(IDM);
    expect(rows).toContain(hash(IDM));
  });

  it('is refused for a reading that is gone, another reader’s, or bound already, and nothing is written', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const phone = { is: 'record', record } as const;
    const who = person('sato');
    const reading = rig.hold();
    await rig.chipDesk.bind({ reader: READER, reading, phone, who });
    const head = rig.opened.ledger.head().seq;
    expect(refusal(() => rig.chipDesk.bind({ reader: READER, reading, phone, who }))).toBe('chip.already-bound');
    expect(refusal(() => rig.chipDesk.bind({ reader: READER, reading: 'x', phone, who }))).toBe('chip.reading-gone');
    const nowhere = { is: 'record', record: recordId('HK-20260101-0000000000') } as const;
    const bind = () => rig.chipDesk.bind({ reader: READER, reading: rig.hold(), phone: nowhere, who });
    expect(refusal(bind)).toBe('chip.no-record');
    expect(rig.opened.ledger.head().seq).toBe(head);
  });

  it('is refused once the phone was taken off the reader, because another may lie there by then', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const reading = rig.hold();
    rig.takenAway.add(reading);
    const head = rig.opened.ledger.head().seq;
    const order = { reader: READER, reading, phone: { is: 'record', record } as const, who: person('sato') };
    expect(refusal(() => rig.chipDesk.bind(order))).toBe('chip.reading-gone');
    expect(refusal(() => rig.chipDesk.attestSilent(order))).toBe('chip.reading-gone');
    expect(rig.opened.ledger.head().seq).toBe(head);
  });

  it('is refused for a loose card, whose number would stay in the phone’s record', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const card = emptyReading({
      chip: { kind: 'card', pmm: '00f1000000014300', icCode: 0xf1, romType: 0 },
      troubles: ['loose-card'],
    });
    expect(refusal(() => rig.read(record, 'sato', card))).toBe('chip.multiple');
    expect(rig.told(record)).toEqual([]);
  });

  it('keeps no hash of what a program on the phone answered with', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const hce = emptyReading({
      chip: { kind: 'host-emulation', pmm: 'ffffffffffffffff', icCode: 0xff, romType: 0xff },
      systems: [],
      systemList: null,
      troubles: ['host-emulation'],
    });
    await rig.read(record, 'sato', hce, '02fe000000000001');
    expect(rig.chipBodies(record, 'chip-read')[0]?.idmHash).toBeNull();
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
  });

  it('writes nothing at all, neither entry nor row, when the disk refuses in between', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const before = rig.chips.row(record);
    const head = rig.opened.ledger.head().seq;
    rig.opened.database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON chip_readings BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    const reading = rig.hold();
    const bind = () =>
      rig.chipDesk.bind({ reader: READER, reading, phone: { is: 'record', record }, who: person('sato') });
    expect(bind).toThrow();
    expect(rig.opened.ledger.head().seq).toBe(head);
    expect(rig.chips.row(record)).toEqual(before);
    expect(rig.chipViews.of(record).blocks).toEqual(['not-read']);
    rig.opened.database.exec('DROP TRIGGER full');
    // The reading was not used up.
    expect((await bind()).chip.sale).toBe('allowed');
  });
});

describe('a chip that belongs to another phone', () => {
  it('blocks the phone under whose record it is read second, and names the first', async () => {
    const rig = new ChipRig();
    const first = await rig.passed('usb:1-1');
    const second = await rig.passed('usb:1-2');
    await rig.read(first.record, 'sato');
    const { chip } = await rig.read(second.record, 'sato');
    expect(chip).toMatchObject({ sale: 'blocked', blocks: ['another-chip'] });
    expect(rig.chipBodies(second.record, 'chip-read')[0]?.alsoReadIn).toBe(first.record);
    // Either of the two may have been the wrong phone, so the first is no longer sold on its reading alone.
    expect(rig.chipViews.of(first.record)).toMatchObject({ sale: 'blocked', blocks: ['another-chip'] });
    expect(rig.chips.row(first.record)).toMatchObject({ sale: 'blocked', blocks: ['another-chip'] });
    expect(rig.chipBodies(first.record, 'chip-contradicted')).toEqual([{ otherRecord: second.record }]);
    await rig.read(second.record, 'sato');
    expect(rig.chipBodies(first.record, 'chip-contradicted')).toHaveLength(1);
    expect(rig.waiting.all().map(({ record }) => record)).toEqual([second.record, first.record]);
  });

  it('is noticed also when the first record has read yet another chip since', async () => {
    const rig = new ChipRig();
    const first = await rig.passed('usb:1-1');
    const second = await rig.passed('usb:1-2');
    await rig.read(first.record, 'sato');
    const other = await rig.read(first.record, 'sato', emptyReading(), '0139000000000002');
    expect(other.chip.blocks).toContain('another-chip');
    expect((await rig.read(second.record, 'sato')).chip.blocks).toContain('another-chip');
  });

  it('is no other phone’s when the same phone comes back under a new record', async () => {
    const rig = new ChipRig();
    const first = await rig.passed('usb:1-1');
    await rig.read(first.record, 'sato');
    const again = await rig.passed('usb:1-1');
    expect(again.record).not.toBe(first.record);
    const detail = await rig.read(again.record, 'sato');
    expect(detail.chip.sale).toBe('allowed');
    // The history of a phone goes across its records, newest first.
    expect(detail.history.map(({ record, what }) => [record, what.is])).toEqual([
      [again.record, 'read'],
      [first.record, 'read'],
    ]);
  });
});

describe('silence in front of a phone', () => {
  const DENIED = presenceOf([{ is: 'model-table', says: 'no', entry: 'world', version: '1' }]);

  it('is the second source for a phone that the table says has no chip', async () => {
    const rig = new ChipRig();
    rig.presence = DENIED;
    const { record } = await rig.passed();
    const reading = rig.hold(silentReading());
    const phone = { is: 'record', record } as const;
    const detail = await rig.chipDesk.attestSilent({ reader: READER, reading, phone, who: person('sato') });
    expect(detail.chip).toMatchObject({ state: 'NOT_PRESENT', sale: 'allowed', presence: { is: 'not-present' } });
    expect(rig.told(record).slice(-2)).toEqual(['chip-read sato', 'chip-presence-judged sato']);
    // A chip that answers afterwards outweighs everything that was said.
    const answered = await rig.read(record, 'sato', suicaReading());
    expect(answered.chip).toMatchObject({ state: 'RESIDUAL', sale: 'blocked', presence: { is: 'present' } });
  });

  it('proves nothing alone, and is refused where something answered', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const phone = { is: 'record', record } as const;
    const attest = (reading: string) =>
      rig.chipDesk.attestSilent({ reader: READER, reading, phone, who: person('sato') });
    const { chip } = await attest(rig.hold(silentReading()));
    expect(chip).toMatchObject({ state: 'UNKNOWN', sale: 'blocked' });
    expect(refusal(() => attest(rig.hold()))).toBe('chip.not-this-phone');
    expect(refusal(() => attest(rig.hold(silentReading().scan === 'full' ? poll() : emptyReading())))).toBe(
      'chip.not-this-phone',
    );
  });

  const poll = () => ({ ...silentReading(), scan: 'iphone' as const });
});

describe('steps of a guide', () => {
  it('void the reading before them when they can change the chip, and are told in the detail', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    expect((await rig.read(record, 'suzuki')).chip.sale).toBe('allowed');
    const { chip, steps, history } = await rig.step(record);
    expect(chip).toMatchObject({ sale: 'blocked', blocks: ['read-again'] });
    expect(steps.slice(0, 2)).toMatchObject([
      { id: 'look', outcome: null, by: null },
      { id: 'own-erase', outcome: 'done', by: 'sato' },
    ]);
    expect(history[0]).toMatchObject({ by: 'sato', what: { is: 'step', title: { en: 'Erase' }, outcome: 'done' } });
    // Who followed the step is one of those who may not judge its result.
    expect((await rig.read(record, 'sato')).chip.sale).toBe('blocked');
    expect((await rig.read(record, 'suzuki')).chip.sale).toBe('allowed');
  });

  it('close the gate when the screen shows the chip in use, and say in the detail what was seen', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'suzuki');
    const { chip, steps, history } = await rig.step(record, { step: 'look', saw: 'in-use' });
    expect(chip).toMatchObject({ sale: 'blocked', blocks: ['screen-in-use'] });
    expect(steps[0]).toMatchObject({ id: 'look', outcome: 'done', saw: 'in-use' });
    expect(history[0]?.what).toMatchObject({ is: 'step', outcome: 'done', saw: { en: 'in use' } });
  });

  it('are refused for a guide, version, step or answer that is not there', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const head = rig.opened.ledger.head().seq;
    for (const odd of [
      { guide: 'other' },
      { version: '2' },
      { step: 'other' },
      { saw: 'unheard' },
      { step: 'look', saw: '' },
    ])
      expect(refusal(() => rig.step(record, odd))).toBe('ipc.bad-input');
    expect(rig.opened.ledger.head().seq).toBe(head);
    expect((await rig.step(record, { step: 'look', saw: 'unused' })).steps[0]).toMatchObject({ outcome: 'done' });
  });
});

describe('overriding the gate', () => {
  it('is on record with its reason, is never allowed, and ends with the next reading', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'sato', suicaReading());
    const { chip } = await rig.chipDesk.override(record, '  所有者が処分を希望 ', person('mori'));
    expect(chip).toMatchObject({ sale: 'overridden', overriddenBy: 'mori', blocks: ['residual'] });
    expect(rig.chipBodies(record, 'chip-gate-overridden')).toEqual([{ operator: 'mori', why: '所有者が処分を希望' }]);
    expect(rig.chips.row(record)?.sale).toBe('overridden');
    expect((await rig.read(record, 'sato', suicaReading())).chip.sale).toBe('blocked');
  });

  it('is not for whoever did the work, where the second look is what is missing', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'tanaka');
    const head = rig.opened.ledger.head().seq;
    expect(refusal(() => rig.chipDesk.override(record, 'because', person('Tanaka')))).toBe('review.same-person');
    expect(rig.opened.ledger.head().seq).toBe(head);
    expect((await rig.chipDesk.override(record, 'because', person('mori'))).chip.sale).toBe('overridden');
  });

  it('writes nothing where nothing blocks, and is refused without a reason', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    await rig.read(record, 'sato');
    expect((await rig.chipDesk.override(record, 'because', person('mori'))).chip.sale).toBe('allowed');
    expect(rig.told(record)).toEqual(['chip-read sato']);
    expect(refusal(() => rig.chipDesk.override(record, ' ', person('mori')))).toBe('ipc.bad-input');
  });
});
