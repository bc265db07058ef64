import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAtPermissions } from '../../../native-adapters/surroundings/linux-permissions.ts';
import { FakeLinux } from './fake-linux.ts';

let linux: FakeLinux;
beforeEach(() => {
  linux = new FakeLinux();
});
afterEach(() => linux.done());

test('our rules, a group of this user, and a blocked driver are found', async () => {
  expect(await lookAtPermissions(linux.root, [46])).toEqual({
    phoneRule: true,
    plugdev: 'member',
    isPort100Blocked: true,
  });
});

test.each([
  ['by the interface', 'ENV{ID_USB_INTERFACES}=="*:ff4201:*", TAG+="uaccess"', true],
  ["by Google's number", 'ATTR{idVendor}=="18d1", MODE="0660"', true],
  ['for disks', 'SUBSYSTEM=="block", TAG+="uaccess"', false],
])('a rule %s', async (_name, rule, isRule) => {
  linux.remove('/etc/udev');
  linux.write('/lib/udev/rules.d/51-android.rules', rule);
  linux.write('/lib/udev/rules.d/README', 'ATTR{idVendor}=="18d1"');
  expect((await lookAtPermissions(linux.root, [])).phoneRule).toBe(isRule);
});

test('groups: not in it, or there is none', async () => {
  expect((await lookAtPermissions(linux.root, [1])).plugdev).toBe('not-member');
  linux.write('/etc/group', 'root:x:0:\nxplugdev:x:46:\n');
  expect((await lookAtPermissions(linux.root, [46])).plugdev).toBe('no-group');
});

test.each([
  ['a comment', '# blacklist port100', false],
  ['another driver', 'blacklist port1000', false],
  ['a line that replaces it by nothing', 'install port100 /bin/false', true],
])('%s in modprobe.d', async (_name, line, isBlocked) => {
  linux.write('/etc/modprobe.d/hakushi.conf', `${line}\n`);
  expect((await lookAtPermissions(linux.root, [])).isPort100Blocked).toBe(isBlocked);
});
