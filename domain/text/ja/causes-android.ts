/** 日本語: why an Android phone is not seen or not usable. */
export const jaCausesAndroid = {
  'cause.android.charge-only-cable.title': '充電専用のケーブルを使っています',
  'cause.android.charge-only-cable.see':
    '充電の表示は出るのに、この画面に何も出ないのではありませんか。同じケーブルで別の端末も見えなければ、ケーブルが原因です。',
  'cause.android.charge-only-cable.fix':
    'データ通信できるケーブル(端末の付属品など)に替えてください。\n外したケーブルには「充電専用」と印を付け、作業台から離してください。',
  'cause.android.debugging-off.title': '端末はUSBで見えていますが、USBデバッグが切られています',
  'cause.android.debugging-off.see':
    '端末はファイル転送や写真の機器としてだけ見えています。電源とケーブルは問題ありません。',
  'cause.android.debugging-off.fix':
    '端末の「設定」→「デバイス情報」(端末情報)を開き、「ビルド番号」を7回押してください。\n「設定」に現れた「開発者向けオプション」(「システム」の中のこともあります)を開いてください。\n「USBデバッグ」を入れ、端末に出た確認で「許可」を押してください。',
  'cause.android.unauthorized.title': 'USBデバッグの許可を待っています',
  'cause.android.unauthorized.see': '端末の画面に「USBデバッグを許可しますか?」と出ているはずです。',
  'cause.android.unauthorized.fix':
    '端末の画面ロックを解除してください。\n「このパソコンからのUSBデバッグを常に許可する」に印を付け、「許可」を押してください。\n表示が出ないときは差し直してください。それでも出ないときは、開発者向けオプションで「USBデバッグの許可の取り消し」を行い、差し直してください。',
  'cause.android.authorisation-expired.title': '前に出した許可が切れたか、取り消されています',
  'cause.android.authorisation-expired.see':
    '以前このパソコンで使えた端末が、また許可を求めていませんか。許可は7日使わないと切れ、端末を初期化しても消えます。',
  'cause.android.authorisation-expired.fix':
    '端末のロックを解除し、もう一度「常に許可」に印を付けて「許可」を押してください。\n表示が出ないときは、開発者向けオプションで「USBデバッグの許可の取り消し」を行い、差し直してください。',
  'cause.android.dialog-hidden.title': '許可の表示が、ロック画面や別の画面に隠れています',
  'cause.android.dialog-hidden.see': '端末の画面が消えているか、ロックされたままになっていませんか。',
  'cause.android.dialog-hidden.fix':
    '端末の電源キーを押し、ロックを解除してください。\n解除したまま差し直し、出てきた表示で「許可」を押してください。',
  'cause.android.connecting.title': '接続と許可を確認しています',
  'cause.android.connecting.see': 'adbが「authorizing」または「connecting」と伝えています。ふつうは数秒で終わります。',
  'cause.android.connecting.fix': '5秒ほどお待ちください。\n変わらないときは差し直してください。',
  'cause.android.offline.title': '端末は見えていますが、応答しません',
  'cause.android.offline.see': 'adbが「offline」と伝えています。',
  'cause.android.offline.fix':
    '差し直してください。\n直らないときはケーブルか差込口を替えてください。\nそれでも直らないときは端末を再起動してください。',
  'cause.android.no-permissions.title': 'このパソコンに端末を開く権限がありません',
  'cause.android.no-permissions.see': 'adbが「no permissions」と伝えています。ほかの端末も同じになります。',
  'cause.android.no-permissions.fix':
    '管理者に依頼してください: Android用のudev規則(70-hakushi.rules、または android-sdk-platform-tools-common)を入れ、利用者をplugdevグループに加えます。\nログインし直してから、端末を差し直してください。',
  'cause.android.waiting-for-adb.title': 'USBデバッグは入っていますが、adbがまだ端末を受け取っていません',
  'cause.android.waiting-for-adb.see': 'USBではデバッグの口が見えますが、adbの一覧に端末がありません。',
  'cause.android.waiting-for-adb.fix':
    '5秒ほどお待ちください。\n変わらないときは差し直してください。\n端末メーカーの管理ソフトなど、端末を使っている別のプログラムを終了してください。',
  'cause.android.recovery.title': '端末はリカバリーモードです',
  'cause.android.recovery.see': '端末の画面に「Reboot system now」などのメニューが出ています。',
  'cause.android.recovery.fix':
    '通常の手順に戻すには、端末のメニューで「Reboot system now」を選んでください。\n端末のメニューの「Wipe data/factory reset」で初期化することもできます。',
  'cause.android.sideload.title': '端末は更新ファイルの受信待ち(サイドロード)です',
  'cause.android.sideload.see': 'この状態では消去できません。端末の画面に「sideload」という語が出ています。',
  'cause.android.sideload.fix': '端末のメニューで戻り、「Reboot system now」を選んでください。',
  'cause.android.rescue.title': '端末はレスキューモードです',
  'cause.android.rescue.see':
    '端末はリカバリーのメニューから「Enter rescue」を選んだ状態です。この状態から消去できます。',
  'cause.android.rescue.fix':
    '持ち主のアカウントが残っていると、消去後に端末がロックされます。先に確かめてください。\n5分間何もしないと端末はこの状態を抜けます。抜けたときは選び直してください。',
  'cause.android.bootloader.title': '端末はブートローダー(fastboot)で待っています',
  'cause.android.bootloader.see': '端末の画面に「Fastboot」や「Bootloader」と出ています。adbの一覧には出ません。',
  'cause.android.bootloader.fix':
    '端末の音量キーで「Start」を選び、電源キーで決定して、Androidを起動してください。\n選べないときは電源キーを10秒以上押して再起動してください。',
  'cause.android.unknown-state.title': 'adbが知らない状態を伝えています',
  'cause.android.unknown-state.see': '端末が種類を名乗らないか、新しい状態名です({state})。',
  'cause.android.unknown-state.fix':
    '端末を再起動し、差し直してください。\n続くときは、画面に出ている状態名を技術担当へ伝えてください。',
  'cause.android.charging-only.title': 'USBの用途が「充電のみ」のようです',
  'cause.android.charging-only.see':
    '端末メーカーの機器は見えますが、ファイル転送の口もデバッグの口もありません({name})。端末の通知に「USBで充電中」と出ていませんか。',
  'cause.android.charging-only.fix':
    '端末のロックを解除し、通知の「USBで充電中」を押して「ファイル転送」を選んでください。\n開発者向けオプションの「USBデバッグ」が入っているか確かめてください。',
  'cause.android.emergency-download.title': '端末は緊急書き込みモード(Qualcomm EDL)のようです',
  'cause.android.emergency-download.see':
    '画面は消えたままで、USBには 05c6:9008 と名乗っています。この番号の意味は実機で確かめていません。',
  'cause.android.emergency-download.fix':
    '電源キーを20秒ほど押し続け、Androidが起動するか確かめてください。\n起動しなければ、この端末は消去できません。物理破壊の手順を技術担当に確かめてください。',
  'cause.android.samsung-download.title': '端末はダウンロードモード(Samsung)のようです',
  'cause.android.samsung-download.see':
    '画面に「Downloading」などと出て、USBには 04e8:685d と名乗っています。この番号の意味は実機で確かめていません。',
  'cause.android.samsung-download.fix':
    '音量下キーと電源キーを同時に10秒ほど押して再起動してください。\nAndroidが起動したら、そのままつないでおいてください。',
  'cause.android.mediatek-preloader.title': '端末は起動前の状態(MediaTek preloader)のようです',
  'cause.android.mediatek-preloader.see':
    '電源が切れた端末をつないだ直後に短く現れます({id})。この番号の意味は実機で確かめていません。',
  'cause.android.mediatek-preloader.fix':
    'そのまま充電し、電源キーで起動してください。\n何度も現れては消えるときは、ケーブルを替え、技術担当へ連絡してください。',
  'cause.android.equal-serials.title': '同じ製造番号の端末が複数あり、見分けられません',
  'cause.android.equal-serials.see':
    '同じ番号({serial})の端末が複数見えています。間違えて消さないよう、作業を止めています。',
  'cause.android.equal-serials.fix':
    '1台だけ残して抜き、1台ずつ作業してください。\nIMEIを読み取るか入力して、端末を確かめてください。',
  'cause.android.empty-serial.title': '製造番号を名乗らない端末があります',
  'cause.android.empty-serial.see': '端末が空の番号を返しています。見分けられるのは差込口だけです。',
  'cause.android.empty-serial.fix':
    '同じ種類の端末は1台ずつつないでください。\nIMEIを読み取るか入力して、端末を確かめてください。',
  'cause.android.emulator.title': '本物の端末ではなく、仮想の端末(エミュレーター)です',
  'cause.android.emulator.see': '番号が emulator- で始まっています({serial})。開発用のプログラムが動いていませんか。',
  'cause.android.emulator.fix': '練習でなければ、エミュレーターを動かしているプログラムを終了してください。',
  'cause.android.off-or-flat.title': '端末の電源が切れているか、電池が空です',
  'cause.android.off-or-flat.see': '電源キーを押しても画面が点かない、または充電の絵だけが出るのではありませんか。',
  'cause.android.off-or-flat.fix':
    '10分以上充電してから、電源キーを長く押して起動してください。\n起動しないときは充電器とケーブルを替えてください。電池切れの端末は、つないでもすぐには見えません。',
  'cause.android.starting.title': '端末が起動中か、更新中です',
  'cause.android.starting.see': '画面にロゴや「最適化しています」などが出ていませんか。',
  'cause.android.starting.fix': 'ホーム画面か初期設定の画面が出るまで、抜かずにお待ちください。',
  'cause.android.managed.title': '会社や学校の管理がUSBデバッグを禁じています',
  'cause.android.managed.see':
    '「組織が管理しています」「管理者が許可していません」などと出ませんか。仕事用プロファイルのある端末でも起こります。',
  'cause.android.managed.fix':
    '売り主に、管理の解除(管理者への返却手続き)を依頼してください。\n解除できない端末は受け付けず、返却または物理破壊の手順へ進んでください。',
  'cause.android.developer-options-blocked.title': '開発者向けオプションが使えなくされています',
  'cause.android.developer-options-blocked.see':
    'ビルド番号を7回押しても、開発者向けオプションが現れない、または灰色ではありませんか。',
  'cause.android.developer-options-blocked.fix':
    '保護者による制限や端末の保護機能が切れるか、持ち主に確かめてください。\n切れないときは、端末の「設定」からの初期化(案内による初期化)へ進んでください。',
  'cause.android.secondary-user.title': 'ゲストや追加の利用者の画面になっています',
  'cause.android.secondary-user.see': '画面上部の人の印や「設定」→「ユーザー」で、ゲストや別の人になっていませんか。',
  'cause.android.secondary-user.fix':
    '端末の持ち主(最初の利用者)に切り替えてください。\n切り替えたあとで「USBデバッグ」を入れ直してください。',
  'cause.android.usb-blocked-while-locked.title': '端末の保護機能がUSBの通信を止めています',
  'cause.android.usb-blocked-while-locked.see':
    'ロック中は充電だけになり、解除すると見えませんか。機能の名前は機種によって違い、すべては確かめていません。',
  'cause.android.usb-blocked-while-locked.fix':
    '端末のロックを解除したまま、差し直してください。\n「設定」の「セキュリティ」で、USB接続やUSBからの命令を止める機能を切ってください。',
  'cause.android.worn-socket.title': '端末の差込口が汚れているか、傷んでいます',
  'cause.android.worn-socket.see': '奥まで差さらない、ゆるい、触ると切れる、のどれかに当たりませんか。',
  'cause.android.worn-socket.fix':
    '端末の電源を切り、差込口のほこりを木か樹脂のつまようじで軽く取ってください。金属は使わないでください。\n別のケーブルで試し、だめなら修理担当へ渡してください。',
  'cause.android.plug-turned.title': 'USB-Cの片側の端子が接していません',
  'cause.android.plug-turned.see': 'プラグの表裏を返すと見えるようになりませんか。',
  'cause.android.plug-turned.fix':
    'プラグを裏返して差し直してください。\n片側だけで見えるときは、差込口の汚れとケーブルの傷みを確かめてください。',
  'cause.android.held-by-program.title': '別のプログラムが端末を使っています',
  'cause.android.held-by-program.see': 'adb以外のプログラム({program})が端末を開いています。',
  'cause.android.held-by-program.fix':
    'そのプログラムを終了し、端末を差し直してください。\n端末メーカーの管理ソフトや写真の取り込みが自動で始まるときは、自動起動を切ってください。',
  'cause.android.driver-missing.title': 'Windowsに、この端末のadbドライバーがありません',
  'cause.android.driver-missing.see':
    'デバイスの口は見えますが、ドライバーが入っていません({name})。Android 10以降はふつう不要で、古い端末とブートローダーでは必要です。',
  'cause.android.driver-missing.fix':
    '管理者に依頼してください: Googleまたは端末メーカーのUSBドライバーを入れます。\n入れたあとで端末を差し直してください。',
} as const;
