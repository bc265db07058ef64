import { expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { type MuxAddress, muxAddress, shownAddress } from '../../../../native-adapters/apple/usbmuxd/address.ts';

const unix = (path: string): MuxAddress => ({ is: 'unix', path });
const tcp = (host: string, port: number): MuxAddress => ({ is: 'tcp', host, port });

test.each<[string, string | undefined, MuxAddress]>([
  ['linux', undefined, unix('/var/run/usbmuxd')],
  ['darwin', '', unix('/var/run/usbmuxd')],
  ['win32', '  ', tcp('127.0.0.1', 27_015)],
  ['linux', 'UNIX:/tmp/mux', unix('/tmp/mux')],
  ['linux', 'unix:/tmp/mux', unix('/tmp/mux')],
  ['linux', 'Unix:relative', unix('relative')],
  ['darwin', 'unix:///tmp/mux', unix('/tmp/mux')],
  ['linux', '/tmp/mux:1', unix('/tmp/mux:1')],
  ['linux', './mux', unix('./mux')],
  ['linux', 'mux.sock', unix('mux.sock')],
  ['linux', 'tcp://127.0.0.1:27015', tcp('127.0.0.1', 27_015)],
  ['win32', 'localhost:1', tcp('localhost', 1)],
  ['linux', '[::1]:27015', tcp('::1', 27_015)],
  ['linux', 'tcp://[fe80::1%eth0]:27015', tcp('fe80::1%eth0', 27_015)],
])('%s with %j', (platform, setting, address) => {
  expect(muxAddress(platform, setting)).toEqual(address);
});

test.each([
  'unix:',
  'host:',
  ':27015',
  'host:0',
  'host:65536',
  '::1:27015',
  'tcp://',
  'http://host:1',
  'a:b:c',
  '[::1]',
  'unix:/a\0b',
])('%j is usbmuxd.absent with a reason', (setting) => {
  expect(() => muxAddress('linux', setting)).toThrow(WorkstationError);
  expect(() => muxAddress('linux', setting)).toThrow(/^usbmuxd\.setting-unreadable /);
});

test('shows an address as it is written', () => {
  expect([unix('/a'), tcp('h', 1), tcp('::1', 2)].map(shownAddress)).toEqual(['/a', 'h:1', '[::1]:2']);
});
