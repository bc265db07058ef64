// The process that holds the devices of the USB job: virtual phones on virtual cables, moved by the words of its parent.
import { setTimeout as pause } from 'node:timers/promises';
import { onePhone } from '../../practice/one-phone.ts';
import type { DeviceShape } from './descriptors.ts';
import { PhoneOnUsb, silence } from './phone-on-usb.ts';
import { plugIntoKernel } from './plug-into-kernel.ts';
import { VirtualUsbDevice } from './virtual-usb-device.ts';

/** What the bench can be told to do. */
export type BenchOrder = 'plug' | 'replug' | 'bootloader' | 'debugging-off' | 'debugging-on' | 'reader' | 'dead-reader';

/** A reader that takes every command and never answers; Linux' own driver waits for it for ever. Numbers: Sony RC-S380. */
const DEAD_READER: DeviceShape = {
  vendorId: 0x054c,
  productId: 0x06c3,
  maker: 'SONY',
  product: 'RC-S380/P',
  serial: '0000000',
  interfaces: [{ triple: [0xff, 0x00, 0x00], name: '', endpoints: [0x81, 0x02] }],
};

/** A reader of which Linux leaves the driving to programs. Numbers: Sony RC-S300/P. */
const READER: DeviceShape = {
  ...DEAD_READER,
  productId: 0x0dc9,
  product: 'FeliCa Port/PaSoRi 4.0',
  serial: '0000001',
  interfaces: [{ triple: [0x0b, 0x00, 0x00], name: '', endpoints: [0x81, 0x02] }],
};

const { phone } = onePhone('pixel-7a');
const cable = new PhoneOnUsb(phone, 0);

async function follow(order: BenchOrder): Promise<void> {
  if (order === 'plug') await cable.refresh();
  else if (order === 'replug') {
    phone.unplug();
    await pause(1000);
    phone.plug();
  } else if (order === 'bootloader') await phone.restart('bootloader');
  else if (order === 'debugging-off') {
    phone.state.adbOn = false;
    await phone.restart('android');
  } else if (order === 'debugging-on') {
    phone.state.adbOn = true;
    phone.reattach();
  } else if (order === 'reader') new VirtualUsbDevice(READER, await plugIntoKernel(2), silence()());
  else new VirtualUsbDevice(DEAD_READER, await plugIntoKernel(1), silence()());
}

process.on('message', (order: BenchOrder) => {
  follow(order).then(
    () => process.send?.({ done: order, serial: phone.state.serial, model: phone.model.model }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
