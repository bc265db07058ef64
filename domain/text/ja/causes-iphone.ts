/** 日本語: why an iPhone or a contactless reader is not seen or not usable. */
export const jaCausesIphone = {
  'cause.iphone.usbmuxd-missing.title': 'iPhoneと話す部品(usbmuxd)がありません',
  'cause.iphone.usbmuxd-missing.see':
    'USBではiPhoneが見えていますが、窓口の /var/run/usbmuxd がありません。iPhoneをつなぐと自動で始まるはずの部品です。',
  'cause.iphone.usbmuxd-missing.fix':
    '管理者に依頼してください: usbmuxd を入れます(Debianでは apt-get install usbmuxd)。\n入れたあとでiPhoneを差し直してください。',
  'cause.iphone.usbmuxd-silent.title': 'iPhoneと話す部品(usbmuxd)が応答しません',
  'cause.iphone.usbmuxd-silent.see': '窓口の /var/run/usbmuxd はありますが、接続できません({reason})。',
  'cause.iphone.usbmuxd-silent.fix':
    'iPhoneをすべて抜き、10秒待って1台だけ差し直してください。\n直らないときは技術担当に usbmuxd の再起動を依頼するか、パソコンを再起動してください。',
  'cause.iphone.apple-service-missing.title': 'Appleの接続サービス(Apple Mobile Device)が動いていません',
  'cause.iphone.apple-service-missing.see':
    'このパソコンの 127.0.0.1:27015 が応答しません。iTunesまたは「Appleデバイス」アプリと一緒に入るサービスです。',
  'cause.iphone.apple-service-missing.fix':
    '管理者に依頼してください: iTunesまたは「Appleデバイス」アプリを入れます。\n入っているときは、Windowsの「サービス」で「Apple Mobile Device Service」を開始してください。\niPhoneを差し直してください。',
  'cause.iphone.locked.title': 'iPhoneがロックされています',
  'cause.iphone.locked.see': 'iPhoneの画面が消えているか、パスコードを求めていませんか。',
  'cause.iphone.locked.fix': 'iPhoneのロックを解除してください。\n解除したまま差し直してください。',
  'cause.iphone.not-trusted.title': 'iPhoneがこのパソコンを信頼していません',
  'cause.iphone.not-trusted.see':
    'iPhoneに「このコンピュータを信頼しますか?」と出ていませんか。初期化したあとも同じ表示が出ます。',
  'cause.iphone.not-trusted.fix':
    'ロックを解除し、「信頼」を押してください。\nパスコードを求められたら入力してください。',
  'cause.iphone.trust-refused.title': 'iPhoneで「信頼しない」が押されました',
  'cause.iphone.trust-refused.see': '前に「信頼しない」を押していませんか。押すと、差し直すまで何も尋ねません。',
  'cause.iphone.trust-refused.fix':
    'iPhoneを抜いて差し直してください。\nロックを解除し、今度は「信頼」を押してください。',
  'cause.iphone.restricted.title': 'iPhoneがUSBの通信を止めています(USB制限モード)',
  'cause.iphone.restricted.see':
    'ロックしてから1時間以上たっていませんか。「アクセサリを使用するにはロックを解除」と出ることもあります。充電はできても通信はできません。',
  'cause.iphone.restricted.fix':
    'iPhoneのロックを解除し、差し直してください。\n繰り返すときは「設定」の「Face ID(Touch ID)とパスコード」で「USBアクセサリ」(またはアクセサリの接続)を許可してください。',
  'cause.iphone.recovery.title': 'iPhoneはリカバリーモードです',
  'cause.iphone.recovery.see':
    '画面にケーブルとパソコンの絵が出ています({name})。この状態のiPhoneは、白紙のボードには出ますが、ふつうの一覧には出ません。',
  'cause.iphone.recovery.fix':
    '音量を上げるボタン、下げるボタンの順に押し、電源ボタンを長く押して再起動してください(ホームボタンのある機種は押し方が違います)。\n同じ画面に戻るときは復元が必要です。この端末はボードに出ているので、そこから消去を始めると、他のソフトで復元する手順を案内し、後の状態を確かめます。',
  'cause.iphone.dfu.title': 'iPhoneはDFUモードです',
  'cause.iphone.dfu.see': '画面は真っ黒ですが、USBには 05ac:1227 と名乗っています。',
  'cause.iphone.dfu.fix':
    '音量を上げるボタン、下げるボタンの順に押し、電源ボタンを長く押して再起動してください(ホームボタンのある機種は押し方が違います)。\n起動しないときは復元が必要です。この端末はボードに出ているので、そこから消去を始めると、他のソフトで復元する手順を案内し、後の状態を確かめます。',
  'cause.iphone.off-or-flat.title': 'iPhoneの電源が切れているか、電池が空です',
  'cause.iphone.off-or-flat.see': '電源ボタンを押しても点かない、または電池の絵が出るのではありませんか。',
  'cause.iphone.off-or-flat.fix': '10分以上充電してから起動してください。\n起動しないときはケーブルを替えてください。',
  'cause.iphone.cable.title': 'ケーブルが充電専用か、iPhoneに認められていません',
  'cause.iphone.cable.see':
    '「このアクセサリは使用できない可能性があります」と出るか、充電だけできるのではありませんか。',
  'cause.iphone.cable.fix':
    'Apple純正または認証(MFi)のあるケーブルに替えてください。\n差込口のほこりも確かめてください。',
  'cause.reader.not-plugged.title': 'リーダーがパソコンまで届いていません',
  'cause.reader.not-plugged.see': 'リーダーのケーブルが途中のハブや延長で抜けかけていませんか。',
  'cause.reader.not-plugged.fix':
    'リーダーを抜き、パソコン本体の差込口に直接差し直してください。\nほかのパソコンで見えるか確かめてください。',
  'cause.reader.old-model.title': 'このPaSoRiは古い型で、対応していません',
  'cause.reader.old-model.see': 'USBには古い型の番号({id})で見えています。対応はRC-S380とRC-S300だけです。',
  'cause.reader.old-model.fix': 'RC-S380またはRC-S300を使ってください。',
  'cause.reader.not-permitted.title': 'このパソコンにリーダーを開く権限がありません',
  'cause.reader.not-permitted.see': 'リーダー({name})は見えていますが、開くことを断られています。',
  'cause.reader.not-permitted.fix':
    '管理者に依頼してください: 70-hakushi.rules を /etc/udev/rules.d に入れます。\nリーダーを差し直してください。',
  'cause.reader.kernel-driver.title': 'Linuxのドライバーがリーダーを取っています',
  'cause.reader.kernel-driver.see':
    'ドライバー({driver})がリーダーの口に付いています。読むあいだは白紙がよけますが、応答しないリーダーがあると、このドライバーのせいで全部の差込口の見張りが止まることがあります。',
  'cause.reader.kernel-driver.fix':
    '管理者に依頼してください: /etc/modprobe.d に「blacklist port100」と書いたファイルを置き、modprobe -r port100 を実行します。\nリーダーを差し直してください。',
  'cause.reader.driver-not-blocked.title': 'リーダーを止めてしまうLinuxのドライバーが禁じられていません',
  'cause.reader.driver-not-blocked.see':
    'RC-S380があるのに port100 が禁じられていません。応答しないリーダーがあると、このドライバーのせいで全部の差込口の見張りが止まることがあります。',
  'cause.reader.driver-not-blocked.fix':
    '管理者に依頼してください: /etc/modprobe.d に「blacklist port100」と書いたファイルを置きます。\nパソコンを再起動してください。',
  'cause.reader.held-by-program.title': '別のプログラムがリーダーを使っています',
  'cause.reader.held-by-program.see':
    'プログラム({program})がリーダーを開いています。多くはスマートカードの窓口 pcscd です。',
  'cause.reader.held-by-program.fix':
    '技術担当に依頼してください: そのプログラムを止めます(pcscd なら systemctl stop pcscd.socket pcscd)。\nほかの業務でカードリーダーを使うパソコンでは、止めてよいか先に確かめてください。',
  'cause.reader.sony-driver.title': 'ソニーのドライバーがリーダーを取っています',
  'cause.reader.sony-driver.see': 'リーダーのドライバー({driver})が、この版で使えるもの(WinUSB)ではありません。',
  'cause.reader.sony-driver.fix':
    '管理者に依頼してください: Zadigを起動し、OptionsのList All Devicesに印を付けてリーダーを選びます(RC-S300ではInterface 1だけ。Interface 0は選びません)。\n新しいドライバーにWinUSBを選んで入れ替え、リーダーを差し直します。\n入れ替えると、ソニーのソフトやほかのカードソフトでは使えなくなります。元に戻せること(デバイスマネージャーでドライバーを元に戻す、または削除)を確かめてから行ってください。',
  'cause.reader.driver-missing.title': 'Windowsにリーダーのドライバーがありません',
  'cause.reader.driver-missing.see':
    'リーダー({name})は見えていますが、使えるドライバーがWindowsで割り当てられていません。',
  'cause.reader.driver-missing.fix':
    '管理者に依頼してください: Zadigを起動し、OptionsのList All Devicesに印を付けてリーダーを選びます(RC-S300ではInterface 1だけ。Interface 0は選びません)。\nWinUSBを入れて、リーダーを差し直します。',
  'cause.reader.sony-software.title': 'ソニーの常駐ソフトがリーダーを使っています',
  'cause.reader.sony-software.see': 'NFCポートソフトウェアなど、PaSoRiのソフトが動いていませんか。',
  'cause.reader.sony-software.fix':
    '画面の隅(通知領域)からPaSoRiのソフトを終了してください。\nリーダーを差し直してください。',
  'cause.reader.held-elsewhere.title': '別のプログラムがリーダーを開いています',
  'cause.reader.held-elsewhere.see':
    'カードを読むウェブページ、カードソフト、もう一つの白紙が開いていませんか。リーダーは一度に一つのプログラムしか使えません。',
  'cause.reader.held-elsewhere.fix':
    'そのページやプログラムを閉じてください。\n見つからないときは、いったんサインアウトするか、リーダーを差し直してください。',
} as const;
