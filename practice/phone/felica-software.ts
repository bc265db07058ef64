import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PhoneModel } from './model.ts';

/** Android 10 moved what a maker adds for a country into /product; before it lay in /system. */
const PRODUCT_SDK = 29;
/** Lines of `key,value`: name of the secure element, and that the function is on (source: felica.md 7). */
const CONFIGURATION = '00000011,eSE1\n00000014,\n00000015,\n00000018,1\n';
/** The menu, the client of the chip, and what belongs to them; makers preinstall all of them. */
const PACKAGES = [
  'com.felicanetworks.mfc',
  'com.felicanetworks.mfm',
  'com.felicanetworks.mfm.main',
  'com.felicanetworks.mfs',
  'com.felicanetworks.mfw.a.boot',
];
/** Android's own module for secure elements came with Android 11 to phones that were launched with it. */
const OMAPI_SDK = 30;

/** Lays the configuration of Osaifu-Keitai where the phone's model has it; a reset does not touch the folder. */
export function layFelicaFiles(root: string, model: PhoneModel): void {
  if (!model.felica) return;
  const file = join(root, model.sdk >= PRODUCT_SDK ? 'product' : 'system', 'etc/felica/common.cfg');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, CONFIGURATION);
}

/** Returns the system packages that Osaifu-Keitai consists of; a reset leaves them. */
export function felicaPackages(model: PhoneModel): readonly string[] {
  return model.felica ? PACKAGES : [];
}

/** Returns the contactless features that a phone declares; HCE-F stands on world phones without any FeliCa chip too. */
export function contactlessFeatures(model: PhoneModel): readonly string[] {
  if (!model.hasNfc) return [];
  const common = ['android.hardware.nfc', 'android.hardware.nfc.any', 'android.hardware.nfc.hce'];
  return [
    ...common,
    'android.hardware.nfc.hcef',
    ...(model.felica ? ['android.hardware.nfc.ese'] : []),
    ...(model.felica && model.launchSdk >= OMAPI_SDK ? ['android.hardware.se.omapi.ese'] : []),
  ];
}
