import { ANOTHER_PHONE_RETURNS } from '../../faults/another-phone-returns.ts';
import { NEVER_RETURNS } from '../../faults/never-returns.ts';
import { erasesByCable, type IphoneFault, swap } from './iphone-fault.ts';

/** What can happen while a phone is away, or seems to be; two of them happen to phones of both platforms and share name and sentence. */
export const RETURN_FAULTS: readonly IphoneFault[] = [
  {
    name: NEVER_RETURNS.name,
    says: NEVER_RETURNS.says,
    fits: erasesByCable,
    install: ({ phone }) => {
      phone.quirks.staysAway = true;
    },
  },
  {
    name: ANOTHER_PHONE_RETURNS.name,
    says: ANOTHER_PHONE_RETURNS.says,
    fits: erasesByCable,
    install: ({ phone, random }) => {
      phone.quirks.returning = () => swap(phone, random);
    },
  },
  {
    name: 'mux-restarted',
    says: { ja: '消去中に usbmuxd が落ちて戻る', en: 'usbmuxd is killed and restarted in mid-erase' },
    fits: erasesByCable,
    install: ({ phone, restartMux }) => {
      phone.quirks.left = () => {
        phone.quirks.left = () => undefined;
        restartMux().catch(() => undefined);
      };
    },
  },
  {
    name: 'mux-restarted-instead',
    says: {
      ja: '消去を承諾して何もせず、usbmuxd だけが落ちて戻る',
      en: 'the phone acknowledges the erase and stays; only usbmuxd is killed and restarted',
    },
    fits: erasesByCable,
    install: ({ phone, restartMux }) => {
      phone.quirks.erases = 'stays';
      phone.quirks.stayed = () => void restartMux().catch(() => undefined);
    },
  },
];
