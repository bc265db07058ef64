import { expect, test } from 'vitest';
import { usbPath } from '../../../../native-adapters/links/usb/usb-path.ts';

test('the name of a bus is a number as adb prints it, or made safe', () => {
  expect(usbPath({ bus: '003', ports: [1, 4] })).toBe('usb:3-1.4');
  expect(usbPath({ bus: 'PCI\\VEN_8086&DEV_A36D\\3&11583659&0&A0', ports: [7] })).toBe(
    'usb:PCI_VEN_8086_DEV_A36D_3_11583659_0_A0-7',
  );
});
