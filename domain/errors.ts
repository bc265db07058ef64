/** Who can end a problem: the person at the bench, a technician, an administrator, or the program's developers. */
export type WhoActs = 'operator' | 'technician' | 'administrator' | 'developer';
/** When trying again makes sense: at once, after the action that the text names, or never in this job. */
export type RetryWhen = 'now' | 'after-action' | 'never';

interface CatalogueLine {
  readonly who: WhoActs;
  readonly retry: RetryWhen;
}

const line = (who: WhoActs, retry: RetryWhen): CatalogueLine => ({ who, retry });

/** Every error that a person can meet; titles and next steps are in the texts under `error.<code>.title` and `.action`. */
export const ERROR_CATALOGUE = {
  'device.absent': line('operator', 'after-action'),
  'device.unauthorized': line('operator', 'after-action'),
  'device.offline': line('operator', 'after-action'),
  'device.no-permissions': line('administrator', 'after-action'),
  'device.locked': line('operator', 'after-action'),
  'device.owner-locked': line('operator', 'after-action'),
  'device.identity-mismatch': line('operator', 'never'),
  'device.identity-ambiguous': line('operator', 'after-action'),
  'device.identity-unreadable': line('operator', 'after-action'),
  'device.unplugged': line('operator', 'after-action'),
  'device.not-returned': line('operator', 'after-action'),
  'device.wrong-state': line('operator', 'after-action'),
  'device.timeout': line('operator', 'after-action'),
  'device.protocol': line('technician', 'after-action'),
  'device.refused': line('technician', 'never'),
  'device.debugging-off': line('operator', 'after-action'),
  'device.left-alone': line('operator', 'after-action'),
  'device.untrusted': line('operator', 'after-action'),
  'device.trust-denied': line('operator', 'after-action'),
  'device.supervised-elsewhere': line('operator', 'never'),
  'device.activation-locked': line('operator', 'after-action'),
  'device.restoring': line('operator', 'after-action'),
  'device.pairing-refused': line('operator', 'after-action'),
  'device.no-session': line('operator', 'after-action'),
  'device.ios-too-old': line('technician', 'never'),
  'device.iphone-unseen': line('operator', 'after-action'),
  'usbmuxd.absent': line('administrator', 'after-action'),
  'usbmuxd.down': line('technician', 'now'),
  'usbmuxd.setting-unreadable': line('administrator', 'after-action'),
  'usb.unavailable': line('administrator', 'after-action'),
  'usb.hung': line('operator', 'after-action'),
  'usb.restarting': line('technician', 'now'),
  'reader.absent': line('operator', 'after-action'),
  'reader.busy': line('technician', 'after-action'),
  'reader.driver': line('administrator', 'after-action'),
  'reader.not-permitted': line('administrator', 'after-action'),
  'reader.unplugged': line('operator', 'after-action'),
  'reader.hung': line('operator', 'after-action'),
  'reader.protocol': line('technician', 'now'),
  'reader.session-taken': line('technician', 'after-action'),
  'reader.hot': line('operator', 'after-action'),
  'reader.boot-loader': line('technician', 'after-action'),
  'chip.absent': line('operator', 'now'),
  'chip.multiple': line('operator', 'after-action'),
  'chip.changed': line('operator', 'after-action'),
  'chip.command-refused': line('developer', 'never'),
  'chip.reading-gone': line('operator', 'now'),
  'chip.not-this-phone': line('operator', 'never'),
  'chip.wrong-scan': line('operator', 'after-action'),
  'chip.already-bound': line('operator', 'never'),
  'chip.no-record': line('operator', 'after-action'),
  'chip.data-remains': line('operator', 'after-action'),
  'chip.data-file': line('administrator', 'after-action'),
  'chip.program-file': line('administrator', 'after-action'),
  'chip.tool-unusable': line('administrator', 'after-action'),
  'chip.tool-failed': line('technician', 'after-action'),
  'chip.tool-unknown': line('administrator', 'after-action'),
  'card.not-zeroable': line('operator', 'never'),
  'card.not-zeroed': line('operator', 'after-action'),
  'apple.data-file': line('administrator', 'after-action'),
  'port.busy': line('operator', 'after-action'),
  'adb.absent': line('administrator', 'after-action'),
  'adb.server-down': line('technician', 'now'),
  'adb.server-old': line('administrator', 'after-action'),
  'adb.foreign-reply': line('technician', 'after-action'),
  'overwriter.binary-damaged': line('administrator', 'after-action'),
  'overwriter.no-abi': line('technician', 'never'),
  'overwriter.failed': line('technician', 'never'),
  'overwriter.lost': line('technician', 'never'),
  'consent.missing': line('operator', 'after-action'),
  'plan.no-method': line('operator', 'never'),
  'plan.blocked': line('operator', 'after-action'),
  'erase.refused': line('operator', 'never'),
  'erase.incomplete': line('operator', 'never'),
  'erase.unconfirmed': line('operator', 'after-action'),
  'verify.inconclusive': line('operator', 'never'),
  'verify.data-found': line('operator', 'never'),
  'verify.still-trusted': line('operator', 'never'),
  'verify.not-in-setup': line('operator', 'never'),
  'verify.trust-asked': line('operator', 'after-action'),
  'verify.record-stale': line('operator', 'never'),
  'verify.record-foreign': line('operator', 'never'),
  'verify.record-failed': line('operator', 'never'),
  'review.same-person': line('operator', 'after-action'),
  'review.rejected': line('operator', 'never'),
  'review.look-missing': line('operator', 'after-action'),
  'operator.refused': line('operator', 'now'),
  'operator.locked-out': line('operator', 'after-action'),
  'operator.inactive': line('administrator', 'after-action'),
  'operator.not-logged-in': line('operator', 'after-action'),
  'operator.not-allowed': line('operator', 'after-action'),
  'operator.second-person': line('administrator', 'after-action'),
  'operator.tampered': line('administrator', 'never'),
  'operator.unknown': line('operator', 'now'),
  'operator.name-taken': line('operator', 'now'),
  'operator.name-unfit': line('operator', 'now'),
  'operator.pin-unfit': line('operator', 'now'),
  'operator.pin-differs': line('operator', 'now'),
  'operator.first-manager': line('operator', 'now'),
  'operator.last-manager': line('operator', 'after-action'),
  'operator.undeclared': line('operator', 'now'),
  'imei.invalid': line('operator', 'now'),
  'job.cancelled': line('operator', 'now'),
  'job.interrupted': line('operator', 'after-action'),
  'job.unknown': line('operator', 'now'),
  'job.question-over': line('operator', 'now'),
  'record.unknown': line('operator', 'now'),
  'certificate.unreadable': line('operator', 'now'),
  'certificate.not-genuine': line('administrator', 'never'),
  'certificate.not-writable': line('administrator', 'after-action'),
  'ledger.write-failed': line('administrator', 'after-action'),
  'ledger.chain-broken': line('administrator', 'never'),
  'ledger.key-exposed': line('administrator', 'after-action'),
  'ledger.key-missing': line('administrator', 'after-action'),
  'ledger.key-locked': line('administrator', 'after-action'),
  'ledger.file-unreadable': line('administrator', 'after-action'),
  'store.from-the-future': line('administrator', 'after-action'),
  'store.migration-failed': line('administrator', 'never'),
  'store.in-use': line('operator', 'after-action'),
  'store.damaged': line('administrator', 'never'),
  'practice.mixed': line('administrator', 'never'),
  'practice.unavailable': line('technician', 'after-action'),
  'command.usage': line('operator', 'now'),
  'ipc.foreign-sender': line('developer', 'never'),
  'ipc.unknown-call': line('developer', 'never'),
  'ipc.bad-input': line('operator', 'now'),
  'ipc.too-large': line('operator', 'now'),
  'workplace.busy': line('operator', 'after-action'),
  'workplace.changing': line('operator', 'now'),
  'workplace.first-run-over': line('operator', 'never'),
  'workplace.not-practice': line('operator', 'after-action'),
  'app.unexpected': line('developer', 'never'),
} as const satisfies Record<string, CatalogueLine>;

/** The code of a catalogued error. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Facts that an error's text may print; never an IMEI in clear. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

/** Tells whether a text is the code of a catalogued error. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CATALOGUE, text);
}

/** The only error class: a catalogue code with the facts that its text prints, and the cause underneath. */
export class WorkstationError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, options: { cause?: unknown } = {}) {
    const shown = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
    super([code, ...shown].join(' '), options);
    this.name = 'WorkstationError';
    this.code = code;
    this.facts = facts;
  }
}

/** Turns anything thrown into a catalogued error: a WorkstationError stays itself, the rest becomes `app.unexpected`. */
export function asWorkstationError(thrown: unknown): WorkstationError {
  if (thrown instanceof WorkstationError) return thrown;
  return new WorkstationError('app.unexpected', { what: wordsOf(thrown) }, { cause: thrown });
}

const MOST_WORDS = 300;

/** A text that the ledger can keep: even an object without a text of its own, or half a surrogate pair at the cut, must not stop a job's end. */
function wordsOf(thrown: unknown): string {
  try {
    const text = String(thrown instanceof Error ? thrown.message : thrown);
    return text.slice(0, MOST_WORDS).toWellFormed();
  } catch {
    return typeof thrown;
  }
}
