/** English words of labels, and of the screen on which papers are looked at and printed. */
export const enPaper = {
  'label.word.machine-proven': 'PASS',
  'label.word.person-attested': 'PASS',
  'label.word.failed': 'FAILED',
  'label.word.inconclusive': 'UNDECIDED',
  'label.word.unerasable': 'NO METHOD',
  'label.word.cancelled': 'CANCELLED',
  'label.word.interrupted': 'INTERRUPTED',
  'label.word.unfinished': 'UNFINISHED',
  'label.not-erased': 'NOT ERASED',
  'label.record': 'Record',
  'label.imei': 'IMEI',
  'label.imei-declared': 'IMEI (claimed)',
  'label.serial': 'Serial no.',
  'label.no-number': 'No number of the phone was read',
  'label.ended': 'Ended',
  'label.unnamed': 'Model not read',
} as const;
