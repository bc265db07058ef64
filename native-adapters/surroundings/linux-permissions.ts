import type { PermissionsSeen } from '../../domain/observations.ts';
import type { ReadRoot } from './read-root.ts';

// man 7 udev and man 5 modprobe.d: where rules and settings are read from.
const RULE_FOLDERS = [
  '/etc/udev/rules.d',
  '/run/udev/rules.d',
  '/usr/local/lib/udev/rules.d',
  '/usr/lib/udev/rules.d',
  '/lib/udev/rules.d',
];
const MODULE_FOLDERS = ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d'];
// Our own rules go by the interface (udev's usb_id writes :ff4201:), others by the makers' numbers, Google's first.
const PHONE_RULE = /:ff4201:|\{idVendor\}=="(?:18d1|04e8)"/i;
const OUR_RULES = '70-hakushi.rules';
const PORT100_BLOCKED = /^\s*(?:blacklist\s+port100\s*$|install\s+port100\s+\S*\/(?:true|false)\b)/m;
const GROUP = /^plugdev:[^:]*:(\d+):/m;

async function someFile(
  root: ReadRoot,
  folders: readonly string[],
  fits: (name: string, text: string) => boolean,
): Promise<boolean> {
  for (const folder of folders) {
    for (const name of await root.names(folder)) {
      // A rule that only an administrator may read cannot be judged; one of the readable ones may do.
      if (fits(name, (await root.text(`${folder}/${name}`).catch(() => null)) ?? '')) return true;
    }
  }
  return false;
}

async function plugdev(root: ReadRoot, groups: readonly number[]): Promise<PermissionsSeen['plugdev']> {
  const number = GROUP.exec((await root.text('/etc/group')) ?? '')?.[1];
  if (number === undefined) return 'no-group';
  return groups.includes(Number(number)) ? 'member' : 'not-member';
}

/** Looks at the rules and groups that let programs open phones and readers; `groups` are those of this program. */
export async function lookAtPermissions(root: ReadRoot, groups: readonly number[]): Promise<PermissionsSeen> {
  const isRule = (name: string): boolean => name.endsWith('.rules');
  return {
    phoneRule: await someFile(
      root,
      RULE_FOLDERS,
      (name, text) => isRule(name) && (name === OUR_RULES || PHONE_RULE.test(text)),
    ),
    plugdev: await plugdev(root, groups),
    isPort100Blocked: await someFile(
      root,
      MODULE_FOLDERS,
      (name, text) => name.endsWith('.conf') && PORT100_BLOCKED.test(text),
    ),
  };
}
