import type { SeenHub, SeenUsb } from '../../domain/observations.ts';
import type { ReadRoot } from './read-root.ts';
import { runQuietly } from './run-quietly.ts';

const DEVICES = '/sys/bus/usb/devices';
const POWER_WITHIN_MS = 1_500;
const NUMBERS = ['speed', 'bmAttributes', 'bMaxPower'] as const;
// USB 2.0, 7.2.1 and USB 3.2, 11.4.5: what a port may be asked for.
const PORT_GIVES_MA = { usb2: 500, usb3: 900 } as const;
// USB 2.0, 9.6.3: bit 6 of a configuration's attributes: it has a power supply of its own.
const SELF_POWERED = 0x40;

/** The hubs that live on the bus's power, and whether all numbers were given in time. */
export interface HubPower {
  readonly hubs: readonly SeenHub[];
  readonly isComplete: boolean;
}

const placeOf = ({ port }: SeenUsb): string => (port ?? '').slice('usb:'.length);

/** The kernel's place of the parent: of 1-1.2 it is 1-1, of 1-1 the root, which has no name here. */
const parentOf = (place: string): string => (place.includes('.') ? place.slice(0, place.lastIndexOf('.')) : '');

function hubsOf(devices: readonly SeenUsb[], said: ReadonlyMap<string, string>): SeenHub[] {
  const number = (place: string, file: string): number =>
    Number.parseInt(said.get(`${DEVICES}/${place}/${file}`) ?? '', 10);
  const attributes = (place: string): number => Number.parseInt(said.get(`${DEVICES}/${place}/bmAttributes`) ?? '', 16);
  return devices.flatMap((hub) => {
    const place = placeOf(hub);
    if (hub.kind !== 'hub' || place === '' || !((attributes(place) & SELF_POWERED) === 0)) return [];
    const own = number(place, 'bMaxPower');
    const demands = devices
      .filter((one) => parentOf(placeOf(one)) === place)
      .map((one) => number(placeOf(one), 'bMaxPower'));
    const demandMa = demands.reduce((sum, one) => sum + one, 0);
    const gives = number(place, 'speed') >= 5000 ? PORT_GIVES_MA.usb3 : PORT_GIVES_MA.usb2;
    // Where one number is missing the sum is none, and nothing is said of this hub.
    return Number.isNaN(demandMa - own) || Number.isNaN(attributes(place))
      ? []
      : [{ name: hub.name ?? hub.id, demandMa, passesMa: gives - own }];
  });
}

/**
 * Reads what the kernel gives only under a device's lock (bMaxPower, bmAttributes: drivers/usb/core/sysfs.c) by a process of
 * its own: a thread of this one that waits there could not be got back. These waits end when the process is killed.
 */
export async function hubPower(
  root: ReadRoot,
  devices: readonly SeenUsb[],
  { signal, powerWithinMs = POWER_WITHIN_MS }: { readonly signal: AbortSignal; readonly powerWithinMs?: number },
): Promise<HubPower> {
  const places = devices.map(placeOf).filter((place) => place !== '');
  const files = places.flatMap((place) => NUMBERS.map((file) => `${DEVICES}/${place}/${file}`));
  if (files.length === 0) return { hubs: [], isComplete: true };
  const command = ['grep', '-H', '-s', '--line-buffered', '', ...files.map((file) => root.at(file))] as const;
  // grep ends with 2 when a device was pulled meanwhile.
  const { text, isGivenUp } = await runQuietly(command, { signal, withinMs: powerWithinMs });
  const prefix = root.at('/').length - 1;
  const lines = text.split('\n').flatMap((line) => {
    const cut = line.lastIndexOf(':');
    return cut < 0 ? [] : [[line.slice(prefix, cut), line.slice(cut + 1).trim()] as const];
  });
  return { hubs: hubsOf(devices, new Map(lines)), isComplete: !isGivenUp && lines.length > 0 };
}
