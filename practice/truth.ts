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
