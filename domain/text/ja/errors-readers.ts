/** Japanese titles and next steps of errors about contactless readers, chips of phones, and loose cards. */
export const jaErrorsReaders = {
  'error.reader.absent.title': 'ICカードリーダーが見つかりません',
  'error.reader.absent.action': 'RC-S380かRC-S300を、このパソコンに直接差してください。',
  'error.reader.busy.title': '別のプログラムがICカードリーダーを使っています',
  'error.reader.busy.action':
    'リーダーを使う常駐ソフトを終わらせてください。Linuxでは port100 ドライバーを外してください。手が空けば自動でつなぎます。',
  'error.reader.driver.title': 'ICカードリーダーのドライバーが合いません',
  'error.reader.driver.action':
    'WindowsではリーダーのドライバーをWinUSBに替えてください。替えている間、ソニーのソフトでは使えません。',
  'error.reader.not-permitted.title': 'このパソコンにはICカードリーダーを開く権限がありません',
  'error.reader.not-permitted.action': '管理者にudev規則の導入を依頼し、リーダーを差し直してください。',
  'error.reader.unplugged.title': 'ICカードリーダーが抜けました',
  'error.reader.unplugged.action': 'リーダーを差し直してください。読みかけの結果は使いません。',
  'error.reader.hung.title': 'ICカードリーダーが応答しません',
  'error.reader.hung.action': 'リーダーを抜き、数秒待って差し直してください。',
  'error.reader.protocol.title': 'ICカードリーダーから壊れた応答が届きました({what})',
  'error.reader.protocol.action': '自動でやり直します。続くときはケーブルと差込口を替え、技術担当へ。',
  'error.reader.session-taken.title': 'ICカードリーダーを別のプログラムに取られました',
  'error.reader.session-taken.action': 'リーダーを使う別のプログラムを終わらせてください。自動でつなぎ直します。',
  'error.reader.hot.title': 'ICカードリーダーが熱くなっています',
  'error.reader.hot.action': '端末を外し、数分冷ましてください。冷めるまで読みません。',
  'error.reader.boot-loader.title': 'ICカードリーダーが更新待ちのまま起動しています',
  'error.reader.boot-loader.action': '抜き差ししても直らないときは、技術担当へ。この状態では読めません。',
  'error.chip.absent.title': 'リーダーの上に何も見つかりません',
  'error.chip.absent.action': '端末の電源・画面ロック・NFCを確かめ、FeliCaマークをリーダーに合わせてください。',
  'error.chip.multiple.title': '2つ以上のICチップが応答しています',
  'error.chip.multiple.action':
    'ほかの端末やカードを、ケースの中のカードも含めてすべて離し、1台だけをリーダーに置いて、もう一度読み取ってください。',
  'error.chip.changed.title': '読み取りの途中で、別のICチップに替わりました',
  'error.chip.changed.action':
    'ほかの端末やカードをすべてリーダーから離し、1台だけを動かさずに置いて、もう一度読み取ってください。この結果は、どの端末にも結びつけられません。',
  'error.chip.command-refused.title': 'このICチップに送ってはならない命令を止めました',
  'error.chip.command-refused.action': '何も送っていません。この表示と記録を添えて開発元に連絡してください。',
  'error.chip.reading-gone.title': 'この読み取り結果はもうありません',
  'error.chip.reading-gone.action': '端末をリーダーに置き直し、もう一度読み取ってください。',
  'error.chip.not-this-phone.title': 'このICチップは別の端末のものです',
  'error.chip.not-this-phone.action': 'リーダーの上の端末と画面の記録を見比べてください。この記録には結び付けません。',
  'error.chip.wrong-scan.title': 'この端末の種類に合わない読み取りです',
  'error.chip.wrong-scan.action':
    'リーダーを、iPhoneなら「iPhone用」、ほかの端末なら「端末用」に切り替えて、読み直してください。',
  'error.chip.already-bound.title': 'この読み取り結果は、もう記録に結び付いています',
  'error.chip.already-bound.action': '必要なら、もう一度読み取ってください。',
  'error.chip.no-record.title': 'この端末の記録がまだありません',
  'error.chip.no-record.action': '端末をケーブルでつなぎ、読み取りが終わってから結び付けてください。',
  'error.chip.data-remains.title': 'ICチップの確認が済んでいません',
  'error.chip.data-remains.action': '販売できません。ICチップの画面で、残っている項目を片付けてください。',
  'error.chip.data-file.title': '店のICチップの資料を使えません({file}: {why})',
  'error.chip.data-file.action':
    'felicaフォルダーのファイルの内容と署名を、管理者が確かめてください。それまでは組み込みの資料だけを使います。',
  'error.chip.program-file.title': '組み込みのICチップの資料を使えません({file}: {why})',
  'error.chip.program-file.action':
    'プログラムを入れ直してください。それまではこの資料なしで続け、分からないものは空とは扱いません。',
  'error.chip.tool-unusable.title': '外部の消去ツールを使えません({tool}: {what})',
  'error.chip.tool-unusable.action':
    'toolsフォルダーのこのツールを、管理者が確かめてください。ほかのツールは使えます。',
  'error.chip.tool-failed.title': '外部の消去ツールが失敗しました',
  'error.chip.tool-failed.action':
    'ツールの表示を確かめてください。ICチップは、リーダーで読み直すまで空とは扱いません。',
  'error.chip.tool-unknown.title': 'その外部ツールは登録されていません',
  'error.chip.tool-unknown.action': '管理者に、ツールの登録を確かめてもらってください。',
  'error.card.not-zeroable.title': 'このICチップには書き込めません',
  'error.card.not-zeroable.action':
    '何も書いていません。端末のICチップには決して書き込みません。カードは発行元に返すか、裁断してください。',
  'error.card.not-zeroed.title': 'カードを最後まで0にできませんでした',
  'error.card.not-zeroed.action': 'カードを動かさずに、もう一度行ってください。残るときは裁断してください。',
} as const;
