import type { AppleFacts } from '../../../domain/apple-facts.ts';
import { absent, type DeviceFacts, notReadable, value } from '../../../domain/device.ts';

const NOT_HERE = notReadable('lockdownd', 'not an Android phone');

/** Facts of an iPhone of which nothing is known but that it is one; what only Android phones have is not readable. */
export function blankFacts(mode: 'iphone' | 'iphone-recovery' | 'iphone-dfu', why: string): DeviceFacts {
  const unread = notReadable('lockdownd', why);
  const apple: AppleFacts = {
    udid: unread,
    ecid: unread,
    trust: unread,
    productType: unread,
    osVersion: unread,
    buildVersion: unread,
    modelNumber: unread,
    region: unread,
    capacityBytes: unread,
    colour: unread,
    activation: unread,
    needsActivation: unread,
    isLocked: unread,
    activationLock: unread,
    supervised: unread,
    organisation: unread,
    mdm: unread,
    esim: unread,
    setupDone: unread,
    eraseRecord: unread,
    eraseFailure: unread,
    eraseBegun: unread,
    clock: unread,
  };
  return {
    mode,
    serial: unread,
    imeis: unread,
    maker: value('Apple', 'usb'),
    model: unread,
    product: unread,
    androidVersion: NOT_HERE,
    sdk: NOT_HERE,
    launchSdk: NOT_HERE,
    patchLevel: NOT_HERE,
    fingerprint: NOT_HERE,
    buildType: NOT_HERE,
    abis: NOT_HERE,
    cryptoState: NOT_HERE,
    cryptoType: NOT_HERE,
    metadataEncrypted: NOT_HERE,
    verifiedBoot: NOT_HERE,
    frpPartition: NOT_HERE,
    testHarness: NOT_HERE,
    testHarnessService: NOT_HERE,
    tradeIn: NOT_HERE,
    accounts: NOT_HERE,
    users: NOT_HERE,
    managed: unread,
    screenLock: unread,
    // No iPhone has a slot for one.
    sdCard: absent('every iPhone'),
    battery: unread,
    freeBytes: unread,
    setupComplete: unread,
    androidIdHash: NOT_HERE,
    apple,
  };
}
