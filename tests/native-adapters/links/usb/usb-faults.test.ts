import { expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { readerError, usbFaultOf, wordsOf } from '../../../../native-adapters/links/usb/usb-faults.ts';

test.each([
  // Seen in the guest (decision 0023) or written in the sources of usb 3.1.0 and nusb 0.2.7.
  ['/sys/bus/usb/devices/ not found (errno 2)', 'no-bus', 'reader.absent'],
  ['transferIn error: Cancelled', 'late', 'reader.hung'],
  ['transferOut error: Cancelled', 'late', 'reader.hung'],
  ['transferIn error: Stall', 'stalled', 'reader.protocol'],
  ['transferIn error: Disconnected', 'unplugged', 'reader.unplugged'],
  ['claimInterface error: device disconnected (errno 19)', 'unplugged', 'reader.unplugged'],
  ['transferIn error: endpoint not found', 'unplugged', 'reader.unplugged'],
  ['transferOut error: endpoint not found', 'unplugged', 'reader.unplugged'],
  ['open error: device not found', 'unplugged', 'reader.unplugged'],
  ['open error: failed to open device: permission denied (errno 13)', 'not-permitted', 'reader.not-permitted'],
  ['/sys/bus/usb/devices/ permission denied (errno 13)', 'not-permitted', 'reader.not-permitted'],
  ['claimInterface error: interface is busy (errno 16)', 'busy', 'reader.busy'],
  ['device is busy (errno 16)', 'busy', 'reader.busy'],
  ['could not open interface for exclusive access', 'busy', 'reader.busy'],
  ['could not open device for exclusive access', 'busy', 'reader.busy'],
  ['incompatible driver is installed for this device', 'driver', 'reader.driver'],
  ['incompatible driver is installed for this interface', 'driver', 'reader.driver'],
  ['could not determine driver for interface', 'driver', 'reader.driver'],
  ['failed to read DeviceInterfaceGUIDs from registry', 'driver', 'reader.driver'],
  ['Device driver is "NfcPortSony", not WinUSB or USBCCGP', 'driver', 'reader.driver'],
  ['transferIn error: Fault', 'unclear', 'reader.protocol'],
  ['transferIn error: Unknown(71)', 'unclear', 'reader.protocol'],
  ['failed to read descriptors (errno 5)', 'unclear', 'reader.protocol'],
  ['something that nobody knows', 'unclear', 'reader.protocol'],
] as const)('"%s" is %s', (words, fault, code) => {
  expect(usbFaultOf(new Error(words))).toBe(fault);
  expect(readerError(new Error(words))).toMatchObject({ code, facts: { what: words } });
});

test('numbers of errors are not found inside other numbers', () => {
  expect(usbFaultOf('(errno 131)')).toBe('unclear');
  expect(usbFaultOf('(errno 160)')).toBe('unclear');
});

test('what is catalogued stays itself, and words are one short line', () => {
  const known = new WorkstationError('reader.absent');
  expect(readerError(known)).toBe(known);
  expect(wordsOf(new Error(`a\n b${'x'.repeat(500)}`))).toMatch(/^a bx{197}$/);
  expect(wordsOf(7)).toBe('7');
});
