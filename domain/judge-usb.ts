import type { CauseFinding, CauseId, CauseDraft as Draft } from './not-detected.ts';
import type { Observations, SeenUsb, UnansweredUsb, UsbKind, UsbSeen } from './observations.ts';

const PHONES: ReadonlySet<UsbKind> = new Set(['phone-debugging', 'phone-files', 'phone-bootloader', 'phone-charging']);
const READERS: ReadonlySet<UsbKind> = new Set(['rc-s380', 'rc-s300']);
const BY_KIND: Partial<Record<UsbKind, readonly [CauseId, CauseFinding['certainty']]>> = {
  'phone-charging': ['android.charging-only', 'possible'],
  // The numbers are from memory and were not checked on a phone, so they prove nothing.
  'qualcomm-edl': ['android.emergency-download', 'possible'],
  'samsung-download': ['android.samsung-download', 'possible'],
  'mediatek-preloader': ['android.mediatek-preloader', 'possible'],
  'iphone-recovery': ['iphone.recovery', 'seen'],
  'iphone-dfu': ['iphone.dfu', 'seen'],
  'old-reader': ['reader.old-model', 'seen'],
};
const NEEDS: Readonly<Record<UnansweredUsb, readonly CauseId[]>> = {
  power: ['computer.hub-without-power'],
  programs: ['android.held-by-program', 'reader.held-by-program'],
};
// USB 2.0, 8.3.2.1: 127 addresses a bus; some controllers give out fewer, so a bus that comes near is worth a word.
const CROWDED = 100;

const isPhone = ({ kind }: SeenUsb): boolean => PHONES.has(kind);
const isReader = ({ kind }: SeenUsb): boolean => READERS.has(kind);
const isOfInterest = ({ kind }: SeenUsb): boolean => kind !== 'hub' && kind !== 'other';
const nameOf = ({ name, id }: SeenUsb): string => name ?? id;

function heldCauses(device: SeenUsb, platform: Observations['platform']): Draft[] {
  const { port, heldBy, users } = device;
  const found: Draft[] = [];
  const held = platform === 'windows' ? 'reader.sony-driver' : 'reader.kernel-driver';
  if (isReader(device) && heldBy !== null)
    found.push({ cause: held, port, certainty: 'seen', facts: { driver: heldBy } });
  const [program] = users ?? [];
  if (program !== undefined && (isPhone(device) || isReader(device))) {
    const cause = isReader(device) ? 'reader.held-by-program' : 'android.held-by-program';
    found.push({ cause, port, certainty: 'seen', facts: { program } });
  }
  return found;
}

function accessCauses(device: SeenUsb): Draft[] {
  const { port, allowed, configured, opens, lacksDriver, savesPower } = device;
  const facts = { name: nameOf(device) };
  const found: Draft[] = [];
  // A forbidden device can be anything: until it is allowed the system reads no more than its numbers.
  if (allowed === false) return [{ cause: 'computer.usb-device-blocked', port, certainty: 'seen', facts }];
  if (configured === false) found.push({ cause: 'computer.not-configured', port, certainty: 'seen', facts });
  if (isReader(device) && opens === false)
    found.push({ cause: 'reader.not-permitted', port, certainty: 'seen', facts });
  if (lacksDriver === true && (isPhone(device) || isReader(device)))
    found.push({
      cause: isReader(device) ? 'reader.driver-missing' : 'android.driver-missing',
      port,
      certainty: 'seen',
      facts,
    });
  if (isOfInterest(device) && savesPower === true)
    found.push({ cause: 'computer.power-saving', port, certainty: 'possible', facts });
  return found;
}

function kindCauses(device: SeenUsb, { practice }: Observations): Draft[] {
  const { port, kind, id } = device;
  const found: Draft[] = [];
  const facts = { name: nameOf(device), id };
  const [cause, certainty] = BY_KIND[kind] ?? [];
  if (cause !== undefined && certainty !== undefined) found.push({ cause, port, certainty, facts });
  if (practice && isPhone(device)) found.push({ cause: 'practice.real-phone', port, certainty: 'seen', facts });
  return found;
}

function busCauses({ sockets, buses, poweredByBus, unanswered }: UsbSeen): Draft[] {
  const of = (cause: CauseId, certainty: Draft['certainty'], facts: Draft['facts'] = {}): Draft => ({
    cause,
    port: null,
    certainty,
    facts,
  });
  return [
    ...sockets
      .filter(({ overCurrents }) => (overCurrents ?? 0) > 0)
      .map(({ name, overCurrents }) => of('computer.over-current', 'seen', { socket: name, count: overCurrents ?? 0 })),
    ...buses
      .filter(({ devices }) => devices >= CROWDED)
      .map(({ name, devices }) => of('computer.crowded-bus', 'possible', { bus: name, count: devices })),
    ...poweredByBus
      .filter(({ demandMa, passesMa }) => demandMa > passesMa)
      .map(({ name, demandMa }) => of('computer.hub-without-power', 'possible', { name, demand: `${demandMa} mA` })),
    ...unanswered.flatMap((part) => NEEDS[part].map((cause) => of(cause, 'not-looked', { probe: 'usb-devices' }))),
  ];
}

/** What follows from the USB buses alone; a device that says nothing of itself claims nothing. */
export function usbCauses(seen: UsbSeen, all: Observations): readonly Draft[] {
  if (!seen.hasBus) return [{ cause: 'computer.no-usb-bus', port: null, certainty: 'seen' }];
  return [
    ...seen.devices.flatMap((device) => [
      ...kindCauses(device, all),
      ...heldCauses(device, all.platform),
      ...accessCauses(device),
    ]),
    ...busCauses(seen),
  ];
}

/** Phones on the bus that this program may not open. */
export function closedPhones(seen: UsbSeen): readonly SeenUsb[] {
  return seen.devices.filter((device) => isPhone(device) && device.opens === false && device.allowed !== false);
}

/** Tells whether anything but hubs is on the buses. */
export function hasDevices(seen: UsbSeen): boolean {
  return seen.devices.some(({ kind }) => kind !== 'hub');
}
