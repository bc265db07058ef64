import { type Answer, fail, say, sayThen } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

const NO_SERVICE = 20;

/** Answers `cmd SERVICE …`. */
export function cmd(phone: VirtualPhone, args: readonly string[], others: CmdServices): Answer {
  const [service = '', ...rest] = args;
  if (service === 'testharness' && phone.model.testHarness === 'works') return testHarness(phone, rest);
  if (service === 'lock_settings') return lockSettings(phone, rest);
  if (service === 'wifi' && phone.model.sdk >= 30) return say('No networks\n');
  const other = Object.hasOwn(others, service) ? others[service] : undefined;
  return other ? other(rest) : fail(`cmd: Can't find service: ${service}\n`, NO_SERVICE);
}

/** Services that `cmd` hands on to, by name. */
export type CmdServices = Readonly<Record<string, (args: readonly string[]) => Answer>>;

function testHarness(phone: VirtualPhone, [verb]: readonly string[]): Answer {
  if (verb !== 'enable' && verb !== 'restore') {
    return {
      out: 'About:\n  Test Harness Mode is a mode that the device can be placed in to prepare\n  the device for running UI tests. The device is placed into this mode by\n  first wiping all data from the device, preserving ADB keys.\n\nTest Harness Mode commands:\n  help\n    Print this help text.\n\n  enable|restore\n',
      err: '',
      code: 0,
    };
  }
  if (phone.state.screenLock) return fail('Test Harness Mode cannot be enabled if there is a lock screen\n', 2);
  if (phone.model.frpPartition === null)
    return fail(
      'Failed to enable Test Harness Mode. No implementation of PersistentDataBlockManagerInternal was bound.\n',
      1,
    );
  return sayThen('Enabling Test Harness Mode...\n', () => void phone.restart('android', 'test-harness'));
}

function lockSettings(phone: VirtualPhone, [verb]: readonly string[]): Answer {
  if (verb === 'get-disabled') return say(`${phone.state.testHarness}\n`);
  if (verb === 'verify') {
    return phone.state.screenLock
      ? say("Old password '' didn't match\n")
      : say('Lock credential verified successfully\n');
  }
  return fail('lockSettings service commands:\n', 255);
}

/** Answers `reboot [TARGET]`. */
export function reboot(phone: VirtualPhone, [target = '']: readonly string[]): Answer {
  const modes = { recovery: 'recovery', sideload: 'sideload', rescue: 'rescue', bootloader: 'bootloader' } as const;
  const mode = Object.hasOwn(modes, target) ? modes[target as keyof typeof modes] : 'android';
  return sayThen('', () => void phone.restart(mode));
}

/** Answers `tradeinmode getstatus|evaluate` (source: adb_tradeinmode.md, TradeInModeService.java). */
export function tradeinmode(phone: VirtualPhone, [verb]: readonly string[]): Answer {
  const { state, model } = phone;
  if (!model.tradeIn) return fail('/system/bin/sh: tradeinmode: inaccessible or not found\n', 127);
  if (verb === 'getstatus') return say(`${JSON.stringify(tradeInStatus(phone))}\n`);
  if (verb === 'evaluate') {
    if (state.tradeIn !== 'foyer') return fail('Unable to enter evaluation mode: not in trade-in mode\n', 1);
    if (state.frpLocked) return fail('Unable to enter evaluation mode: factory reset protection is active\n', 1);
    return sayThen('', () => {
      state.wipeAtBoot = true;
      state.tradeIn = 'evaluation';
      void phone.restartAdbd();
    });
  }
  return fail('Usage: tradeinmode getstatus [-challenge CHALLENGE] | evaluate\n', 1);
}

function tradeInStatus(phone: VirtualPhone): unknown {
  const { model, state } = phone;
  return {
    battery: { cycle_count: 84, health: 2, state: state.charging ? 2 : 3, level: state.batteryPercent },
    imeis: state.imeis,
    launch_level: model.launchSdk,
    locks: { factory_reset_protection: state.frpLocked },
    product: {
      brand: model.brand,
      device: model.device,
      manufacturer: model.maker,
      model: phone.property('ro.product.model', model.model),
      name: model.product,
    },
    serial: phone.property('ro.serialno', state.serial),
    storage: { capacity_bytes: String(phone.storage.sizeBytes), useful_lifetime_remaining: 97 },
  };
}
