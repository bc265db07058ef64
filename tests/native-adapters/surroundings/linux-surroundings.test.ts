import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAtSurroundings } from '../../../native-adapters/surroundings/linux-surroundings.ts';
import { FakeLinux } from './fake-linux.ts';

let linux: FakeLinux;
beforeEach(() => {
  linux = new FakeLinux();
});
afterEach(() => linux.done());
const look = (environment = {}) => lookAtSurroundings(linux.root, environment);

test('a plain computer is in no box', async () => {
  expect(await look()).toEqual({
    container: null,
    virtualMachine: null,
    isWsl: false,
    sandbox: null,
    hasUdev: true,
    namespacesForbiddenBy: null,
  });
});

test.each([
  ['what the manager wrote', '/run/systemd/container', 'podman\n', 'podman'],
  ["docker's mark", '/.dockerenv', '', 'docker'],
  ["podman's mark", '/run/.containerenv', '', 'podman'],
  ['the group of the first process', '/proc/1/cgroup', '0::/system.slice/kubepods/pod1\n', 'kubepods'],
])('a container by %s', async (_name, file, text, kind) => {
  linux.write(file, text);
  expect((await look()).container).toBe(kind);
});

test('a virtual machine by its processor, with the name of the machine where there is one', async () => {
  linux.write('/proc/cpuinfo', 'flags\t\t: fpu hypervisor sse2\n');
  expect((await look()).virtualMachine).toBe('hypervisor');
  linux.write('/sys/class/dmi/id/product_name', 'VirtualBox\n');
  expect((await look()).virtualMachine).toBe('VirtualBox');
});

test('WSL is WSL and no other machine', async () => {
  linux.write('/proc/version', 'Linux version 5.15.90.1-microsoft-standard-WSL2');
  linux.write('/proc/cpuinfo', 'flags\t\t: hypervisor\n');
  expect(await look()).toMatchObject({ isWsl: true, virtualMachine: null });
});

test('snap and flatpak', async () => {
  expect((await look({ SNAP: '/snap/hakushi/1' })).sandbox).toBe('snap');
  expect((await look({ FLATPAK_ID: 'x' })).sandbox).toBe('flatpak');
  linux.write('/.flatpak-info', '[Application]');
  expect((await look()).sandbox).toBe('flatpak');
});

test('no udev', async () => {
  linux.remove('/run/udev');
  expect((await look()).hasUdev).toBe(false);
});

test.each([
  ['kernel/unprivileged_userns_clone', '0', '1'],
  ['user/max_user_namespaces', '0', '15000'],
  ['kernel/apparmor_restrict_unprivileged_userns', '1', '0'],
])('%s', async (setting, forbidding, harmless) => {
  linux.write(`/proc/sys/${setting}`, `${harmless}\n`);
  expect((await look()).namespacesForbiddenBy).toBeNull();
  linux.write(`/proc/sys/${setting}`, `${forbidding}\n`);
  expect((await look()).namespacesForbiddenBy).toBe(`${setting.replace('/', '.')}=${forbidding}`);
});
