import type { SurroundingsSeen } from '../../domain/observations.ts';
import type { ReadRoot } from './read-root.ts';

const LONGEST_NAME = 64;

/** The variables of the environment that tell of a box. */
export type Environment = Readonly<Record<string, string | undefined>>;

async function container(root: ReadRoot): Promise<string | null> {
  // systemd's container interface: the manager of the container writes its own name here.
  const named = await root.text('/run/systemd/container').catch(() => null);
  if (named) return named.slice(0, LONGEST_NAME);
  if (await root.has('/.dockerenv')) return 'docker';
  if (await root.has('/run/.containerenv')) return 'podman';
  const groups = (await root.text('/proc/1/cgroup').catch(() => null)) ?? '';
  return /\/(docker|lxc|kubepods|containerd|libpod)\b/.exec(groups)?.[1] ?? null;
}

async function virtualMachine(root: ReadRoot): Promise<string | null> {
  // x86 processors carry this flag in a virtual machine only (Linux, arch/x86/include/asm/cpufeatures.h); others say nothing.
  const processors = (await root.text('/proc/cpuinfo').catch(() => null)) ?? '';
  if (!/^flags\s*:.*\bhypervisor\b/m.test(processors)) return null;
  const product = await root.text('/sys/class/dmi/id/product_name').catch(() => null);
  return product?.slice(0, LONGEST_NAME) || 'hypervisor';
}

function sandbox(environment: Environment, hasFlatpakInfo: boolean): string | null {
  if (environment['SNAP']) return 'snap';
  return environment['FLATPAK_ID'] || hasFlatpakInfo ? 'flatpak' : null;
}

/** Settings that forbid namespaces of users, each with the value that does: Debian's, the kernel's, Ubuntu's. */
const FORBIDDING = [
  ['kernel/unprivileged_userns_clone', '0'],
  ['user/max_user_namespaces', '0'],
  ['kernel/apparmor_restrict_unprivileged_userns', '1'],
] as const;

async function namespacesForbiddenBy(root: ReadRoot): Promise<string | null> {
  for (const [setting, forbidding] of FORBIDDING) {
    const value = await root.text(`/proc/sys/${setting}`).catch(() => null);
    if (value === forbidding) return `${setting.replace('/', '.')}=${value}`;
  }
  return null;
}

/** Looks at what this program runs in: container, virtual machine, WSL, snap or flatpak, and what it has to do without there. */
export async function lookAtSurroundings(root: ReadRoot, environment: Environment): Promise<SurroundingsSeen> {
  const kernel = (await root.text('/proc/version').catch(() => null)) ?? '';
  const isWsl = /microsoft/i.test(kernel);
  return {
    container: await container(root),
    // WSL is a virtual machine too, and known by its own name.
    virtualMachine: isWsl ? null : await virtualMachine(root),
    isWsl,
    sandbox: sandbox(environment, await root.has('/.flatpak-info')),
    hasUdev: await root.has('/run/udev/control'),
    namespacesForbiddenBy: await namespacesForbiddenBy(root),
  };
}
