import { erasesByCable, type IphoneFault } from './iphone-fault.ts';

/** What can go wrong with the order to erase and what follows at once. */
export const ERASE_FAULTS: readonly IphoneFault[] = [
  {
    name: 'ack-without-erase',
    says: { ja: '消去を承諾するが実行しない', en: 'the phone acknowledges the erase and never leaves' },
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.erases = 'stays';
    },
  },
  {
    name: 'reboot-without-erase',
    says: { ja: '再起動するだけで消去しない', en: 'the phone restarts and comes back with everything still on it' },
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.erases = 'only-reboots';
    },
  },
  {
    name: 'old-pairing-valid',
    says: {
      ja: '初期設定に戻ったのに以前の信頼が残る',
      en: 'the phone is in set-up but still accepts the old pairing',
    },
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.keepsPairings = true;
    },
  },
  {
    name: 'eof-instead-of-ack',
    says: { ja: '消去の承諾を返さず接続が切れる', en: 'the connection ends instead of the acknowledgement' },
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.answersErase = 'end-of-file';
    },
  },
  {
    name: 'command-format-error',
    says: { ja: '消去の要求を理解しない', en: 'the phone does not understand the request to erase' },
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.answersErase = 'format-error';
    },
  },
];
