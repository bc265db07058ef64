/** Japanese words of labels, and of the screen on which papers are looked at and printed. */
export const jaPaper = {
  'label.word.machine-proven': '合格',
  'label.word.person-attested': '合格',
  'label.word.failed': '不合格',
  'label.word.inconclusive': '判定不能',
  'label.word.unerasable': '消去不能',
  'label.word.cancelled': '中止・未完了',
  'label.word.interrupted': '中断・未完了',
  'label.word.unfinished': '未完了',
  'label.not-erased': '消去済みではありません',
  'label.record': '記録番号',
  'label.imei': 'IMEI',
  'label.imei-declared': 'IMEI (申告)',
  'label.serial': '製造番号',
  'label.no-number': '端末の番号は読めていません',
  'label.ended': '終了',
  'label.unnamed': '機種名は読めていません',
} as const;
