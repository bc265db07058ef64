import { expect, it } from 'vitest';
import { absent, type DeviceFacts, value } from '../../../domain/device.ts';
import { emptyReading, suicaReading } from '../../domain/sample-chip.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { ChipRig } from './chip-rig.ts';

it('a phone that came back waits under each of its records, and under none once the newest lets it be sold', async () => {
  const rig = new ChipRig();
  const waiting = (): unknown => rig.chips.waiting(10).map(({ record }) => record);
  const { record: first } = await rig.passed();
  await rig.read(first, 'sato');
  expect(waiting()).toEqual([]);
  rig.hands.replug('usb:1-1');
  const { record: second } = await rig.passed();
  await rig.read(second, 'sato', suicaReading());
  expect(waiting()).toEqual([second, first]);
  await rig.read(second, 'sato');
  expect(rig.chips.row(first)?.sale).toBe('blocked');
  expect(waiting()).toEqual([]);
  // What an earlier record says does not take a later one off the list.
  await rig.read(second, 'sato', suicaReading());
  await rig.read(first, 'sato');
  expect(rig.chips.row(first)?.sale).toBe('allowed');
  expect(waiting()).toEqual([second]);
});

it.each<[string, Partial<DeviceFacts>, Partial<DeviceFacts>]>([
  ['IMEI', { imeis: value(['490154203237518'], 'x') }, { imeis: value(['356938035643809'], 'x') }],
  ['model', { imeis: absent('x'), model: value('A', 'x') }, { imeis: absent('x'), model: value('B', 'x') }],
])('a phone whose serial number one of another %s bears too goes on waiting', async (_what, one, another) => {
  const rig = new ChipRig();
  const bears = (facts: Partial<DeviceFacts>) => () => sampleDevice({ serial: value('0123456789', 'x'), ...facts });
  rig.adapter.script = { ...rig.adapter.script, identify: bears(one) };
  const { record } = await rig.passed();
  await rig.read(record, 'sato', suicaReading());
  rig.adapter.script = { ...rig.adapter.script, identify: bears(another) };
  rig.hands.replug('usb:1-1');
  const other = await rig.passed();
  await rig.read(other.record, 'sato', emptyReading(), '0139000000000002');
  expect(rig.chips.row(other.record)?.sale).toBe('allowed');
  expect(rig.chips.waiting(10).map((row) => row.record)).toEqual([record]);
});
