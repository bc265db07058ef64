/** English: why adb, the data folder, the clock or the practice rack keep phones from being worked on. */
export const enCausesProgram = {
  'cause.computer.adb-not-installed.title': 'adb is not on this computer',
  'cause.computer.adb-not-installed.see': 'The part that speaks to phones (adb) was not found.',
  'cause.computer.adb-not-installed.fix':
    'Ask the administrator: install adb (platform-tools). On Debian: apt-get install adb.\nStart Hakushi again.',
  'cause.computer.adb-not-running.title': 'The adb server is not running',
  'cause.computer.adb-not-running.see': 'Nothing answers at the port of adb ({address}). adb is installed.',
  'cause.computer.adb-not-running.fix':
    'Hakushi starts it by itself; wait a little.\nIf it persists, ask the technician to run adb start-server.',
  'cause.computer.adb-too-old.title': 'The adb server is too old',
  'cause.computer.adb-too-old.see': 'The adb server that is running is older than needed ({version}).',
  'cause.computer.adb-too-old.fix':
    'Close the program that started the old adb.\nAsk the administrator: replace adb (platform-tools) by a newer one.',
  'cause.computer.adb-port-taken.title': "Another program uses adb's port",
  'cause.computer.adb-port-taken.see': 'At the port of adb ({address}) something answers that is not adb ({program}).',
  'cause.computer.adb-port-taken.fix': 'Close the program that uses the port.\nStart Hakushi again.',
  'cause.computer.adb-silent.title': 'The adb server hangs',
  'cause.computer.adb-silent.see': 'The server ({address}) takes connections but does not answer.',
  'cause.computer.adb-silent.fix':
    'Make sure that no phone is being worked on.\nAsk the technician to run adb kill-server and adb start-server.',
  'cause.computer.adb-of-another-user.title': 'Another user runs the adb server',
  'cause.computer.adb-of-another-user.see':
    "The adb server belongs to another user ({uid}). Phones are allowed by that person's key and opened with that person's rights.",
  'cause.computer.adb-of-another-user.fix':
    'Ask that user to log out, or ask the technician to end that adb server.\nIf phones ask for permission again, press Allow.',
  'cause.computer.adb-versions-differ.title': "This computer's adb and the running adb server differ in version",
  'cause.computer.adb-versions-differ.see':
    'The running server ({server}) and the adb that was found ({client}) differ. Whoever uses that adb stops the server, and all phones are cut off at once.',
  'cause.computer.adb-versions-differ.fix':
    'When the work is done, keep one version of adb only.\nClose programs for developers, such as Android Studio.',
  'cause.computer.data-not-writable.title': 'The data folder cannot be written to',
  'cause.computer.data-not-writable.see':
    'The data folder ({folder}) cannot be written to. Nothing can be recorded, so no erasure starts.',
  'cause.computer.data-not-writable.fix': "Ask the administrator to look at the folder's permissions and free space.",
  'cause.computer.disk-full.title': 'Little space is left for the data folder',
  'cause.computer.disk-full.see': 'Little is left ({left}). An erasure does not start when it cannot be recorded.',
  'cause.computer.disk-full.fix': 'Clear away files that are not needed.\nDo not delete the ledger.',
  'cause.computer.clock-off.title': "The computer's clock is far off",
  'cause.computer.clock-off.see':
    'The clock ({now}) is earlier than a day that has certainly passed ({latest}). The times of records will not be right.',
  'cause.computer.clock-off.fix':
    "Ask the administrator to set the clock.\nIf it goes back soon, the computer's coin cell has to be replaced.",
  'cause.practice.real-phone.title': 'This is a practice: real phones are not listed',
  'cause.practice.real-phone.see':
    'USB shows a real phone ({name}), but the practice rack works on virtual phones only.',
  'cause.practice.real-phone.fix': 'To erase real phones, end the practice and open the workstation for real work.',
  'cause.practice.rack-empty.title': 'No phone appears on the practice rack',
  'cause.practice.rack-empty.see': 'Are the ports still empty thirty seconds after the practice began?',
  'cause.practice.rack-empty.fix':
    'End the practice and begin again.\nIf it persists, ask the technician to run hakushi practice and to read the reason that it gives.',
  'cause-about.android': 'Android phone',
  'cause-about.iphone': 'iPhone',
  'cause-about.reader': 'Contactless reader',
  'cause-about.computer': 'Computer',
  'cause-about.practice': 'Practice',
  'cause-probe.board': 'list of phones',
  'cause-probe.usb-devices': 'USB devices',
  'cause-probe.permissions': 'rules of permission',
  'cause-probe.surroundings': 'what the program runs in',
  'cause-probe.adb': 'adb server',
  'cause-probe.usbmuxd': 'way to iPhones',
  'cause-probe.data-folder': 'data folder',
  'cause-probe.clock': 'clock',
  'cause-known.detected': 'looked at by the program ({probe})',
  'cause-known.asked': 'looked at by a person',
  'cause-certainty.seen': 'Seen',
  'cause-certainty.possible': 'Possible',
  'cause-certainty.not-looked': 'Could not look',
} as const;
