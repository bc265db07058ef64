import type { AppleFacts } from '../../domain/apple-facts.ts';
import { absent, type DeviceFacts, value } from '../../domain/device.ts';
import { blankFacts } from '../../native-adapters/apple/iphone/blank-facts.ts';
import { appleOf } from '../../native-adapters/apple/iphone/read-facts.ts';

/** What the sample phone knows of itself; tests change what they are about. */
export function sampleApple(changes: Partial<AppleFacts> = {}): AppleFacts {
  const from = 'lockdown';
  return {
    udid: value('00008110-000A6C9102C0401E', from),
    ecid: value('a6c9102c0401e', from),
    trust: value('trusted', 'StartSession'),
    productType: value('iPhone14,5', from),
    osVersion: value('18.5', from),
    buildVersion: value('22F76', from),
    modelNumber: value('MLNE3', from),
    region: value('J/A', from),
    capacityBytes: value(128_000_000_000, from),
    colour: value('4', from),
    activation: value('Activated', from),
    needsActivation: value(false, from),
    isLocked: value(false, from),
    activationLock: value(false, 'NVRAM'),
    supervised: value(false, 'MCInstall'),
    organisation: absent('MCInstall'),
    mdm: value(false, 'MCInstall'),
    esim: value(false, from),
    setupDone: value(true, from),
    eraseRecord: absent('NVRAM'),
    clock: value(1_760_000_000, from),
    ...changes,
  };
}

/** A trusted iPhone of today without anything that stands in the way of its erasure. */
export function sampleIphone(apple: Partial<AppleFacts> = {}, changes: Partial<DeviceFacts> = {}): DeviceFacts {
  return {
    ...blankFacts('iphone', 'not asked'),
    serial: value('F4GDH2ABC1', 'lockdown'),
    imeis: value(['356938035643809'], 'lockdown'),
    model: value('iPhone 13', 'model table'),
    product: value('iPhone14,5', 'lockdown'),
    battery: value({ percent: 80, charging: true }, 'lockdown'),
    apple: sampleApple(apple),
    ...changes,
  };
}

/** An iPhone that nobody asked for trust, or in recovery or DFU mode, of which only these facts are known. */
export function bareIphone(
  mode: 'iphone' | 'iphone-recovery' | 'iphone-dfu',
  apple: Partial<AppleFacts> = {},
): DeviceFacts {
  const blank = blankFacts(mode, 'not trusted');
  return { ...blank, apple: { ...appleOf(blank), ...apple } };
}
