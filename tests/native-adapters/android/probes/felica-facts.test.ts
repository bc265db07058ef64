import { describe, expect, it } from 'vitest';
import { softwareSource } from '../../../../domain/chip-software.ts';
import { readFelicaFacts } from '../../../../native-adapters/android/probes/felica-facts.ts';
import type { ProbeAnswer } from '../../../../native-adapters/android/probes/probe-script.ts';
import { sampleDevice } from '../../../domain/sample-device.ts';

const MISSING = ['product', 'system', 'vendor']
  .map((part) => `cat: /${part}/etc/felica/common.cfg: No such file or directory`)
  .join('\n');
const PACKAGES = 'package:android\npackage:com.android.settings';
const FEATURES = 'feature:android.hardware.bluetooth\nfeature:android.hardware.nfc.hcef';

function read(said: Readonly<Record<string, string | ProbeAnswer>>, properties: Readonly<Record<string, string>> = {}) {
  const answers = Object.entries(said).map(
    ([name, answer]) => [name, typeof answer === 'string' ? { text: answer, exitCode: 0 } : answer] as const,
  );
  return readFelicaFacts(new Map(answers), new Map(Object.entries(properties)));
}

describe('what a phone’s software shows of FeliCa', () => {
  it('is its configuration’s keys, wherever it lies', () => {
    const text = `00000011,eSE1\n00000018,1\n${MISSING.split('\n').slice(1).join('\n')}`;
    const { felicaConfig } = read({ 'felica-config': { text, exitCode: 1 } });
    expect(felicaConfig).toMatchObject({ is: 'value', value: ['00000011', '00000018'] });
  });

  it('is absent only by an answer that would have shown it', () => {
    expect(read({ 'felica-config': { text: MISSING, exitCode: 1 } }).felicaConfig.is).toBe('absent');
    const denied = MISSING.replace(
      '/product/etc/felica/common.cfg: No such file or directory',
      '/product/etc: Permission denied',
    );
    expect(read({ 'felica-config': { text: denied, exitCode: 1 } }).felicaConfig.is).toBe('not-readable');
    expect(read({ 'felica-config': { text: 'sh: cat: not found', exitCode: 127 } }).felicaConfig.is).toBe(
      'not-readable',
    );
    expect(read({ 'felica-config': '' }).felicaConfig).toMatchObject({ is: 'value', value: [] });
    expect(read({}).felicaConfig.is).toBe('not-readable');
    expect(read({ 'system-packages': PACKAGES }).felicaPackages.is).toBe('absent');
    // A list without the package that every Android has was cut, or never made.
    expect(read({ 'system-packages': 'package:com.x' }).felicaPackages.is).toBe('not-readable');
    expect(read({ 'system-packages': '' }).felicaPackages.is).toBe('not-readable');
    const failed = { text: `${PACKAGES}\nError: killed`, exitCode: 1 };
    expect(read({ 'system-packages': failed }).felicaPackages.is).toBe('not-readable');
  });

  it('is the client that came with the phone, and its NFC features', () => {
    const facts = read({
      'system-packages': `${PACKAGES}\npackage:com.felicanetworks.mfc\npackage:com.felicanetworks.mfs`,
      features: FEATURES,
    });
    expect(facts.felicaPackages).toMatchObject({ value: ['com.felicanetworks.mfc', 'com.felicanetworks.mfs'] });
    expect(facts.nfcFeatures).toMatchObject({ value: ['android.hardware.nfc.hcef'] });
    expect(read({ features: 'feature:android.hardware.bluetooth' }).nfcFeatures.is).toBe('absent');
  });

  it('keeps no text that is no name, and asks the properties for carrier and SKU', () => {
    const odd = `${PACKAGES}\npackage:com.felicanetworks.$(reboot)\npackage:com.felicanetworks.\u001b[2J`;
    expect(read({ 'system-packages': odd }).felicaPackages.is).toBe('not-readable');
    const { carrier, hardwareSku } = read({}, { 'ro.carrier': 'KDI', 'ro.boot.hardware.sku': 'G1B60' });
    expect([carrier, hardwareSku]).toMatchObject([{ value: 'KDI' }, { value: 'G1B60' }]);
  });

  it('speaks against a chip only when nothing of it was found in either place', () => {
    const world = read({ 'felica-config': { text: MISSING, exitCode: 1 }, 'system-packages': PACKAGES });
    expect(softwareSource(sampleDevice(world))?.says).toBe('absent');
    expect(softwareSource(sampleDevice(read({ 'system-packages': PACKAGES })))?.says).toBe('not-readable');
  });
});
