import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { SeededRandom } from '../random.ts';

/** What a fault may reach besides its own phone. */
export interface FaultContext {
  readonly phone: VirtualPhone;
  /** Every phone of the rack in slot order. */
  readonly phones: readonly VirtualPhone[];
  readonly random: SeededRandom;
  /** Kills the rack's own adb server without warning and starts it again on the same port. */
  readonly killServer: () => Promise<void>;
  /** Aborts when the rack stops. */
  readonly stopped: AbortSignal;
}

/** One named way to be broken. It happens to one phone; its neighbours are sound. */
export interface PracticeFault {
  readonly name: string;
  /** One sentence for lists, in Japanese and English. */
  readonly says: { readonly ja: string; readonly en: string };
  /** Whether the fault makes sense on that phone. */
  readonly fits: (phone: VirtualPhone, phones: readonly VirtualPhone[]) => boolean;
  /** Breaks the phone; called once, before it is plugged in. */
  readonly install: (context: FaultContext) => void;
}

/** Fits every phone on which the workstation is expected to overwrite without a person. */
export function overwritesByItself(phone: VirtualPhone): boolean {
  return phone.model.testHarness === 'works' || phone.model.startsIn === 'trade-in';
}
