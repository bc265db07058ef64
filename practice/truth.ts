import type { IphoneRack } from './apple/iphone-rack.ts';
import type { VirtualIphone } from './apple/phone/virtual-iphone.ts';
import type { VirtualPhone } from './phone/virtual-phone.ts';
import type { PracticeTruth } from './rack-types.ts';

/** Makes a look inside phones; what makes each the phone that it is, is taken down now. */
export function truthOf(phones: ReadonlyMap<string, VirtualPhone>): (port: string) => Promise<PracticeTruth> {
  const numbers = ({ state }: VirtualPhone): string => [state.serial, ...state.imeis].join(' ');
  const atStart = new Map([...phones.values()].map((phone) => [phone, numbers(phone)]));
  return async (port) => {
    const phone = phones.get(port);
    if (phone === undefined) throw new RangeError(`there is no practice phone in port ${port}`);
    const { storage } = phone;
    const rows = (['contacts', 'sms', 'calendar'] as const).reduce((sum, table) => sum + storage.rows(table), 0);
    return {
      userData: rows + storage.mediaFiles(),
      wipes: phone.wipes,
      isTheSame: atStart.get(phone) === numbers(phone),
      leftFiles: storage.workstationFiles(),
    };
  };
}

/** Makes the same look inside the iPhones of a rack. */
export function truthOfIphones({ phones, bus, keepsRecord }: IphoneRack): (port: string) => PracticeTruth | null {
  const numbers = ({ state }: VirtualIphone): string => JSON.stringify(state.identity);
  const atStart = new Map(phones.map((phone) => [phone, { all: numbers(phone), udid: phone.state.identity.udid }]));
  return (port) => {
    const phone = phones.find((one) => bus.portOf(one) === port);
    const first = phone === undefined ? undefined : atStart.get(phone);
    if (phone === undefined || first === undefined) return null;
    const isKept = keepsRecord(first.udid) || keepsRecord(phone.state.identity.udid);
    return {
      userData: phone.state.userData,
      wipes: phone.wipes,
      isTheSame: first.all === numbers(phone),
      leftFiles: isKept ? 1 : 0,
    };
  };
}
