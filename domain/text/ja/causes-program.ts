/** 日本語: why adb, the data folder, the clock or the practice rack keep phones from being worked on. */
export const jaCausesProgram = {
  'cause.computer.adb-not-installed.title': 'adbがこのパソコンにありません',
  'cause.computer.adb-not-installed.see': '端末と話す部品(adb)が見つかりません。',
  'cause.computer.adb-not-installed.fix':
    '管理者に依頼してください: adb(platform-tools)を入れます。Debianでは apt-get install adb です。\nHakushiを起動し直してください。',
  'cause.computer.adb-not-running.title': 'adbサーバーが動いていません',
  'cause.computer.adb-not-running.see': '待受口({address})に応答がありません。adbは入っています。',
  'cause.computer.adb-not-running.fix':
    'Hakushiは自動で始めます。少しお待ちください。\n続くときは、技術担当に adb start-server の実行を依頼してください。',
  'cause.computer.adb-too-old.title': 'adbサーバーが古すぎます',
  'cause.computer.adb-too-old.see': '動いているadbサーバーは、必要な版より古いものです({version})。',
  'cause.computer.adb-too-old.fix':
    '古いadbを始めたプログラムを終了してください。\n管理者に依頼してください: adb(platform-tools)を新しい版に入れ替えます。',
  'cause.computer.adb-port-taken.title': 'adbの待受口が別のプログラムに使われています',
  'cause.computer.adb-port-taken.see': '待受口({address})で、adbではないもの({program})が応答しています。',
  'cause.computer.adb-port-taken.fix':
    '待受口を使っているプログラムを終了してください。\nHakushiを起動し直してください。',
  'cause.computer.adb-silent.title': 'adbサーバーが固まっています',
  'cause.computer.adb-silent.see': '待受口({address})につながりますが、返事がありません。',
  'cause.computer.adb-silent.fix':
    '作業中の端末がないことを確かめてください。\n技術担当に adb kill-server と adb start-server の実行を依頼してください。',
  'cause.computer.adb-of-another-user.title': '別の利用者がadbサーバーを動かしています',
  'cause.computer.adb-of-another-user.see':
    'adbサーバーは別の利用者({uid})のものです。端末の許可はその人の鍵で行われ、権限もその人のものです。',
  'cause.computer.adb-of-another-user.fix':
    'その利用者にログアウトを依頼するか、技術担当にその人のadbサーバーの終了を依頼してください。\n端末に「許可」がもう一度出たら、押してください。',
  'cause.computer.adb-versions-differ.title': 'このパソコンのadbと、動いているadbサーバーの版が違います',
  'cause.computer.adb-versions-differ.see':
    '動いているサーバー({server})と、見つかったadb({client})の版が違います。そのadbを誰かが使うとサーバーが止まり、端末が一度に切れます。',
  'cause.computer.adb-versions-differ.fix':
    '作業が終わってから、adbを一つの版にそろえてください。\n開発用のプログラム(Android Studioなど)は終了してください。',
  'cause.computer.data-not-writable.title': 'データの場所に書き込めません',
  'cause.computer.data-not-writable.see':
    'データの場所({folder})に書き込めません。記録できないので、消去は始めません。',
  'cause.computer.data-not-writable.fix': '管理者に、フォルダーの権限と空き容量の確認を依頼してください。',
  'cause.computer.disk-full.title': 'データの場所の空きが少なくなっています',
  'cause.computer.disk-full.see':
    'データの場所の残り({left})が少なくなっています。記録が保存できないと、消去は始まりません。',
  'cause.computer.disk-full.fix': '不要なファイルを片付けてください。\n台帳のファイルは消さないでください。',
  'cause.computer.clock-off.title': 'パソコンの時計が大きくずれています',
  'cause.computer.clock-off.see':
    '時計({now})は、確かに過ぎたはずの日({latest})より前を指しています。記録の日時が正しくなりません。',
  'cause.computer.clock-off.fix':
    '管理者に時計合わせを依頼してください。\nすぐ元に戻るときは、パソコンの電池(ボタン電池)の交換が必要です。',
  'cause.practice.real-phone.title': '練習モードです。実物の端末は一覧に出ません',
  'cause.practice.real-phone.see': 'USBには実物の端末({name})が見えますが、練習ラックは仮想の端末だけを扱います。',
  'cause.practice.real-phone.fix': '実物を消去するときは、練習を終わらせ、本番で開き直してください。',
  'cause.practice.rack-empty.title': '練習ラックに端末が出ません',
  'cause.practice.rack-empty.see': '練習を始めて30秒たっても、差込口が空のままではありませんか。',
  'cause.practice.rack-empty.fix':
    '練習を終わらせ、もう一度始めてください。\n続くときは、技術担当に hakushi practice の実行を依頼し、表示された理由を確かめてください。',
  'cause-about.android': 'Android端末',
  'cause-about.iphone': 'iPhone端末',
  'cause-about.reader': 'ICカードリーダー',
  'cause-about.computer': 'パソコン',
  'cause-about.practice': '練習',
  'cause-probe.board': '端末の一覧',
  'cause-probe.usb-devices': 'USBの機器',
  'cause-probe.permissions': '権限の規則',
  'cause-probe.surroundings': 'プログラムの置かれた環境',
  'cause-probe.adb': 'adbサーバー',
  'cause-probe.usbmuxd': 'iPhoneとの窓口',
  'cause-probe.data-folder': 'データの場所',
  'cause-probe.clock': '時計',
  'cause-known.detected': '自動で調べます({probe})',
  'cause-known.asked': '人が確かめます',
  'cause-certainty.seen': '確認しました',
  'cause-certainty.possible': '可能性があります',
  'cause-certainty.not-looked': '調べられませんでした',
} as const;
