import type { SeenHub, SeenUsb } from '../../domain/observations.ts';
import type { ReadRoot } from './read-root.ts';
import { runQuietly } from './run-quietly.ts';

const DEVICES = '/sys/bus/usb/devices';
const POWER_WITHIN_MS = 1_500;
// USB 2.0, 7.2.1 and USB 3.2, 11.4.5: what a port may be asked for.
const PORT_GIVES_MA = { usb2: 500, usb3: 900 } as const;
// USB 2.0, 9.6.3: bit 6 of a configuration's attributes: it has a power supply of its own.
const SELF_POWERED = 0x40;

/** What the hubs and sockets say when their drivers answer. */
export interface HubPower {
  readonly hubs: readonly SeenHub[];
  /** By the folder of the socket. */
  readonly disabled: ReadonlyMap<string, boolean>;
  readonly isPartial: boolean;
}

interface Places {
  readonly devices: readonly SeenUsb[];
  readonly sockets: readonly { readonly file: string }[];
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
 * Reads what the kernel gives only under a device's lock (bMaxPower, bmAttributes: drivers/usb/core/sysfs.c; disable:
 * port.c), by a process that can be killed while it waits: a thread of this one could not be got back.
 */
export async function hubPower(
  root: ReadRoot,
  { devices, sockets }: Places,
  { signal, powerWithinMs = POWER_WITHIN_MS }: { readonly signal: AbortSignal; readonly powerWithinMs?: number },
): Promise<HubPower> {
  const places = devices.map(placeOf).filter((place) => place !== '');
  const files = [
    ...places.flatMap((place) => ['speed', 'bmAttributes', 'bMaxPower'].map((file) => `${DEVICES}/${place}/${file}`)),
    ...sockets.map(({ file }) => `${file}/disable`),
  ];
  if (files.length === 0) return { hubs: [], disabled: new Map(), isPartial: false };
  const command = ['grep', '-H', '-s', '--line-buffered', '', ...files.map((file) => root.at(file))] as const;
  // grep ends with 2 when a file is missing, which is usual: older kernels have no `disable`.
  const { text, isKilled } = await runQuietly(command, { signal, withinMs: powerWithinMs });
  const prefix = root.at('/').length - 1;
  const said = new Map(
    text.split('\n').flatMap((line) => {
      // Places hold colons (1-0:1.0), values here hold none.
      const cut = line.lastIndexOf(':');
      return cut < 0 ? [] : [[line.slice(prefix, cut), line.slice(cut + 1).trim()] as const];
    }),
  );
  const disabled = new Map<string, boolean>();
  for (const { file } of sockets) {
    const value = said.get(`${file}/disable`);
    if (value === '0' || value === '1') disabled.set(file, value === '1');
  }
  return { hubs: hubsOf(devices, said), disabled, isPartial: isKilled || (said.size === 0 && places.length > 0) };
}
