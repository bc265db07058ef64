import { newImeis, newSerial } from '../phone/state.ts';
import type { PracticeFault } from './fault.ts';

/** Somebody swaps the phone while it is away: after the reset another one of the same model is on the port. */
export const ANOTHER_PHONE_RETURNS: PracticeFault = {
  name: 'another-phone-returns',
  says: { ja: '再起動後に別の端末が戻る', en: 'another phone comes back on the port' },
  fits: () => true,
  install: ({ phone, random }) => {
    phone.quirks.wiped = () => {
      phone.state.serial = newSerial(phone.model, random);
      phone.state.imeis = newImeis(phone.model, random);
    };
  },
};
