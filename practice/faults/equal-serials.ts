import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { PracticeFault } from './fault.ts';

/** The phone carries its neighbour's serial number and hides its IMEI, so that nothing tells the two apart by itself. */
export const EQUAL_SERIALS: PracticeFault = {
  name: 'equal-serials',
  says: { ja: '隣の端末と製造番号が同じ', en: 'the phone has the serial number of its neighbour' },
  fits: (phone, phones) => phone.model.startsIn === 'home' && readableNeighbour(phone, phones) !== undefined,
  install: ({ phone, phones }) => {
    const neighbour = readableNeighbour(phone, phones);
    if (neighbour === undefined) return;
    phone.state.serial = neighbour.state.serial;
    phone.quirks.hidesImei = true;
  },
};

function readableNeighbour(phone: VirtualPhone, phones: readonly VirtualPhone[]): VirtualPhone | undefined {
  const at = phones.indexOf(phone);
  return [phones[at + 1], phones[at - 1]].find((other) => other?.model.imeiReadable && !other.quirks.wiped);
}
