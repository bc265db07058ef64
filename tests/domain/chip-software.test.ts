import { describe, expect, it } from 'vitest';
import { presenceOf } from '../../domain/chip-presence.ts';
import { softwareSource } from '../../domain/chip-software.ts';
import { absent, type DeviceFacts, notReadable, value } from '../../domain/device.ts';
import { sampleDevice } from './sample-device.ts';

const FILE = 'cat /product/etc/felica/common.cfg';
const said = (changes: Partial<DeviceFacts>) => softwareSource(sampleDevice(changes));

describe('what a phone’s own software says of its chip', () => {
  it('is that there is one, by its configuration or by a client that came with the phone', () => {
    const none = absent('pm list packages');
    expect(said({ felicaConfig: value(['00000018'], FILE), felicaPackages: none })).toEqual({
      is: 'phone-software',
      says: 'present',
      found: [FILE],
    });
    // An empty file is there all the same.
    expect(said({ felicaConfig: value([], FILE), felicaPackages: none })?.says).toBe('present');
    const packages = value(['com.felicanetworks.mfc'], 'pm list packages');
    expect(said({ felicaConfig: absent(FILE), felicaPackages: packages })).toMatchObject({
      says: 'present',
      found: ['com.felicanetworks.mfc'],
    });
    // What was found counts although the other place could not be read.
    expect(said({ felicaConfig: notReadable(FILE, 'denied'), felicaPackages: packages })?.says).toBe('present');
  });

  it('is that there is none only when both places were read and hold nothing', () => {
    const nothing = value([], 'pm list packages');
    expect(said({ felicaConfig: absent(FILE), felicaPackages: absent('pm') })?.says).toBe('absent');
    expect(said({ felicaConfig: absent(FILE), felicaPackages: nothing })?.says).toBe('absent');
    expect(said({ felicaConfig: absent(FILE), felicaPackages: notReadable('pm', 'late') })?.says).toBe('not-readable');
    expect(said({ felicaConfig: notReadable(FILE, 'denied'), felicaPackages: nothing })?.says).toBe('not-readable');
    expect(said({ felicaConfig: absent(FILE) })?.says).toBe('not-readable');
  });

  it('is nothing for facts of before it was asked, and NFC features alone say nothing', () => {
    expect(said({})).toBeNull();
    expect(said({ nfcFeatures: value(['android.hardware.nfc.hcef'], 'pm list features') })).toBeNull();
  });

  it('never makes a phone one without a chip by itself', () => {
    const source = said({ felicaConfig: absent(FILE), felicaPackages: absent('pm') });
    expect(presenceOf(source ? [source] : []).is).toBe('unknown');
    expect(presenceOf(source ? [source, source] : []).is).toBe('unknown');
  });
});
