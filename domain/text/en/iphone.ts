import type { jaIphone } from '../ja/iphone.ts';

/** English words for iPhones: errors, blockers, instructions, routes, rules, findings, what a certificate says of them. */
export const enIphone = {
  'error.device.untrusted.title': 'The iPhone does not trust this computer',
  'error.device.untrusted.action': 'Unlock it, tap Trust and enter the passcode.',
  'error.device.left-alone.title': 'This iPhone has just been through a job and is left as it is',
  'error.device.left-alone.action': 'To begin a new job, unplug it and plug it in again.',
  'error.device.trust-denied.title': "Don't Trust was tapped on the iPhone",
  'error.device.trust-denied.action': 'Unplug it and plug it in again; it asks once more. Unlock it and tap Trust.',
  'error.device.supervised-elsewhere.title': 'Another organisation supervises this iPhone',
  'error.device.supervised-elsewhere.action':
    "It connects only to that organisation's computers. Return it, or ask for its release from supervision.",
  'error.device.activation-locked.title': 'Activation Lock is on',
  'error.device.activation-locked.action':
    'Erasing does not remove the lock. Ask the owner to turn Find My off and to sign out of the Apple Account; after an erase, to sign in on the phone or to remove it in Find My at iCloud.com.',
  'error.device.restoring.title': 'The iPhone is being restored',
  'error.device.restoring.action': 'Leave the cable in and wait. It is read by itself when that has ended.',
  'error.device.pairing-refused.title': 'The iPhone refused the connection ({what})',
  'error.device.pairing-refused.action':
    'Restart the iPhone, unlock it and plug it in again. If it persists, call a technician.',
  'error.device.no-session.title': 'No secure connection to the iPhone can be made ({what})',
  'error.device.no-session.action':
    'It was trusted anew, and that did not help. Restart the iPhone and plug it in again. If it persists, call a technician.',
  'error.device.ios-too-old.title': 'This iOS is too old for its erasure to be proven (iOS {version})',
  'error.device.ios-too-old.action':
    'Update it to iOS 10 or later if that can be done, and plug it in again. Otherwise hand it to a technician.',
  'error.device.iphone-unseen.title': 'USB shows an iPhone, but it cannot be talked to',
  'error.device.iphone-unseen.action':
    'Unlock it and plug it in again. If it persists, check usbmuxd (on Windows: the Apple Devices app).',
  'error.usbmuxd.absent.title': 'The service that talks to iPhones (usbmuxd) is not running',
  'error.usbmuxd.absent.action':
    'Without an iPhone plugged in this is as it should be. If it persists with one, install usbmuxd (on Windows: the Apple Devices app).',
  'error.usbmuxd.down.title': 'The connection to the service that talks to iPhones (usbmuxd) was lost',
  'error.usbmuxd.down.action': 'Reconnecting by itself. If it persists, call a technician.',
  'error.usbmuxd.setting-unreadable.title':
    'The setting of where the service that talks to iPhones is (USBMUXD_SOCKET_ADDRESS) cannot be read',
  'error.usbmuxd.setting-unreadable.action':
    'iPhones cannot be worked on; Android phones can. Ask the administrator to remove the setting or to write it like 127.0.0.1:27015, and open this program again.',
  'error.erase.unconfirmed.title': 'Nothing confirms that the phone was erased',
  'error.erase.unconfirmed.action':
    "It does not count as erased. Look at the phone's screen. Do not force a restart; start a new job when it has finished.",
  'error.verify.still-trusted.title': 'The phone still remembers the earlier trust: it was not erased',
  'error.verify.still-trusted.action': 'This phone is not erased yet. Redo it in a new job.',
  'error.verify.not-in-setup.title': 'Nothing confirms that the phone is in its set-up state',
  'error.verify.not-in-setup.action': 'Not a pass. Look at the screen and redo it in a new job.',
  'error.verify.trust-asked.title': 'The phone asks for trust: it may be Activation-Locked, or not erased',
  'error.verify.trust-asked.action':
    'Look at the screen. If it says "Locked to Owner", ask the owner to sign in on the phone or to remove it in Find My at iCloud.com. A home or lock screen means that it is not erased. Then start a new job.',
  'error.verify.record-stale.title':
    "The phone's own record of its erasure is missing, unchanged, or not of the time of this order",
  'error.verify.record-stale.action': 'Not a pass. Redo it in a new job.',
  'error.verify.record-foreign.title': "The phone's own record is of another kind of erasure",
  'error.verify.record-foreign.action':
    'It is not accepted as evidence. Redo it with Erase All Content and Settings on the phone.',
  'error.verify.record-failed.title': 'The phone itself has recorded that its erasure failed',
  'error.verify.record-failed.action': 'Not a pass. Look at the screen, then redo it in a new job.',
  'blocker.not-trusted.title': 'The iPhone does not trust this computer',
  'blocker.not-trusted.fix': 'Unlock it, tap Trust and enter the passcode. It is read again by itself.',
  'blocker.left-alone.title': 'This iPhone has just been through a job and is left as it is',
  'blocker.left-alone.fix': 'To begin a new job, unplug it and plug it in again.',
  'blocker.trust-denied.title': "Don't Trust was tapped on the iPhone",
  'blocker.trust-denied.fix':
    'Unplug it and plug it in again; it asks once more. Tap Trust this time: that proves more. If you go on as it is, it is erased by hand in its settings, and two persons look at its screen.',
  'blocker.phone-locked.title': 'The iPhone is locked',
  'blocker.phone-locked.fix': 'Unlock it. It is read again by itself.',
  'blocker.supervised-elsewhere.title':
    'Another organisation supervises it, so that it does not connect to this computer',
  'blocker.supervised-elsewhere.fix': 'Ask the owner for its release, or erase it in the settings of the phone.',
  'blocker.activation-locked.title': 'Activation Lock is on',
  'blocker.activation-locked.fix':
    'Ask the owner to turn Find My off and to sign out of the Apple Account. Erasing does not remove the lock.',
  'blocker.activation-lock-unknown.title': 'Whether Activation Lock is on cannot be read',
  'blocker.activation-lock-unknown.fix':
    'The job begins with a look at the top of Settings: signed out or not. The answer goes on record.',
  'blocker.supervised.title': 'This iPhone is supervised',
  'blocker.supervised.fix': 'Have the seller confirm its release. It may enrol again after the erasure.',
  'blocker.ordered-again.title': 'An earlier order over USB did not verifiably erase this iPhone',
  'blocker.ordered-again.fix':
    'It is in its set-up, so it is ordered once more. If that comes to nothing as well, go through its set-up to the home screen without signing in to an Apple Account and plug it in again: then it is erased by hand in its settings.',
  'blocker.esim-present.title': 'This model has an eSIM',
  'blocker.esim-present.fix':
    'The erase removes its data plan too. The owner must move a plan that is still wanted first.',
  'entry.not-an-iphone': 'not an iPhone',
  'entry.not-trusted': 'the iPhone does not trust this computer',
  'entry.ios-too-old': 'older than iOS 11',
  'entry.ios-unknown': 'its iOS version is not known',
  'entry.erase-refused-before': 'this phone refused the order to erase',
  'entry.erase-unconfirmed-before': 'nothing confirmed that this phone was erased by the order over USB',
  'entry.in-recovery': 'in recovery or DFU mode',
  'entry.not-in-recovery': 'neither in recovery nor in DFU mode',
  'instruction.trust-computer': 'Unlock the iPhone, tap Trust and enter the passcode.',
  'instruction.look-find-my':
    'Look at the top of Settings on the iPhone. A name there means that it is still signed in; just "Apple Account" means signed out.',
  'instruction.erase-in-ios-settings':
    'On the iPhone: Settings, General, Transfer or Reset iPhone, Erase All Content and Settings. Choose to erase the eSIM too.',
  'instruction.restore-elsewhere':
    'Restore this iPhone with Finder, the Apple Devices app or Apple Configurator. That needs the internet. Then plug it back into the same port.',
  'screen.signed-out': 'Signed out',
  'screen.signed-in': 'Still signed in',
  'screen.activation-lock': 'The Activation Lock screen',
  'stage.waiting-attention': "Taking longer than expected. Look at the phone's screen",
  'rung.ios-eacs-mcinstall': 'iOS: Erase All Content and Settings over USB',
  'rung.ios-eacs-manual': 'iOS: Erase All Content and Settings on the phone',
  'rung.ios-restore-ipsw': 'iOS: restored by another program (external step)',
  'rule.left-and-returned': 'The phone left after the order, and the same one returned',
  'rule.pairing-forgotten': 'The phone forgot the earlier trust',
  'rule.silent-pairing': 'New trust without a touch (set-up)',
  'rule.setup-state': 'Not activated, screen not locked',
  'act.apple.look-find-my': 'See whether it is signed out',
  'act.apple.erase': 'Order the erase over USB and await the return',
  'act.apple.erase-by-hand': 'Erase in the settings of the phone and await the return',
  'act.apple.restore-elsewhere': 'Restore with another program and await the return',
  'act.apple.old-pairing': 'Try whether the earlier trust is refused',
  'act.apple.new-pairing': 'Make new trust without a touch',
  'act.apple.setup-state': 'Read the set-up state',
  'act.apple.erase-record': "Read the phone's own record of its erasure",
  'act.apple.tidy': "Remove this computer's trust record",
  'finding.left-the-bus-and-returned': 'seen leaving and returning',
  'finding.udid-and-ecid-agree': 'UDID and ECID agree',
  'finding.udid-agrees': 'UDID agrees',
  'finding.ecid-agrees': 'ECID agrees',
  'finding.its-numbers-agree': 'its numbers agree',
  'finding.old-host-refused': 'the phone refused the earlier host',
  'finding.no-earlier-pairing': 'this computer had no earlier trust',
  'finding.paired-without-a-touch': 'new trust was made without a touch',
  'finding.unactivated-unlocked': 'not activated, screen not locked',
  'finding.erase-record-newer-than-the-order': "the phone's own record changed to a time after the order",
  'phone.evidence.erase-order': 'Erase ordered. Answer of the phone: {answer} (an answer alone proves no erasure)',
  'phone.evidence.old-pairing': 'Tried with the earlier trust: {answer}',
  'phone.evidence.new-pairing': 'Tried to make new trust: {answer}',
  'phone.evidence.setup-state': 'Activation: {activation}, screen locked: {locked}',
  'phone.evidence.erase-record': 'Record of the erasure (NVRAM): before "{before}", after "{after}"',
  'certificate.closing.machine-or-two-persons':
    "This software reads the phone's own record of its erasure; where there is none, two persons see the set-up screen",
  'certificate.acted.trust-computer': 'tapped Trust',
  'certificate.acted.look-find-my': 'looked whether it was signed out',
  'certificate.acted.erase-in-ios-settings': 'erased it in the settings of the phone',
  'certificate.acted.restore-elsewhere': 'restored it with another program (external step)',
  'certificate.saw.signed-out': 'saw: signed out',
  'certificate.saw.signed-in': 'saw: still signed in',
  'certificate.saw.activation-lock': 'saw: the Activation Lock screen',
  'certificate.field.ios': 'iOS version',
  'certificate.field.udid': 'UDID',
  'certificate.field.ecid': 'ECID',
  'certificate.field.capacity': 'Capacity',
  'certificate.field.colour': 'Colour',
  'certificate.field.model-number': 'Model number',
  'certificate.field.activation-lock': 'Activation Lock (before)',
  'certificate.field.supervised': 'Supervision, MDM',
  'certificate.field.esim': 'eSIM',
  'certificate.field.technique': 'Technique',
  'certificate.field.performed-by': 'Performed by',
  'certificate.field.overwriting': 'Overwriting',
  'certificate.field.data-plan': 'Data plan of the eSIM',
  'certificate.field.online-step': 'Apple Pay (Suica and others)',
  'certificate.apple.technique': 'Cryptographic erase (keys destroyed), in the sense of NIST SP 800-88r2',
  'certificate.apple.performed-by':
    'The phone (Secure Enclave by Apple). The destruction of the keys itself was not measured',
  'certificate.apple.overwriting':
    'Not applicable (iOS offers no way to overwrite from outside; replaced by cryptographic erase)',
  'certificate.apple.data-plan': 'Ordered to be removed (PreserveDataPlan: false)',
  'certificate.apple.data-plan-by-hand':
    'Done by a person on the phone or with another program; what was chosen is not on record',
  'certificate.apple.wallet':
    'Terminated by the phone at the erase; completed with the servers when it next goes online. Online step: not recorded',
  'certificate.apple.wallet.online.done':
    'Terminated by the phone at the erase; completed with the servers when it next goes online. Online step: done (declared)',
  'certificate.apple.wallet.online.not-done':
    'Terminated by the phone at the erase; completed with the servers when it next goes online. Online step: not done (declared)',
  'certificate.apple.wallet.unconfirmed': 'Termination by the phone not confirmed. Online step: not recorded',
  'certificate.apple.wallet.unconfirmed.online.done':
    'Termination by the phone not confirmed. Online step: done (declared)',
  'certificate.apple.wallet.unconfirmed.online.not-done':
    'Termination by the phone not confirmed. Online step: not done (declared)',
  'certificate.apple.supervised': 'yes ({organisation})',
  'not-covered.overwriting': 'Overwriting (not possible on iOS)',
  'not-covered.apple-pay-online': "The servers' side of Apple Pay (Suica and others)",
  'not-covered.activation-lock': 'Activation Lock',
  'limit.apple-keys':
    "The phone (Apple) destroys the keys. All that this software reads is the phone's state afterwards and, where there is one, the phone's own record of its erasure.",
  'phone.apple.ios': 'iOS {version}',
  'phone.apple.unknown-model': 'unknown model ({type})',
} as const satisfies Readonly<Record<keyof typeof jaIphone, string>>;
