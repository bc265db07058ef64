/** English: what keeps a connected phone from being worked on, and the way out. */
export const enSituations = {
  'situation.adb.unauthorized.title': 'Waiting for USB debugging to be allowed',
  'situation.adb.unauthorized.fix':
    'Unlock the phone, tick "Always allow from this computer" and press Allow. If nothing is shown, plug it in again, or choose "Revoke USB debugging authorisations" in Developer options and plug it in again.',
  'situation.adb.authorizing.title': 'The permission is being checked',
  'situation.adb.authorizing.fix': 'Wait about five seconds. If nothing changes, plug the phone in again.',
  'situation.adb.connecting.title': 'Connecting',
  'situation.adb.connecting.fix': 'Wait about five seconds. If nothing changes, plug the phone in again.',
  'situation.adb.offline.title': 'The phone is seen but does not answer',
  'situation.adb.offline.fix':
    'Plug it in again. If that does not help, change the cable or the port and restart the phone.',
  'situation.adb.no-permissions.title': 'This computer may not open the phone',
  'situation.adb.no-permissions.fix':
    'Ask the administrator: install the udev rules for Android (on Debian: android-sdk-platform-tools-common), add the user to the group plugdev, log in again, then plug the phone in again.',
  'situation.adb.recovery.title': 'The phone is in recovery mode',
  'situation.adb.recovery.fix':
    'Its menu offers "Wipe data/factory reset". To go back to the usual way, choose "Reboot system now".',
  'situation.adb.sideload.title': 'The phone waits for an update file (sideload)',
  'situation.adb.sideload.fix':
    'Nothing can be erased in this state. Go back in the phone\'s menu and choose "Reboot system now".',
  'situation.adb.rescue.title': 'The phone is in rescue mode',
  'situation.adb.rescue.fix':
    "It can be erased from here. If the owner's account is still on it, the phone will be locked afterwards. After five minutes without an order the phone leaves this state.",
  'situation.adb.bootloader.title': 'The phone waits in its bootloader',
  'situation.adb.bootloader.fix':
    'Choose "Start" with the volume keys and confirm with the power key, so that Android starts.',
  'situation.adb.host.title': 'The phone does not say what it is',
  'situation.adb.host.fix': 'Restart the phone and plug it in again. If it persists, call the technician.',
  'situation.adb.unknown.title': 'adb reports a state that is not known',
  'situation.adb.unknown.fix': 'Plug the phone in again. If it persists, tell the technician the name of the state.',
  'situation.usb.debugging-off.title': 'The phone is seen on USB, but its USB debugging is off',
  'situation.usb.debugging-off.fix':
    'In Settings → About phone tap the build number seven times, then turn "USB debugging" on in Developer options. Power and cable are fine.',
  'situation.usb.waiting-for-adb.title': 'USB debugging is on, but adb has not taken the phone up yet',
  'situation.usb.waiting-for-adb.fix':
    "Wait about five seconds. If nothing changes, plug the phone in again and close other programs that use phones, such as the maker's own.",
} as const;
