import type { jaIphoneScreen } from '../ja/iphone-screen.ts';

/** English words for iPhones on papers, in the window and at the terminal. */
export const enIphoneScreen = {
  'certificate.apple.sentence.ios-eacs-mcinstall':
    'The keys of this phone were destroyed (cryptographic erase) by the order that equals Erase All Content and Settings of iOS. iOS offers no way to overwrite from outside, so that no overwrite was made. That the phone was in its set-up state afterwards was confirmed by these checks: {checks}.',
  'certificate.apple.sentence.ios-eacs-manual':
    'The keys of this phone were destroyed (cryptographic erase) by Erase All Content and Settings in its own settings. iOS offers no way to overwrite from outside, so that no overwrite was made. That the phone was in its set-up state afterwards was confirmed by these checks: {checks}.',
  'certificate.apple.sentence.ios-restore-ipsw':
    'The keys of this phone were destroyed (cryptographic erase) by a restore of iOS with another program (external step). iOS offers no way to overwrite from outside, so that no overwrite was made. That the phone was in its set-up state afterwards was confirmed by these checks: {checks}.',
  'certificate.apple.check.left-and-returned': 'it left the USB bus and returned',
  'certificate.apple.check.identity-kept': 'the same phone returned',
  'certificate.apple.check.pairing-forgotten': 'it refused the earlier trust',
  'certificate.apple.check.silent-pairing': 'new trust was made without a touch',
  'certificate.apple.check.setup-state': 'not activated, screen not locked',
  'certificate.apple.check.closing-machine': "the phone's own record of its erasure is later than the order",
  'certificate.apple.check.closing-person': 'two different persons saw the set-up screen',
  'certificate.apple.purpose.intake': 'Erasure at purchase',
  'certificate.apple.purpose.inspection': 'Erasure at inspection (overwriting not applicable)',
  'report.overwrite.not-applicable': 'not applicable (iOS)',
  'consent.plan.apple': 'overwriting not applicable (erased by destroying keys)',
  'phone.plan.apple.words':
    'iOS takes no overwrite from outside. It is erased by destroying its keys (cryptographic erase). The seller has to be told so before anything starts.',
  'phone.apple.activation-lock': 'Activation Lock',
  'phone.apple.on': 'on',
  'phone.apple.off': 'off',
  'phone.apple.trust': 'Trusts this computer',
  'phone.apple.trust.trusted': 'yes',
  'phone.apple.trust.asked': 'waits for an answer on its screen',
  'phone.apple.trust.denied': "Don't Trust was tapped",
  'phone.apple.trust.locked': 'it is locked',
  'phone.apple.trust.supervised-elsewhere': 'only computers of another organisation',
  'phone.apple.trust.not-needed': 'not needed',
  'phone.apple.supervised.no': 'no',
  'phone.apple.supervised.yes': 'yes',
  'phone.apple.esim.yes': 'yes',
  'phone.apple.esim.no': 'no',
  'phone.answer.acknowledged': 'acknowledged',
  'phone.answer.closed': 'the connection closed before an answer',
  'phone.answer.silent': 'none',
  'phone.answer.accepted': 'still accepted',
  'phone.answer.no-earlier-pairing': 'this computer had no earlier trust',
  'phone.answer.paired': 'made',
  'phone.answer.InvalidHostID': 'refused (InvalidHostID)',
  'phone.question.find-my': 'What stands at the top of Settings',
  'terminal.apple.saw': 'The screen shows: 1 set-up 2 home 3 lock 4 no command 5 nothing 6 Activation Lock',
  'terminal.apple.find-my': 'It shows: 1 signed out 2 still signed in',
  'terminal.apple.told':
    '{port}: overwriting does not apply to iPhones; they are erased by destroying their keys. Was the seller told so? [y/N]',
} as const satisfies Readonly<Record<keyof typeof jaIphoneScreen, string>>;
