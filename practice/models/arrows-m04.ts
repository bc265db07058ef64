import type { PhoneModel } from '../phone/model.ts';

/** A phone without encryption, without `cmd`, whose shell still runs on a terminal and gives no exit code. */
export const ARROWS_M04: PhoneModel = {
  name: 'arrows-m04',
  maker: 'FUJITSU',
  brand: 'Fujitsu',
  model: 'arrows M04',
  product: 'M04',
  device: 'M04',
  android: '6.0.1',
  sdk: 23,
  securityPatch: '2018-06-01',
  launchSdk: 23,
  features: [],
  encryption: 'none',
  verifiedBoot: null,
  startsIn: 'home',
  testHarness: 'absent',
  tradeIn: false,
  frpPartition: null,
  imeiSlots: 1,
  imeiReadable: true,
  resetPageOpens: true,
  felica: true,
  hasNfc: true,
  serialPattern: 'hex',
  extraProperties: {},
};
