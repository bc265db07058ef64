import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import type { PlistDict } from '../wire/property-list.ts';

/** What the daemon says of the speed of a cable: high-speed USB, in bits per second (source: usbmuxd client.c). */
const HIGH_SPEED = 480_000_000;
/** A twin over the network has a number of its own, far from those of the cables. */
const TWIN_OFFSET = 10_000;

/** Says that a phone is attached, and, where it has one, that its twin over the network is. */
export function attachedEvent(phone: VirtualIphone, id: number, locationId: number): PlistDict[] {
  const { udid } = phone.state.identity;
  const properties = {
    ConnectionSpeed: HIGH_SPEED,
    ConnectionType: 'USB',
    DeviceID: id,
    LocationID: locationId,
    ProductID: phone.model.usbProductId,
    SerialNumber: udid,
  };
  const cable = { MessageType: 'Attached', DeviceID: id, Properties: properties };
  if (!phone.condition.wire.networkTwin) return [cable];
  const twin = TWIN_OFFSET + id;
  const overNetwork = {
    ConnectionType: 'Network',
    DeviceID: twin,
    // Without its name and address a client of libusbmuxd 2.0.2 throws the whole list away (measured).
    EscapedFullServiceName: `${phone.state.identity.wifi}@fe80::1._apple-mobdev2._tcp.local.`,
    InterfaceIndex: 2,
    NetworkAddress: nobodysAddress(),
    SerialNumber: udid,
  };
  return [{ MessageType: 'Attached', DeviceID: twin, Properties: overNetwork }, cable];
}

/** A socket address of the documentation range, in Apple's form: length, family, port, address, and nothing more. */
function nobodysAddress(): Buffer {
  const address = Buffer.alloc(128);
  address.set([0x10, 0x02, 0, 0, 192, 0, 2, 1]);
  return address;
}
