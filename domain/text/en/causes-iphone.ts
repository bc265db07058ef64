/** English: why an iPhone or a contactless reader is not seen or not usable. */
export const enCausesIphone = {
  'cause.iphone.usbmuxd-missing.title': 'The part that speaks to iPhones (usbmuxd) is missing',
  'cause.iphone.usbmuxd-missing.see':
    'USB shows an iPhone, but /var/run/usbmuxd is not there. It should start by itself when an iPhone is plugged in.',
  'cause.iphone.usbmuxd-missing.fix':
    'Ask the administrator: install usbmuxd (on Debian: apt-get install usbmuxd).\nThen plug the iPhone in again.',
  'cause.iphone.usbmuxd-silent.title': 'The part that speaks to iPhones (usbmuxd) does not answer',
  'cause.iphone.usbmuxd-silent.see': '/var/run/usbmuxd is there but takes no connection ({reason}).',
  'cause.iphone.usbmuxd-silent.fix':
    'Unplug all iPhones, wait ten seconds and plug a single one in.\nIf that does not help, ask the technician to restart usbmuxd, or restart the computer.',
  'cause.iphone.apple-service-missing.title': "Apple's connection service (Apple Mobile Device) is not running",
  'cause.iphone.apple-service-missing.see':
    'Nothing answers at 127.0.0.1:27015 on this computer. The service comes with iTunes or the Apple Devices app.',
  'cause.iphone.apple-service-missing.fix':
    'Ask the administrator: install iTunes or the Apple Devices app.\nIf it is installed, start "Apple Mobile Device Service" in Windows\' Services.\nPlug the iPhone in again.',
  'cause.iphone.locked.title': 'The iPhone is locked',
  'cause.iphone.locked.see': "Is the iPhone's screen dark, or does it ask for the passcode?",
  'cause.iphone.locked.fix': 'Unlock the iPhone.\nPlug it in again while it is unlocked.',
  'cause.iphone.not-trusted.title': 'The iPhone does not trust this computer',
  'cause.iphone.not-trusted.see': 'Does the iPhone ask "Trust This Computer?" It asks again after a reset.',
  'cause.iphone.not-trusted.fix': 'Unlock it and press Trust.\nType the passcode if it asks.',
  'cause.iphone.trust-refused.title': "Don't Trust was pressed on the iPhone",
  'cause.iphone.trust-refused.see':
    "Did somebody press Don't Trust before? Then the iPhone asks nothing until it is plugged in again.",
  'cause.iphone.trust-refused.fix': 'Unplug the iPhone and plug it in again.\nUnlock it, and press Trust this time.',
  'cause.iphone.restricted.title': 'The iPhone has stopped USB data (USB restricted mode)',
  'cause.iphone.restricted.see':
    'Has it been locked for more than an hour? It may say "Unlock to use accessories". It charges but sends no data.',
  'cause.iphone.restricted.fix':
    'Unlock the iPhone and plug it in again.\nIf it happens often, allow USB accessories in Settings → Face ID (Touch ID) & Passcode.',
  'cause.iphone.recovery.title': 'The iPhone is in recovery mode',
  'cause.iphone.recovery.see':
    'Its screen shows a cable and a computer ({name}). In this state an iPhone appears on the board of Hakushi, but not in the usual lists.',
  'cause.iphone.recovery.fix':
    'Press volume up, then volume down, then hold the power button to restart it (models with a home button differ).\nIf it comes back to the same screen, it has to be restored. Hakushi shows it on the board: start its erasure there to be guided through a restore with another program, whose outcome is checked.',
  'cause.iphone.dfu.title': 'The iPhone is in DFU mode',
  'cause.iphone.dfu.see': 'Its screen is black, but on USB it calls itself 05ac:1227.',
  'cause.iphone.dfu.fix':
    'Press volume up, then volume down, then hold the power button to restart it (models with a home button differ).\nIf it does not start, it has to be restored. Hakushi shows it on the board: start its erasure there to be guided through a restore with another program, whose outcome is checked.',
  'cause.iphone.off-or-flat.title': 'The iPhone is switched off, or its battery is empty',
  'cause.iphone.off-or-flat.see':
    'Does it stay dark when you press the power button, or show only the picture of a battery?',
  'cause.iphone.off-or-flat.fix':
    'Charge it for ten minutes or more, then start it.\nIf it does not start, change the cable.',
  'cause.iphone.cable.title': 'The cable can only charge, or the iPhone does not accept it',
  'cause.iphone.cable.see': 'Does it say "This accessory may not be supported", or does it only charge?',
  'cause.iphone.cable.fix':
    "Use Apple's own cable or one with the MFi mark.\nLook for dust in the iPhone's socket too.",
  'cause.reader.not-plugged.title': 'The reader does not reach the computer',
  'cause.reader.not-plugged.see': "Is the reader's cable half out at a hub or an extension?",
  'cause.reader.not-plugged.fix':
    'Unplug the reader and plug it straight into the computer.\nTry whether another computer sees it.',
  'cause.reader.old-model.title': 'This PaSoRi is an old model that cannot be used',
  'cause.reader.old-model.see': 'USB shows the number of an old model ({id}). Only RC-S380 and RC-S300 will do.',
  'cause.reader.old-model.fix': 'Use an RC-S380 or an RC-S300.',
  'cause.reader.not-permitted.title': 'This computer may not open the reader',
  'cause.reader.not-permitted.see': 'The reader ({name}) is there, but opening it is refused.',
  'cause.reader.not-permitted.fix':
    'Ask the administrator: put 70-hakushi.rules into /etc/udev/rules.d.\nPlug the reader in again.',
  'cause.reader.kernel-driver.title': 'A driver of Linux holds the reader',
  'cause.reader.kernel-driver.see':
    "A driver ({driver}) sits on the reader's interface. Hakushi pushes it aside while it reads, but with a reader that does not answer this driver can stop the watch over all ports.",
  'cause.reader.kernel-driver.fix':
    'Ask the administrator: put a file with "blacklist port100" into /etc/modprobe.d and run modprobe -r port100.\nPlug the reader in again.',
  'cause.reader.driver-not-blocked.title': 'The driver of Linux that can stop everything is not blocked',
  'cause.reader.driver-not-blocked.see':
    'There is an RC-S380, and port100 is not blocked. With a reader that does not answer, this driver can stop the watch over all ports.',
  'cause.reader.driver-not-blocked.fix':
    'Ask the administrator: put a file with "blacklist port100" into /etc/modprobe.d.\nRestart the computer.',
  'cause.reader.held-by-program.title': 'Another program uses the reader',
  'cause.reader.held-by-program.see':
    'A program ({program}) has opened the reader. Most often it is pcscd, the service for smart cards.',
  'cause.reader.held-by-program.fix':
    'Ask the technician: stop that program (for pcscd: systemctl stop pcscd.socket pcscd).\nWhere the computer uses card readers for other work, find out first whether it may be stopped.',
  'cause.reader.sony-driver.title': "Sony's driver holds the reader",
  'cause.reader.sony-driver.see': "The reader's driver ({driver}) is not the one that can be used here (WinUSB).",
  'cause.reader.sony-driver.fix':
    'Ask the administrator: start Zadig, tick "List All Devices" under Options, and choose the reader (of an RC-S300 only its Interface 1, never Interface 0).\nChoose WinUSB as the new driver, replace it, and plug the reader in again.\nAfterwards Sony\'s and other card software cannot use it any more. Make sure first that the change can be undone (Device Manager: roll back or uninstall the driver).',
  'cause.reader.driver-missing.title': 'Windows has no driver for the reader',
  'cause.reader.driver-missing.see':
    'The reader ({name}) is there, but Windows has given it no driver that can be used.',
  'cause.reader.driver-missing.fix':
    'Ask the administrator: start Zadig, tick "List All Devices" under Options, and choose the reader (of an RC-S300 only its Interface 1, never Interface 0).\nInstall WinUSB for it and plug the reader in again.',
  'cause.reader.sony-software.title': "Sony's resident software uses the reader",
  'cause.reader.sony-software.see': 'Is NFC Port Software or another PaSoRi program running?',
  'cause.reader.sony-software.fix':
    'Close the PaSoRi program in the corner of the screen (notification area).\nPlug the reader in again.',
  'cause.reader.held-elsewhere.title': 'Another program has the reader open',
  'cause.reader.held-elsewhere.see':
    'Is a web page open that reads cards, or card software, or a second Hakushi? Only one program at a time can have the reader.',
  'cause.reader.held-elsewhere.fix':
    'Close that page or program.\nIf it cannot be found, log off and on again, or plug the reader in again.',
} as const;
