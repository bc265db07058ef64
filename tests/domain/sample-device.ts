import { absent, type DeviceFacts, notReadable, value } from '../../domain/device.ts';

/** A phone whose every fact is the best that the grade knows; tests change what they are about. */
export function sampleDevice(changes: Partial<DeviceFacts> = {}): DeviceFacts {
  const from = 'getprop';
  return {
    mode: 'android',
    serial: value('SERIAL0001', from),
    imeis: value(['490154203237518'], 'service call iphonesubinfo'),
    maker: value('Google', from),
    model: value('Pixel 9', from),
    product: value('tokay', from),
    androidVersion: value('16', from),
    sdk: value(36, from),
    launchSdk: value(35, from),
    patchLevel: value('2026-09-05', from),
    fingerprint: value('google/tokay/tokay:16/X/1:user/release-keys', from),
    buildType: value('user', from),
    abis: value(['arm64-v8a'], from),
    cryptoState: value('encrypted', from),
    cryptoType: value('file', from),
    metadataEncrypted: value(true, from),
    verifiedBoot: value('green', from),
    frpPartition: value('/dev/block/by-name/frp', from),
    testHarness: value(false, from),
    testHarnessService: value(true, 'cmd testharness'),
    tradeIn: absent('tradeinmode getstatus'),
    accounts: value(0, 'dumpsys account'),
    users: value(1, 'pm list users'),
    managed: value(false, 'dumpsys device_policy'),
    screenLock: value(false, 'cmd lock_settings get-disabled'),
    sdCard: value(false, 'sm list-disks'),
    battery: value({ percent: 80, charging: true }, 'dumpsys battery'),
    freeBytes: value(64 * 1024 * 1024, 'df -k /data'),
    setupComplete: value(true, 'settings get secure user_setup_complete'),
    androidIdHash: notReadable('settings get secure android_id', 'not asked'),
    ...changes,
  };
}
