/** 日本語: what keeps a connected phone from being worked on, and the way out. */
export const jaSituations = {
  'situation.adb.unauthorized.title': 'USBデバッグの許可を待っています',
  'situation.adb.unauthorized.fix':
    '端末の画面ロックを解除し、「このパソコンからのUSBデバッグを常に許可する」に印を付けて「許可」を押してください。表示が出ないときは、差し直すか、開発者向けオプションで「USBデバッグの許可の取り消し」を行ってから差し直してください。',
  'situation.adb.authorizing.title': '許可を確認しています',
  'situation.adb.authorizing.fix': '5秒ほどお待ちください。変わらないときは差し直してください。',
  'situation.adb.connecting.title': '接続しています',
  'situation.adb.connecting.fix': '5秒ほどお待ちください。変わらないときは差し直してください。',
  'situation.adb.offline.title': '端末は見えていますが、応答しません',
  'situation.adb.offline.fix': '差し直してください。直らないときはケーブルか差込口を替え、端末を再起動してください。',
  'situation.adb.no-permissions.title': 'このパソコンに端末を開く権限がありません',
  'situation.adb.no-permissions.fix':
    '管理者に依頼してください: Android用のudev規則(Debianでは android-sdk-platform-tools-common)を入れ、利用者をplugdevグループに加え、ログインし直してから差し直します。',
  'situation.adb.recovery.title': '端末はリカバリーモードです',
  'situation.adb.recovery.fix':
    '端末のメニューで「Wipe data/factory reset」を選べます。通常の手順に戻すには「Reboot system now」を選んでください。',
  'situation.adb.sideload.title': '端末は更新ファイルの受信待ち(サイドロード)です',
  'situation.adb.sideload.fix':
    'この状態では消去できません。端末のメニューで戻り、「Reboot system now」を選んでください。',
  'situation.adb.rescue.title': '端末はレスキューモードです',
  'situation.adb.rescue.fix':
    'この状態から消去できます。持ち主のアカウントが残っていると、消去後に端末がロックされます。5分間何もしないと端末はこの状態を抜けます。',
  'situation.adb.bootloader.title': '端末はブートローダーで待っています',
  'situation.adb.bootloader.fix': '端末の音量キーで「Start」を選び、電源キーで決定して、Androidを起動してください。',
  'situation.adb.host.title': '端末が種類を名乗りません',
  'situation.adb.host.fix': '端末を再起動して差し直してください。続くときは技術担当へ連絡してください。',
  'situation.adb.unknown.title': 'adbが知らない状態を伝えています',
  'situation.adb.unknown.fix': '差し直してください。続くときは、画面の状態名を技術担当へ伝えてください。',
  'situation.usb.debugging-off.title': '端末はUSBで見えていますが、USBデバッグが切られています',
  'situation.usb.debugging-off.fix':
    '「設定」→「デバイス情報」でビルド番号を7回押し、開発者向けオプションの「USBデバッグ」を入れてください。電源やケーブルは問題ありません。',
  'situation.usb.waiting-for-adb.title': 'USBデバッグは入っていますが、adbがまだ端末を受け取っていません',
  'situation.usb.waiting-for-adb.fix':
    '5秒ほどお待ちください。変わらないときは差し直し、端末メーカーの管理ソフトなど、端末を使っている別のプログラムを終了してください。',
} as const;
