/** Japanese sentences of the command line about contactless readers. */
export const jaReaders = {
  'readers.no-driver': 'この型には対応していません。RC-S380かRC-S300を使ってください。',
  'readers.scan.state': 'ICチップ: {state}',
  'readers.scan.unnamed': '名前の分からない登録',
  'readers.scan.took': '{reader} で {seconds}秒かけて読みました。',
  'readers.zero.done': '{blocks}ブロックに0を書き、読み直して確かめました。',
  'readers.zero.left': '0を確かめられなかった所: {left}',
} as const;
