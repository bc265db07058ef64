import { type Answer, say } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

const ENCRYPTION = {
  'file+metadata': { 'ro.crypto.state': 'encrypted', 'ro.crypto.type': 'file', 'ro.crypto.metadata.enabled': 'true' },
  file: { 'ro.crypto.state': 'encrypted', 'ro.crypto.type': 'file' },
  none: { 'ro.crypto.state': 'unencrypted' },
} as const;

/** Returns every property of the phone as it stands now, sorted as getprop prints them. */
export function propertiesOf(phone: VirtualPhone): ReadonlyMap<string, string> {
  const { model, state } = phone;
  const release = `${model.brand}/${model.product}/${model.device}:${model.android}/PRACTICE/1:user/release-keys`;
  const all: Record<string, string> = {
    'gsm.operator.alpha': '',
    'gsm.operator.numeric': '',
    'gsm.sim.operator.numeric': '',
    'gsm.sim.state': 'ABSENT',
    'gsm.version.baseband': 'PRACTICE-1',
    'ro.boot.serialno': state.serial,
    'ro.build.fingerprint': release,
    'ro.build.type': 'user',
    'ro.build.version.release': model.android,
    'ro.build.version.sdk': String(model.sdk),
    'ro.build.version.security_patch': model.securityPatch,
    'ro.debuggable': '0',
    'ro.product.brand': model.brand,
    'ro.product.cpu.abi': abisOf().split(',')[0] ?? '',
    'ro.product.cpu.abilist': abisOf(),
    'ro.product.device': model.device,
    'ro.product.first_api_level': String(model.launchSdk),
    'ro.product.manufacturer': model.maker,
    'ro.product.model': model.model,
    'ro.product.name': model.product,
    'ro.secure': '1',
    'ro.serialno': state.serial,
    'sys.boot_completed': '1',
    ...ENCRYPTION[model.encryption],
    ...(model.verifiedBoot === null
      ? {}
      : {
          'ro.boot.verifiedbootstate': model.verifiedBoot,
          'ro.boot.flash.locked': model.verifiedBoot === 'orange' ? '0' : '1',
          'ro.boot.vbmeta.device_state': model.verifiedBoot === 'orange' ? 'unlocked' : 'locked',
        }),
    ...(model.frpPartition === null ? {} : { 'ro.frp.pst': model.frpPartition }),
    ...(state.testHarness ? { 'persist.sys.test_harness': '1' } : {}),
    ...(model.tradeIn && state.tradeIn !== 'off'
      ? { 'persist.adb.tradeinmode': state.tradeIn === 'foyer' ? '1' : '2' }
      : {}),
    ...model.extraProperties,
  };
  const names = Object.keys(all).sort();
  return new Map(names.map((name) => [name, phone.property(name, all[name] ?? '')]));
}

/**
 * A practice phone says x86_64 where the models it is named after say arm64-v8a, because the overwriter really runs on
 * it; where the host is not Linux on x64 it names an instruction set for which nobody has a binary.
 */
function abisOf(): string {
  const runs = process.platform === 'linux' && process.arch === 'x64';
  return runs ? 'x86_64' : 'practice-none';
}

/** Answers `getprop` with all properties, one of them, or its default. */
export function getprop(phone: VirtualPhone, args: readonly string[]): Answer {
  const all = propertiesOf(phone);
  const [key, fallback = ''] = args.filter((arg) => !arg.startsWith('-'));
  if (key !== undefined) return say(`${all.get(key) ?? fallback}\n`);
  return say([...all].map(([name, value]) => `[${name}]: [${value}]\n`).join(''));
}
