import { expect, test } from 'vitest';
import { notReadable, value } from '../../../domain/device.ts';
import { portId } from '../../../domain/ids.ts';
import { phoneView } from '../../../main/devices/phone-view.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { Examined } from '../../../main/jobs/job-desk.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { iphonePlan, sampleIphone } from '../../domain/sample-iphone.ts';
import { ScriptedAdapter } from '../jobs/scripted-adapter.ts';
import { Hands } from './sightings.ts';

const propose = () => ({ plan: iphonePlan(), blockers: [], considered: [] });
const viewOf = (facts: Examined['facts']) => {
  const examined = {
    adapter: new ScriptedAdapter(new Hands(new PortBoard())),
    facts,
    claims: [],
    port: portId('usb:1-1'),
    mark: 1,
  };
  return phoneView(examined as unknown as Examined, { propose });
};

test('an iPhone is shown with what lockdownd told, and what it withheld is null', () => {
  const { model, apple, plans } = viewOf(sampleIphone({ activationLock: notReadable('nvram', 'withheld') }));
  expect(model).toBe('iPhone 14 Pro');
  expect(apple).toEqual({
    osVersion: '18.6',
    productType: 'iPhone15,2',
    isKnownModel: true,
    capacityBytes: 256_000_000_000,
    colour: 'Deep Purple',
    udid: '00008120-001C25D40C0BA01E',
    trust: 'trusted',
    activationLock: null,
    supervised: false,
    organisation: null,
    esim: true,
  });
  expect(plans.map(({ closing, overwrites }) => [closing, overwrites])).toEqual([
    ['machine-or-two-persons', false],
    ['machine-or-two-persons', false],
  ]);
});

test('a model that is only a product type is known to be unknown, and no other phone has an apple side', () => {
  expect(viewOf(sampleIphone({}, { model: value('iPhone99,9', 'lockdownd') })).apple?.isKnownModel).toBe(false);
  expect(viewOf(sampleDevice()).apple).toBeNull();
});
