import type { PhoneModel } from '../phone/model.ts';

/** A carrier phone of 2020 on which Test Harness Mode works; whether the real one has it is unknown. */
export const AQUOS_SENSE4: PhoneModel = {
  name: 'aquos-sense4',
  maker: 'SHARP',
  brand: 'SHARP',
  model: 'SH-41A',
  product: 'SH-41A',
  device: 'SH-41A',
  android: '10',
  sdk: 29,
  securityPatch: '2021-08-05',
  launchSdk: 29,
  features: ['shell_v2', 'cmd', 'stat_v2', 'ls_v2', 'fixed_push_mkdir', 'apex', 'abb'],
  encryption: 'file',
  verifiedBoot: 'green',
  startsIn: 'home',
  testHarness: 'works',
  tradeIn: false,
  frpPartition: '/dev/block/by-name/frp',
  imeiSlots: 2,
  imeiReadable: true,
  resetPageOpens: true,
  felica: true,
  hasNfc: true,
  serialPattern: 'upper',
  extraProperties: { 'ro.boot.hardware.sku': 'SH-41A', 'ro.carrier': 'docomo' },
};
