import { asked, type CauseLine, detected, EVERYWHERE } from './cause.ts';

/** Why this computer sees no phones or cannot work on them. */
export const COMPUTER_CAUSES = {
  'computer.no-usb-bus': detected('usb-devices', ['linux'], { who: 'administrator' }),
  'computer.usb-watch-stopped': detected('board'),
  'computer.container': detected('surroundings', ['linux'], { who: 'administrator' }),
  'computer.virtual-machine': detected('surroundings', ['linux'], { platforms: EVERYWHERE, who: 'administrator' }),
  'computer.wsl': detected('surroundings', ['linux'], { who: 'administrator' }),
  'computer.sandboxed-install': detected('surroundings', ['linux'], { who: 'administrator' }),
  'computer.udev-not-running': detected('surroundings', ['linux'], { who: 'administrator' }),
  'computer.window-sandbox': detected('surroundings', ['linux'], { who: 'administrator' }),
  'computer.no-udev-rule': detected('permissions', ['linux'], { who: 'administrator' }),
  'computer.not-in-plugdev': detected('permissions', ['linux'], { who: 'administrator' }),
  'computer.usb-device-blocked': detected('usb-devices', ['linux'], { who: 'administrator' }),
  'computer.port-disabled': asked({ who: 'administrator' }),
  'computer.over-current': detected('usb-devices', ['linux'], { platforms: EVERYWHERE }),
  'computer.hub-without-power': detected('usb-devices', ['linux'], { platforms: EVERYWHERE }),
  'computer.crowded-bus': detected('usb-devices', ['linux'], { platforms: EVERYWHERE }),
  'computer.not-configured': detected('usb-devices', ['linux']),
  'computer.power-saving': detected('usb-devices', ['linux'], { platforms: EVERYWHERE, who: 'technician' }),
  'computer.hub-switched-off': asked(),
  'computer.docking-station': asked(),
  'computer.long-cable': asked(),
  'computer.usb3-twin': asked({ who: 'technician' }),
  'computer.sleeping': asked(),
  'computer.blocked-by-policy': asked({ platforms: ['windows', 'macos'], who: 'administrator' }),
  'computer.mac-accessory': asked({ platforms: ['macos'] }),
  'computer.adb-not-installed': detected('adb', EVERYWHERE, { severity: 'error', who: 'administrator' }),
  'computer.adb-not-running': detected('adb', EVERYWHERE, { severity: 'error', who: 'technician' }),
  'computer.adb-too-old': detected('adb', EVERYWHERE, { severity: 'error', who: 'administrator' }),
  'computer.adb-port-taken': detected('adb', EVERYWHERE, { severity: 'error', who: 'technician' }),
  'computer.adb-silent': detected('adb', EVERYWHERE, { severity: 'error', who: 'technician' }),
  'computer.adb-of-another-user': detected('adb', ['linux'], { platforms: EVERYWHERE, who: 'technician' }),
  'computer.adb-versions-differ': detected('adb', EVERYWHERE, { who: 'technician' }),
  'computer.data-not-writable': detected('data-folder', EVERYWHERE, { severity: 'error', who: 'administrator' }),
  'computer.disk-full': detected('data-folder'),
  'computer.clock-off': detected('clock', EVERYWHERE, { who: 'administrator' }),
} as const satisfies Readonly<Record<`computer.${string}`, CauseLine>>;

/** Why the practice rack does not show what somebody expects. */
export const PRACTICE_CAUSES = {
  'practice.real-phone': detected('usb-devices', ['linux', 'windows'], { platforms: EVERYWHERE }),
  'practice.rack-empty': asked(),
} as const satisfies Readonly<Record<`practice.${string}`, CauseLine>>;
