import { describe, expect, it } from 'vitest';
import { ChipRig } from './chip-rig.ts';

describe('steps of a guide', () => {
  it.each(['owner', 'carrier-shop'] as const)(
    'of the %s void what was read before, and make nobody who records them a hand',
    async (who) => {
      const rig = new ChipRig();
      const { record } = await rig.passed();
      expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
      const { chip, history } = await rig.step(record, { step: `of-${who}` });
      expect(chip).toMatchObject({ sale: 'blocked', blocks: ['read-again'] });
      expect(history[0]).toMatchObject({ by: 'sato', what: { is: 'step', isOwnHand: false } });
      expect(rig.chipBodies(record, 'chip-guide-step')).toMatchObject([{ operator: 'sato', who }]);
      expect(rig.chips.ofPhone.handsOn(record)).not.toContain('sato');
      // A shop of two: one erased the phone, the other wrote down what somebody else did.
      expect((await rig.read(record, 'tanaka')).chip.blocks).toEqual(['recheck-same-person']);
      expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    },
  );

  it('of the owner make nobody a hand in a later record of the phone either, and still void what was read before', async () => {
    const rig = new ChipRig();
    const first = await rig.passed('usb:1-1');
    await rig.step(first.record, { step: 'of-owner' });
    const { record } = await rig.passed('usb:1-1');
    expect(record).not.toBe(first.record);
    expect((await rig.read(record, 'sato')).chip.sale).toBe('allowed');
    expect(rig.chips.ofPhone.read(record).chipActs).toHaveLength(1);
    const own = await rig.step(first.record);
    expect(own.history[0]).toMatchObject({ what: { is: 'step', isOwnHand: true } });
    expect(rig.chips.ofPhone.handsOn(first.record)).toContain('sato');
  });
});
