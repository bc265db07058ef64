import { HostIdentity } from '../../../native-adapters/apple/lockdownd/host-identity.ts';
import { Lockdown } from '../../../native-adapters/apple/lockdownd/lockdown.ts';
import type { PairRecord } from '../../../native-adapters/apple/lockdownd/pair-record.ts';
import { Usbmuxd } from '../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { FakePhone, type Wilful } from './fake-lockdown.ts';
import { FakeMux } from './fake-mux.ts';

/** Fake phones behind fake daemons, each on its own, closed together. */
export class PhoneBench {
  readonly #open: FakeMux[] = [];
  readonly #identity = new HostIdentity(() => new Date());

  async phone(wilful: Wilful = {}): Promise<{ phone: FakePhone; usbmuxd: Usbmuxd }> {
    const phone = new FakePhone(wilful);
    const mux = await FakeMux.start(phone.behindMux);
    this.#open.push(mux);
    return { phone, usbmuxd: new Usbmuxd(mux.address) };
  }

  /** Pairs as the adapter will: the phone's key, an offer, its escrow bag. */
  async pair(usbmuxd: Usbmuxd): Promise<PairRecord> {
    const lockdown = await Lockdown.open(usbmuxd, 7);
    const key = await lockdown.getValue({ domain: null, key: 'DevicePublicKey' });
    if (!key.ok || !(key.value instanceof Uint8Array)) throw new Error('no key');
    const offer = { devicePublicKey: key.value, systemBuid: await usbmuxd.readBuid(), wifiMac: null };
    const record = await this.#identity.newPairing(offer);
    const agreed = await lockdown.pair(record);
    lockdown.close();
    if (!agreed.ok) throw new Error(agreed.error);
    return record.withEscrowBag(agreed.value);
  }

  async close(): Promise<void> {
    for (const mux of this.#open.splice(0)) await mux.stop();
  }
}
