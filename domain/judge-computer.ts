import { closedPhones, hasDevices } from './judge-usb.ts';
import { type CauseFinding, type CauseId, causeOfMode, type CauseDraft as Draft } from './not-detected.ts';
import type {
  AdbSeen,
  BoardSeen,
  ClockSeen,
  DataFolderSeen,
  PermissionsSeen,
  SurroundingsSeen,
  UsbmuxdSeen,
  UsbSeen,
} from './observations.ts';
import type { PhoneMode } from './port.ts';

type Certainty = CauseFinding['certainty'];

const EMULATOR = /^emulator-\d+$/;
const LOW_SPACE_BYTES = 512 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

function here(cause: CauseId, certainty: Certainty, facts: CauseFinding['facts'] = {}): Draft {
  return { cause, port: null, certainty, facts };
}

/** An iPhone that only USB shows may be locked, or its service may be missing: what it is not is told by another probe. */
function certaintyOf(mode: PhoneMode): Certainty {
  return mode === 'waiting-for-usbmuxd' ? 'possible' : 'seen';
}

/** What follows from the board: the states of phones, and phones that cannot be told apart. */
export function boardCauses({ phones, ambiguous, blind }: BoardSeen, practice: boolean): readonly Draft[] {
  const found = phones.flatMap(({ port, mode, serial, detail }): Draft[] => {
    const cause = causeOfMode(mode);
    const state = detail === null ? {} : { state: detail };
    return [
      ...(cause === null ? [] : [{ cause, port, certainty: certaintyOf(mode), facts: state } as const]),
      ...(mode === 'android' && !serial ? [{ cause: 'android.empty-serial', port, certainty: 'seen' } as const] : []),
      ...(!practice && EMULATOR.test(serial ?? '')
        ? [{ cause: 'android.emulator', port, certainty: 'seen', facts: { serial: serial ?? '' } } as const]
        : []),
    ];
  });
  const equal = new Set(ambiguous.map(({ serial }) => serial ?? ''));
  const twins = [...equal].map((serial) =>
    serial === '' ? here('android.empty-serial', 'seen') : here('android.equal-serials', 'seen', { serial }),
  );
  const isStopped = blind.some(({ why }) => why === 'usb.hung' || why === 'usb.restarting');
  return [...found, ...twins, ...(isStopped ? [here('computer.usb-watch-stopped', 'seen')] : [])];
}

/** What follows from rules and groups, for phones that may not be opened and readers that a driver can take. */
export function permissionCauses(seen: PermissionsSeen, usb: UsbSeen): readonly Draft[] {
  const [closed] = closedPhones(usb);
  const found: Draft[] = [];
  if (closed !== undefined) {
    const facts = { name: closed.name ?? closed.id };
    if (!seen.phoneRule) found.push(here('computer.no-udev-rule', 'seen', facts));
    else if (seen.plugdev === 'member')
      found.push({ cause: 'android.no-permissions', port: closed.port, certainty: 'seen' });
    // A rule may let whoever sits at the computer in without any group.
    else found.push(here('computer.not-in-plugdev', 'possible', facts));
  }
  if (!seen.isPort100Blocked && usb.devices.some(({ kind }) => kind === 'rc-s380'))
    found.push(here('reader.driver-not-blocked', 'seen'));
  return found;
}

function boxCauses(seen: SurroundingsSeen, certainty: Certainty): Draft[] {
  const { container, virtualMachine, isWsl } = seen;
  return [
    ...(isWsl ? [here('computer.wsl', certainty)] : []),
    ...(container === null ? [] : [here('computer.container', certainty, { kind: container })]),
    ...(virtualMachine === null ? [] : [here('computer.virtual-machine', 'possible', { kind: virtualMachine })]),
  ];
}

/** What follows from the box that the program runs in; while devices are seen, no box is the cause. `usb` null: nobody looked. */
export function surroundingCauses(seen: SurroundingsSeen, usb: UsbSeen | null): readonly Draft[] {
  const { sandbox, hasUdev, namespacesForbiddenBy } = seen;
  const isEmpty = usb === null || !hasDevices(usb);
  const isShut = usb !== null && closedPhones(usb).length > 0;
  return [
    ...(isEmpty ? boxCauses(seen, usb !== null && !usb.hasBus ? 'seen' : 'possible') : []),
    ...(sandbox !== null && (isEmpty || isShut)
      ? [here('computer.sandboxed-install', 'possible', { kind: sandbox })]
      : []),
    ...(!hasUdev && usb?.hasBus === true ? [here('computer.udev-not-running', 'seen')] : []),
    ...(namespacesForbiddenBy === null
      ? []
      : [here('computer.window-sandbox', 'possible', { setting: namespacesForbiddenBy })]),
  ];
}

function adbServerCause(seen: AdbSeen): Draft | null {
  const { address, program } = seen;
  if (seen.server === 'foreign')
    return here('computer.adb-port-taken', 'seen', { address, ...(program === null ? {} : { program }) });
  if (seen.server === 'silent') return here('computer.adb-silent', 'seen', { address });
  if (seen.server === 'nothing') {
    if (seen.isInstalled === false) return here('computer.adb-not-installed', 'seen');
    return here('computer.adb-not-running', seen.isInstalled === true ? 'seen' : 'possible', { address });
  }
  const { version, oldestVersion } = seen;
  return version !== null && version < oldestVersion ? here('computer.adb-too-old', 'seen', { version }) : null;
}

/** What follows from the adb server and its binary. */
export function adbCauses(seen: AdbSeen): readonly Draft[] {
  const { version, clientVersion, otherUser } = seen;
  const server = adbServerCause(seen);
  const found: Draft[] = server === null ? [] : [server];
  if (seen.server !== 'answers') return found;
  if (otherUser !== null) found.push(here('computer.adb-of-another-user', 'seen', { uid: otherUser }));
  if (version !== null && clientVersion !== null && version !== clientVersion)
    found.push(here('computer.adb-versions-differ', 'seen', { server: version, client: clientVersion }));
  return found;
}

/** What follows from the way to iPhones; without an iPhone on the bus its absence is usual. `usb` null: nobody looked. */
export function usbmuxdCauses(seen: UsbmuxdSeen, usb: UsbSeen | null, isWindows: boolean): readonly Draft[] {
  const hasIphone = usb?.devices.some(({ kind }) => kind === 'iphone') ?? false;
  if (seen === 'answers' || (usb !== null && !hasIphone)) return [];
  const certainty: Certainty = usb === null ? 'possible' : 'seen';
  if (isWindows) return [here('iphone.apple-service-missing', certainty)];
  return seen === 'missing'
    ? [here('iphone.usbmuxd-missing', certainty)]
    : [here('iphone.usbmuxd-silent', certainty, { reason: seen })];
}

/** What follows from the data folder. */
export function dataFolderCauses({ folder, writable, leftBytes }: DataFolderSeen): readonly Draft[] {
  if (writable === false) return [here('computer.data-not-writable', 'seen', { folder })];
  if (leftBytes === null || leftBytes >= LOW_SPACE_BYTES) return [];
  return [here('computer.disk-full', 'seen', { left: `${Math.floor(leftBytes / 1024 / 1024)} MiB` })];
}

/** What follows from the clock: that it is late can be known, that it is early cannot. */
export function clockCauses({ nowMs, passedMs }: ClockSeen): readonly Draft[] {
  if (!(passedMs - nowMs > DAY_MS)) return [];
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return [here('computer.clock-off', 'seen', { now: day(nowMs), latest: day(passedMs) })];
}
