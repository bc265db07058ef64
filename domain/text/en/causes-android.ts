/** English: why an Android phone is not seen or not usable. */
export const enCausesAndroid = {
  'cause.android.charge-only-cable.title': 'The cable can only charge',
  'cause.android.charge-only-cable.see':
    'Does the phone show that it is charging while nothing appears here? If another phone is not seen on the same cable either, it is the cable.',
  'cause.android.charge-only-cable.fix':
    'Use a cable that carries data, such as the one that came with the phone.\nMark the other cable "charge only" and take it away from the bench.',
  'cause.android.debugging-off.title': 'The phone is seen on USB, but its USB debugging is off',
  'cause.android.debugging-off.see':
    'The phone shows itself as a device for files or pictures only. Power and cable are fine.',
  'cause.android.debugging-off.fix':
    'On the phone open Settings → About phone and tap "Build number" seven times.\nOpen "Developer options", which has appeared in Settings (sometimes under System).\nTurn "USB debugging" on and press Allow when the phone asks.',
  'cause.android.unauthorized.title': 'Waiting for USB debugging to be allowed',
  'cause.android.unauthorized.see': 'The phone should be showing "Allow USB debugging?".',
  'cause.android.unauthorized.fix':
    'Unlock the phone.\nTick "Always allow from this computer" and press Allow.\nIf nothing is shown, plug the phone in again. If that does not help, choose "Revoke USB debugging authorisations" in Developer options and plug it in again.',
  'cause.android.authorisation-expired.title': 'An earlier permission has run out or was revoked',
  'cause.android.authorisation-expired.see':
    'Does a phone that worked with this computer before ask again? A permission runs out after seven days without use, and a reset removes it.',
  'cause.android.authorisation-expired.fix':
    'Unlock the phone, tick "Always allow" and press Allow once more.\nIf nothing is shown, choose "Revoke USB debugging authorisations" in Developer options and plug the phone in again.',
  'cause.android.dialog-hidden.title': 'The question on the phone is hidden by the lock screen or another screen',
  'cause.android.dialog-hidden.see': "Is the phone's screen dark or still locked?",
  'cause.android.dialog-hidden.fix':
    'Press the power key and unlock the phone.\nPlug it in again while it is unlocked, and press Allow.',
  'cause.android.connecting.title': 'Connecting; the permission is being checked',
  'cause.android.connecting.see': 'adb reports "authorizing" or "connecting". This usually ends within seconds.',
  'cause.android.connecting.fix': 'Wait about five seconds.\nIf nothing changes, plug the phone in again.',
  'cause.android.offline.title': 'The phone is seen but does not answer',
  'cause.android.offline.see': 'adb reports "offline".',
  'cause.android.offline.fix':
    'Plug the phone in again.\nIf that does not help, change the cable or the port.\nIf it still does not answer, restart the phone.',
  'cause.android.no-permissions.title': 'This computer may not open the phone',
  'cause.android.no-permissions.see': 'adb reports "no permissions". Other phones meet the same.',
  'cause.android.no-permissions.fix':
    'Ask the administrator: install the udev rules for Android (70-hakushi.rules, or android-sdk-platform-tools-common) and add the user to the group plugdev.\nLog in again, then plug the phone in again.',
  'cause.android.waiting-for-adb.title': 'USB debugging is on, but adb has not taken the phone up yet',
  'cause.android.waiting-for-adb.see': 'USB shows the debugging interface, but adb does not list the phone.',
  'cause.android.waiting-for-adb.fix':
    "Wait about five seconds.\nIf nothing changes, plug the phone in again.\nClose other programs that use phones, such as the maker's own.",
  'cause.android.recovery.title': 'The phone is in recovery mode',
  'cause.android.recovery.see': 'The phone shows a menu with "Reboot system now".',
  'cause.android.recovery.fix':
    'To go back to the usual way, choose "Reboot system now".\nThe menu also offers a reset: "Wipe data/factory reset".',
  'cause.android.sideload.title': 'The phone waits for an update file (sideload)',
  'cause.android.sideload.see': 'Nothing can be erased in this state. The phone\'s screen shows the word "sideload".',
  'cause.android.sideload.fix': 'Go back in the phone\'s menu and choose "Reboot system now".',
  'cause.android.rescue.title': 'The phone is in rescue mode',
  'cause.android.rescue.see': 'Somebody chose "Enter rescue" in the recovery menu. The phone can be erased from here.',
  'cause.android.rescue.fix':
    "If the owner's account is still on it, the phone will be locked afterwards: find out first.\nAfter five minutes without an order the phone leaves this state; then choose it again.",
  'cause.android.bootloader.title': 'The phone waits in its bootloader (fastboot)',
  'cause.android.bootloader.see': 'The phone shows "Fastboot" or "Bootloader". adb does not list it.',
  'cause.android.bootloader.fix':
    'Choose "Start" with the volume keys and confirm with the power key, so that Android starts.\nIf that is not possible, hold the power key for more than ten seconds.',
  'cause.android.unknown-state.title': 'adb reports a state that is not known',
  'cause.android.unknown-state.see': 'The phone does not say what it is, or the name of its state is new ({state}).',
  'cause.android.unknown-state.fix':
    'Restart the phone and plug it in again.\nIf it persists, tell the technician the name of the state.',
  'cause.android.charging-only.title': 'The phone seems to use USB for charging only',
  'cause.android.charging-only.see':
    'A device of a phone maker is there, but offers neither files nor debugging ({name}). Does the phone\'s notification say "Charging this device via USB"?',
  'cause.android.charging-only.fix':
    'Unlock the phone, press that notification and choose "File transfer".\nMake sure that "USB debugging" is on in Developer options.',
  'cause.android.emergency-download.title': 'The phone seems to be in emergency download mode (Qualcomm EDL)',
  'cause.android.emergency-download.see':
    'The screen stays dark, and on USB it calls itself 05c6:9008. What this number means was not checked on a real phone.',
  'cause.android.emergency-download.fix':
    'Hold the power key for about twenty seconds and see whether Android starts.\nIf it does not, this phone cannot be erased. Ask the technician about physical destruction.',
  'cause.android.samsung-download.title': 'The phone seems to be in download mode (Samsung)',
  'cause.android.samsung-download.see':
    'The screen shows "Downloading" or the like, and on USB it calls itself 04e8:685d. What this number means was not checked on a real phone.',
  'cause.android.samsung-download.fix':
    'Hold volume down and power together for about ten seconds to restart it.\nWhen Android has started, leave it plugged in.',
  'cause.android.mediatek-preloader.title': 'The phone seems to be in the state before it starts (MediaTek preloader)',
  'cause.android.mediatek-preloader.see':
    'It appears for a moment when a phone that is switched off is plugged in ({id}). What this number means was not checked on a real phone.',
  'cause.android.mediatek-preloader.fix':
    'Let it charge, then start it with the power key.\nIf it comes and goes again and again, change the cable and call the technician.',
  'cause.android.equal-serials.title': 'Several phones have the same serial number and cannot be told apart',
  'cause.android.equal-serials.see':
    'The same number ({serial}) is seen on more than one phone. Work on them has stopped so that the wrong one is not erased.',
  'cause.android.equal-serials.fix':
    'Unplug all of them but one, and work on one at a time.\nScan or type the IMEI to make sure which phone it is.',
  'cause.android.empty-serial.title': 'A phone does not give a serial number',
  'cause.android.empty-serial.see': 'The phone returns an empty number. Only its port tells it apart.',
  'cause.android.empty-serial.fix':
    'Plug in phones of the same kind one at a time.\nScan or type the IMEI to make sure which phone it is.',
  'cause.android.emulator.title': 'This is not a real phone but an emulator',
  'cause.android.emulator.see': 'Its number begins with emulator- ({serial}). Is a program for developers running?',
  'cause.android.emulator.fix': 'Unless you are practising, close the program that runs the emulator.',
  'cause.android.off-or-flat.title': 'The phone is switched off, or its battery is empty',
  'cause.android.off-or-flat.see':
    'Does the screen stay dark when you press the power key, or show only the picture of a battery?',
  'cause.android.off-or-flat.fix':
    'Charge it for ten minutes or more, then hold the power key.\nIf it does not start, change charger and cable. A phone with an empty battery is not seen at once when it is plugged in.',
  'cause.android.starting.title': 'The phone is starting or being updated',
  'cause.android.starting.see': 'Does the screen show a logo, or say that it is optimising apps?',
  'cause.android.starting.fix': 'Wait for the home screen or the set-up screen without unplugging it.',
  'cause.android.managed.title': 'A company or school forbids USB debugging',
  'cause.android.managed.see':
    'Does it say "managed by your organisation" or "not allowed by your administrator"? A work profile can do this too.',
  'cause.android.managed.fix':
    'Ask the seller to have the management removed by whoever administers the phone.\nIf it cannot be removed, do not accept the phone: return it, or go on to physical destruction.',
  'cause.android.developer-options-blocked.title': 'Developer options have been made unavailable',
  'cause.android.developer-options-blocked.see':
    'After tapping the build number seven times, do Developer options stay away or grey?',
  'cause.android.developer-options-blocked.fix':
    "Ask the owner whether parental controls or the phone's protection can be switched off.\nIf not, go on to the guided reset in the phone's Settings.",
  'cause.android.secondary-user.title': 'The phone shows a guest or an additional user',
  'cause.android.secondary-user.see':
    'Does the picture of a person at the top of the screen, or Settings → Users, show a guest or somebody else?',
  'cause.android.secondary-user.fix':
    'Switch to the owner (the first user) of the phone.\nThen turn "USB debugging" on again.',
  'cause.android.usb-blocked-while-locked.title': "The phone's protection stops USB data",
  'cause.android.usb-blocked-while-locked.see':
    'Does it only charge while it is locked, and appear when it is unlocked? The name of the function differs by model; not all were checked.',
  'cause.android.usb-blocked-while-locked.fix':
    'Unlock the phone and plug it in again while it stays unlocked.\nIn Settings → Security, switch off what blocks USB connections or commands by USB.',
  'cause.android.worn-socket.title': "The phone's socket is dirty or worn",
  'cause.android.worn-socket.see': 'Does the plug not go in fully, sit loose, or lose contact when touched?',
  'cause.android.worn-socket.fix':
    'Switch the phone off and gently take the dust out with a wooden or plastic toothpick, never with metal.\nTry another cable; if that does not help, hand the phone to the repair desk.',
  'cause.android.plug-turned.title': 'One side of the USB-C plug makes no contact',
  'cause.android.plug-turned.see': 'Does the phone appear when the plug is turned over?',
  'cause.android.plug-turned.fix':
    'Turn the plug over and plug it in again.\nIf it works on one side only, look for dirt in the socket and damage to the cable.',
  'cause.android.held-by-program.title': 'Another program uses the phone',
  'cause.android.held-by-program.see': 'A program other than adb has opened the phone ({program}).',
  'cause.android.held-by-program.fix':
    "Close that program and plug the phone in again.\nIf the maker's software or a picture import starts by itself, switch that off.",
  'cause.android.driver-missing.title': 'Windows has no adb driver for this phone',
  'cause.android.driver-missing.see':
    'The interface is there but has no driver ({name}). From Android 10 on none is usually needed; older phones and bootloaders need one.',
  'cause.android.driver-missing.fix':
    "Ask the administrator: install the USB driver of Google or of the phone's maker.\nThen plug the phone in again.",
} as const;
