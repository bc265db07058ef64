/** Japanese words for iPhones on papers, in the window and at the terminal. */
export const jaIphoneScreen = {
  'certificate.apple.sentence.ios-eacs-mcinstall':
    '本端末は iOS の「すべてのコンテンツと設定を消去」に当たる命令により暗号鍵を破棄 (暗号化消去) しました。iOS は外部からの上書き消去手段を提供しないため、上書き消去は実施していません。消去後に初期設定画面の状態であることを次の項目で確認しました: {checks}。',
  'certificate.apple.sentence.ios-eacs-manual':
    '本端末は iOS の設定の「すべてのコンテンツと設定を消去」により暗号鍵を破棄 (暗号化消去) しました。iOS は外部からの上書き消去手段を提供しないため、上書き消去は実施していません。消去後に初期設定画面の状態であることを次の項目で確認しました: {checks}。',
  'certificate.apple.sentence.ios-restore-ipsw':
    '本端末は他のソフトによる iOS の復元 (外部の手順) により暗号鍵を破棄 (暗号化消去) しました。iOS は外部からの上書き消去手段を提供しないため、上書き消去は実施していません。消去後に初期設定画面の状態であることを次の項目で確認しました: {checks}。',
  'certificate.apple.check.left-and-returned': '端末がUSBから離れて戻った',
  'certificate.apple.check.identity-kept': '戻ったのは同じ端末',
  'certificate.apple.check.pairing-forgotten': '以前の信頼を端末が断った',
  'certificate.apple.check.silent-pairing': '画面に触れずに新しい信頼が結べた',
  'certificate.apple.check.setup-state': '未アクティベーションで画面ロックがかかっていない',
  'certificate.apple.check.closing-machine': '端末自身の消去の記録が命令の後の時刻',
  'certificate.apple.check.closing-person': '別々の2人が初期設定画面を見た',
  'certificate.apple.purpose.intake': '買取時の消去',
  'certificate.apple.purpose.inspection': '検査時の消去 (上書きは対象外)',
  'report.overwrite.not-applicable': '対象外 (iOS)',
  'consent.plan.apple': '上書きは対象外 (暗号鍵の破棄で消去)',
  'phone.plan.apple.words':
    'iOSは外部からの上書きを受け付けません。暗号鍵の破棄(暗号化消去)で消去します。始める前に、売り主に伝える必要があります。',
  'phone.apple.activation-lock': 'アクティベーションロック',
  'phone.apple.on': 'オン',
  'phone.apple.off': 'オフ',
  'phone.apple.trust': 'このパソコンへの信頼',
  'phone.apple.trust.trusted': '信頼している',
  'phone.apple.trust.asked': 'iPhoneの画面で答えを待っている',
  'phone.apple.trust.denied': '「信頼しない」が押された',
  'phone.apple.trust.locked': 'ロックされている',
  'phone.apple.trust.supervised-elsewhere': 'ほかの組織のパソコンだけ',
  'phone.apple.trust.not-needed': '要らない',
  'phone.apple.supervised.no': 'なし',
  'phone.apple.supervised.yes': 'あり',
  'phone.apple.esim.yes': 'あり',
  'phone.apple.esim.no': 'なし',
  'phone.answer.acknowledged': '受け付けた',
  'phone.answer.closed': '返事の前に接続が閉じた',
  'phone.answer.silent': '返事なし',
  'phone.answer.accepted': 'まだ受け入れられた',
  'phone.answer.no-earlier-pairing': 'このパソコンに以前の信頼はない',
  'phone.answer.paired': '結べた',
  'phone.answer.InvalidHostID': '断られた (InvalidHostID)',
  'phone.question.find-my': '「設定」の一番上に見えたもの',
  'terminal.apple.saw':
    '画面に映っているもの: 1 初期設定 2 ホーム 3 ロック 4 コマンドなし 5 消えている 6 アクティベーションロック',
  'terminal.apple.find-my': '見えたもの: 1 サインアウト済み 2 サインインしたまま',
  'terminal.apple.told':
    '{port}: iPhoneは上書きの対象外で、暗号鍵の破棄で消去します。そのことを売り主に伝えましたか。 [y/N]',
} as const;
