import { describe, expect, it } from 'vitest';
import { known } from '../../../domain/device.ts';
import { emptyReading } from '../../domain/sample-chip.ts';
import { ChipRig, person, READER, refusal } from './chip-rig.ts';

describe('binding a reading', () => {
  it.each([
    ['several-chips', 'chip.multiple'],
    ['chip-changed', 'chip.changed'],
  ] as const)(
    'is refused where %s, so that no number of a third phone’s chip stands in two records',
    async (trouble, code) => {
      const rig = new ChipRig();
      const [first, second] = [await rig.passed('usb:1-1'), await rig.passed('usb:1-2')];
      await rig.read(first.record, 'sato');
      const head = rig.opened.ledger.head().seq;
      // The chip of the first phone answers while the second lies on the reader.
      const reading = rig.hold(emptyReading({ troubles: [trouble] }));
      const order = {
        reader: READER,
        reading,
        phone: { is: 'record', record: second.record } as const,
        who: person('sato'),
      };
      expect(refusal(() => rig.chipDesk.bind(order))).toBe(code);
      expect(refusal(() => rig.chipDesk.attestSilent(order))).toBe('chip.not-this-phone');
      expect(rig.opened.ledger.head().seq).toBe(head);
      expect(rig.chipViews.of(first.record).sale).toBe('allowed');
      expect((await rig.read(second.record, 'sato', emptyReading(), '0139000000000002')).chip.sale).toBe('allowed');
    },
  );

  it('goes on record with the clock that was changed since, and then counts for nothing', async () => {
    const rig = new ChipRig();
    const { record } = await rig.passed();
    const reading = rig.hold();
    rig.clockMoved.add(reading);
    const phone = { is: 'record', record } as const;
    const { chip, history } = await rig.chipDesk.bind({ reader: READER, reading, phone, who: person('sato') });
    expect(chip).toMatchObject({ sale: 'blocked', blocks: expect.arrayContaining(['read-again']) });
    expect(history[0]?.what).toMatchObject({ is: 'read', hasClockMoved: true });
    const again = await rig.read(record, 'sato');
    expect(again).toMatchObject({ chip: { sale: 'allowed' }, history: [{ what: { hasClockMoved: false } }, {}] });
    expect(rig.chipBodies(record, 'chip-read').map(({ clockMoved }) => clockMoved)).toEqual([true, undefined]);
  });

  it('puts on record that the chip’s container named another model, and lets the person decide', async () => {
    const rig = new ChipRig();
    const { record, device } = await rig.passed();
    const named = (model: string) => emptyReading({ container: { carrier: '01DCM', model } });
    const { chip, history } = await rig.read(record, 'sato', named('SO-52A'));
    expect(chip.sale).toBe('allowed');
    expect(history[0]?.what).toMatchObject({ is: 'read', otherModel: 'SO-52A' });
    const own = await rig.read(record, 'sato', named((known(device.model) ?? '').toLowerCase()));
    expect(own.history[0]?.what).toMatchObject({ is: 'read', otherModel: null });
    expect(rig.chipBodies(record, 'chip-read').map(({ modelDiffers }) => modelDiffers)).toEqual([true, undefined]);
  });
});
