import type { PhoneModel } from '../phone/model.ts';

/** A carrier phone of the Android 9 years: file-based keys, no Test Harness Mode, one slot. */
export const KYOCERA_KYV48: PhoneModel = {
  name: 'kyocera-kyv48',
  maker: 'KYOCERA',
  brand: 'KDDI',
  model: 'KYV48',
  product: 'KYV48',
  device: 'KYV48',
  android: '9',
  sdk: 28,
  securityPatch: '2020-12-01',
  launchSdk: 28,
  features: ['shell_v2', 'cmd', 'stat_v2', 'fixed_push_mkdir'],
  encryption: 'file',
  verifiedBoot: 'green',
  startsIn: 'home',
  testHarness: 'absent',
  tradeIn: false,
  frpPartition: '/dev/block/by-name/frp',
  imeiSlots: 1,
  imeiReadable: true,
  resetPageOpens: true,
  felica: true,
  hasNfc: true,
  serialPattern: 'upper',
  extraProperties: { 'ro.carrier': 'kddi' },
};
