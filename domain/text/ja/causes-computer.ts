/** 日本語: why this computer sees no phones or cannot work on them. */
export const jaCausesComputer = {
  'cause.computer.no-usb-bus.title': 'このパソコンのUSBの様子を見られません',
  'cause.computer.no-usb-bus.see':
    'USBの一覧がありません。端末の作業はadbで続けられますが、USBデバッグを切った端末とICカードリーダーは見えません。',
  'cause.computer.no-usb-bus.fix':
    'コンテナーや仮想マシンの中なら、USBを渡しているか管理者に確かめてください。\n実物のパソコンなら、BIOS(UEFI)の設定でUSBが切られていないか確かめてください。',
  'cause.computer.usb-watch-stopped.title': 'USBの見張りが応答しません',
  'cause.computer.usb-watch-stopped.see':
    '端末の作業はそのまま続きますが、新しく差した機器が見えないことがあります。応答しないICカードリーダーで起こります。',
  'cause.computer.usb-watch-stopped.fix':
    'ICカードリーダーを抜いてください。見張りは自動で立て直します。\n直らないときは、手の空いたときにパソコンを再起動してください。',
  'cause.computer.container.title': 'コンテナーの中で動いています',
  'cause.computer.container.see':
    'このプログラムはコンテナー({kind})の中で動いています。差した機器は、渡されたものしか見えません。',
  'cause.computer.container.fix':
    '管理者に依頼してください: コンテナーの外に入れるか、/dev/bus/usb を書き込みできる形で渡します。',
  'cause.computer.virtual-machine.title': '仮想マシンの中で動いています',
  'cause.computer.virtual-machine.see':
    'このパソコンは仮想マシン({kind})のようです。差した機器は、渡されたものしか見えません。',
  'cause.computer.virtual-machine.fix':
    '管理者に依頼してください: USBの差込口(コントローラー)ごと仮想マシンに渡します。\n1台ずつ渡す設定では、端末が再起動するたびに外れます。',
  'cause.computer.wsl.title': 'WSL(Windowsの中のLinux)で動いています',
  'cause.computer.wsl.see': 'WSLには、そのままではUSBの機器が渡りません。',
  'cause.computer.wsl.fix': 'Windows版のHakushiを使ってください。',
  'cause.computer.sandboxed-install.title': '制限つきの入れ方(snapやflatpak)で動いています',
  'cause.computer.sandboxed-install.see':
    'プログラムはほかから区切られた中({kind})で動いていて、USBに触れないことがあります。',
  'cause.computer.sandboxed-install.fix': 'debまたはAppImageの版に入れ替えてください。',
  'cause.computer.udev-not-running.title': '機器の管理(udev)が動いていません',
  'cause.computer.udev-not-running.see':
    '/run/udev がありません。差した・抜いたの知らせが来ず、権限の規則も効きません。',
  'cause.computer.udev-not-running.fix':
    '管理者に依頼してください: systemd-udevd を始めます。\nコンテナーの中なら、外の /run/udev を読める形で渡します。',
  'cause.computer.window-sandbox.title': '画面を守る仕組みが使えず、画面が開かないことがあります',
  'cause.computer.window-sandbox.see':
    'このLinuxは、利用者による名前空間を禁じています({setting})。画面(Electron)の保護に必要なものです。',
  'cause.computer.window-sandbox.fix':
    '管理者に依頼してください: deb版を使うか、この設定をHakushiに許します。\n保護を切って起動すること(--no-sandbox)はしないでください。',
  'cause.computer.no-udev-rule.title': '端末やリーダーを開かせる規則(udev規則)がありません',
  'cause.computer.no-udev-rule.see': '開けない機器({name})があり、Android用の規則が見つかりません。',
  'cause.computer.no-udev-rule.fix':
    '管理者に依頼してください: 70-hakushi.rules を /etc/udev/rules.d に入れ、udevadm control --reload を実行します(deb版では自動で入ります)。\n端末を差し直してください。',
  'cause.computer.not-in-plugdev.title': '利用者がplugdevグループに入っていません',
  'cause.computer.not-in-plugdev.see':
    '規則はありますが、この利用者はplugdevに入っておらず、開けない機器({name})があります。',
  'cause.computer.not-in-plugdev.fix':
    '管理者に依頼してください: 利用者をplugdevグループに加えます(グループがなければ作ります)。\nログインし直してください。',
  'cause.computer.usb-device-blocked.title': 'パソコンの保護機能がUSB機器を止めています',
  'cause.computer.usb-device-blocked.see':
    '機器({name})は差さっていますが、使用が許されていません。USBGuardなどの働きです。',
  'cause.computer.usb-device-blocked.fix':
    '管理者に依頼してください: この差込口と機器を許可の一覧に加えます(USBGuardなら usbguard list-devices と allow-device)。',
  'cause.computer.port-disabled.title': '差込口が切られています',
  'cause.computer.port-disabled.see':
    '同じ端末とケーブルが別の差込口では見え、この差込口だけ何も見えないのではありませんか。設定(BIOSや管理ソフト)で切られていることがあります。',
  'cause.computer.port-disabled.fix':
    '別の差込口を使ってください。\n管理者に、この差込口を切った理由を確かめてください。',
  'cause.computer.over-current.title': '差込口に電気が流れすぎて、止められました',
  'cause.computer.over-current.see':
    '差込口({socket})で電気の流れすぎが記録されています。回数({count})は起動してからの合計です。',
  'cause.computer.over-current.fix':
    'その差込口の端末とケーブルを抜いてください。傷んだケーブルや水に濡れた端末はつながないでください。\n電源アダプターのあるハブに替えてください。',
  'cause.computer.hub-without-power.title': 'ハブに電源アダプターがなく、電気が足りないようです',
  'cause.computer.hub-without-power.see':
    'ハブ({name})はパソコンの電気だけで動いています。つながった機器の求める電気の合計({demand})が、ハブの渡せる量を超えています。',
  'cause.computer.hub-without-power.fix':
    'ハブに付属の電源アダプターをつないでください。\nないときは、アダプターのあるハブに替えるか、つなぐ台数を減らしてください。',
  'cause.computer.crowded-bus.title': '一つの系統に機器がつながりすぎています',
  'cause.computer.crowded-bus.see':
    '一つの系統({bus})に多くの機器({count})があります。ハブも数えます。上限は127台で、パソコンによってはもっと少なくなります。',
  'cause.computer.crowded-bus.fix':
    'ハブを、パソコンの別の差込口に分けてつないでください。\n増設のUSBカードを使うと系統が増えます。',
  'cause.computer.not-configured.title': '機器は見えていますが、働き始めていません',
  'cause.computer.not-configured.see':
    '機器({name})に構成が設定されていません。電気か通信の枠が足りないときに起こります。',
  'cause.computer.not-configured.fix':
    'パソコン本体の差込口か、電源アダプターのあるハブに差し直してください。\n直らないときは、ほかの機器を減らしてください。',
  'cause.computer.power-saving.title': '省電力の設定が、USBの機器を眠らせることがあります',
  'cause.computer.power-saving.see':
    '端末やリーダー({name})に自動の省電力が効いています。しばらくすると応答しなくなることがあります。',
  'cause.computer.power-saving.fix':
    'Linux: 技術担当に、TLPなどの省電力ソフトからUSBを外すよう依頼してください。\nWindows: 電源オプションの「USBのセレクティブサスペンド」を無効にしてください。',
  'cause.computer.hub-switched-off.title': 'ハブの電源か、差込口ごとのスイッチが切れています',
  'cause.computer.hub-switched-off.see':
    '同じハブの端末が、全部見えないのではありませんか。ハブのランプを見てください。',
  'cause.computer.hub-switched-off.fix':
    'ハブの電源アダプターとスイッチを確かめてください。\nハブとパソコンの間のケーブルを差し直してください。',
  'cause.computer.docking-station.title': 'ドッキングステーションや画面のUSBにつないでいます',
  'cause.computer.docking-station.see': 'パソコンと端末の間に、ドックやモニターが入っていませんか。',
  'cause.computer.docking-station.fix':
    'パソコン本体の差込口か、電源アダプターのあるハブに直接つないでください。\nドックは電源とファームウェアの更新を確かめてください。',
  'cause.computer.long-cable.title': 'ケーブルや延長が長すぎるか、変換が多すぎます',
  'cause.computer.long-cable.see': '2メートルを超えるケーブル、延長、変換アダプターを使っていませんか。',
  'cause.computer.long-cable.fix': '1メートル以内のケーブルを、変換なしで使ってください。',
  'cause.computer.usb3-twin.title': '端末がUSB 3とUSB 2の間を行き来しています',
  'cause.computer.usb3-twin.see':
    '同じ場所の端末が、差すたびに別の差込口名で現れませんか。一つの穴に、USB 2とUSB 3の二つの名前があります。',
  'cause.computer.usb3-twin.fix':
    '「差込口を覚える」で、二つの名前を同じ場所として登録してください。\n不安定なときは、USB 2のケーブルかハブを使ってください。',
  'cause.computer.sleeping.title': 'パソコンが眠っていた(スリープ)あいだに切れました',
  'cause.computer.sleeping.see': '席を離れてから戻ると、全部の端末が見えなくなっていませんか。',
  'cause.computer.sleeping.fix':
    '端末を差し直してください。作業中だった端末は、まだ消去済みではありません。\nパソコンのスリープを切り、ふたを閉じないでください。',
  'cause.computer.blocked-by-policy.title': '会社の管理や保護ソフトがUSB機器を禁じています',
  'cause.computer.blocked-by-policy.see': '「この操作は管理者によって禁止されています」などの知らせが出ませんか。',
  'cause.computer.blocked-by-policy.fix':
    '管理者に依頼してください: このパソコンで携帯端末とUSBの利用を許可します。\n許可の範囲と期間を記録してください。',
  'cause.computer.mac-accessory.title': 'Macがアクセサリの接続を許していません',
  'cause.computer.mac-accessory.see':
    '「アクセサリの接続を許可しますか?」と出ていませんか。ロック中のMacでは尋ねられません。',
  'cause.computer.mac-accessory.fix':
    'Macのロックを解除し、「許可」を押してください。\n毎回出るときは「システム設定」の「プライバシーとセキュリティ」で「アクセサリの接続を許可」を見直してください。',
} as const;
