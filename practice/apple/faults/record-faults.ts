import { type IphoneFault, recordOldErase, recordsTime } from './iphone-fault.ts';

/** What can be wrong with the record that an erase leaves. */
export const RECORD_FAULTS: readonly IphoneFault[] = [
  {
    name: 'stale-nvram',
    says: { ja: '消去の記録が以前のまま変わらない', en: 'the record of the last erase stays as it was before' },
    fits: recordsTime,
    install: ({ phone }) => {
      recordOldErase(phone);
      phone.quirks.writesRecord = 'none';
    },
  },
  {
    name: 'rrts-nvram',
    says: { ja: '記録が消去ではなく巻き戻しを示す', en: 'the record tells of a roll-back instead of an erase' },
    fits: recordsTime,
    install: ({ phone }) => {
      phone.quirks.writesRecord = 'rolled-back';
    },
  },
  {
    name: 'failed-nvram',
    says: { ja: '記録の隣に消去の失敗が残る', en: 'the phone records a failed attempt beside its erase' },
    fits: recordsTime,
    install: ({ phone }) => {
      phone.quirks.returning = () =>
        void phone.state.nvram.set('oblit-failure', 'EACS failed with [gF: 0x0000000000000003] Attempt: 1');
    },
  },
];
