import type { SeededRandom } from '../../random.ts';
import { eraseRecord } from '../phone/erase-record.ts';
import { newIdentity } from '../phone/iphone-identity.ts';
import type { VirtualIphone } from '../phone/virtual-iphone.ts';

/** What a fault may reach besides its own iPhone. */
export interface IphoneFaultContext {
  readonly phone: VirtualIphone;
  readonly random: SeededRandom;
  /** Kills usbmuxd without warning and starts it again on the same port. */
  readonly restartMux: () => Promise<void>;
}

/** One named way in which an iPhone can be broken; its neighbours are sound. */
export interface IphoneFault {
  readonly name: string;
  /** One sentence for lists, in Japanese and English. */
  readonly says: { readonly ja: string; readonly en: string };
  /** Whether the fault makes sense on that phone. */
  readonly fits: (phone: VirtualIphone) => boolean;
  /** Breaks the phone; called once, before it is plugged in. */
  readonly install: (context: IphoneFaultContext) => void;
}

/** Fits every iPhone that the workstation can erase over its cable. */
export function erasesByCable({ model, condition }: VirtualIphone): boolean {
  return model.knowsErase && condition.mode === 'normal' && !condition.supervised && !condition.locked;
}

/** Fits every iPhone whose record of an erase names its time. */
export function recordsTime(phone: VirtualIphone): boolean {
  return erasesByCable(phone) && phone.model.recordEra !== 'untimed';
}

const LONG_AGO_SECONDS = 200 * 86_400;

/** Gives a phone a record of an erase that was long before, where it has none. */
export function recordOldErase(phone: VirtualIphone): void {
  const { nvram } = phone.state;
  if (nvram.has('obliteration')) return;
  nvram.set('obliteration', eraseRecord(phone.model, phone.clockSeconds() - LONG_AGO_SECONDS, 'settings'));
}

/** Puts another phone of the same model into the place of this one. */
export function swap(phone: VirtualIphone, random: SeededRandom): void {
  phone.state.identity = newIdentity(phone.model, random.branch('another'));
}
