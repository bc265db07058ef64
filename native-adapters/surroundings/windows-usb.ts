import { z } from 'zod';
import type { SeenUsb, UsbKind, UsbSeen } from '../../domain/observations.ts';
import { type UsbInterface, usbKindOf } from './usb-kinds.ts';

/** Lists what Windows has on its USB buses, as JSON: numbers and names of drivers, which are the same in every language of Windows. */
export const WINDOWS_USB_COMMAND = [
  'powershell.exe',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  "[Console]::OutputEncoding=[Text.Encoding]::UTF8; @(Get-CimInstance Win32_PnPEntity | Where-Object { $_.Present -and $_.PNPDeviceID -like 'USB\\*' } | Select-Object PNPDeviceID,Name,Service,ConfigManagerErrorCode,CompatibleID) | ConvertTo-Json -Compress -Depth 3",
] as const;

const text = z.string().nullish();
const entitySchema = z.object({
  PNPDeviceID: z.string(),
  Name: text,
  Service: text,
  ConfigManagerErrorCode: z.number().nullish(),
  CompatibleID: z.array(z.string()).nullish(),
});
type Entity = z.infer<typeof entitySchema>;

// Microsoft, "Device Manager error codes": 28, the drivers for this device are not installed.
const NO_DRIVER = 28;
const WINUSB = 'winusb';
// What Windows gives a composite device itself; it holds nothing, its interfaces are entries of their own.
const NEUTRAL: ReadonlySet<string> = new Set([WINUSB, 'usbccgp', '']);
const NUMBERS = /^USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})(&MI_[0-9A-F]{2})?/i;
const CLASSES = /^USB\\(?:DevClass|Class)_([0-9A-F]{2})&SubClass_([0-9A-F]{2})&Prot_([0-9A-F]{2})$/i;

function interfaceOf({ CompatibleID, Name }: Entity): UsbInterface | null {
  const [, kind, subclass, protocol] =
    (CompatibleID ?? []).map((id) => CLASSES.exec(id)).find((match) => match !== null) ?? [];
  if (kind === undefined || subclass === undefined || protocol === undefined) return null;
  const number = (hex: string): number => Number.parseInt(hex, 16);
  return { class: number(kind), subclass: number(subclass), protocol: number(protocol), name: Name ?? null };
}

const ADB_KINDS: ReadonlySet<UsbKind> = new Set(['phone-debugging', 'phone-bootloader']);
const READER_KINDS: ReadonlySet<UsbKind> = new Set(['rc-s380', 'rc-s300']);

/** Interface 0 of an RC-S300 belongs to smart cards, whatever drives it; ours is the maker's own one. */
function isOurs(kind: UsbKind, one: UsbInterface | null): boolean {
  return READER_KINDS.has(kind) && (one === null || one.class === 0xff);
}

/** Interfaces of which nothing is known are no devices; their device has an entry of its own. */
function isWorthSeeing(kind: UsbKind, one: UsbInterface | null, isPart: boolean): boolean {
  return !isPart || (kind !== 'other' && (!READER_KINDS.has(kind) || isOurs(kind, one)));
}

function seen(entity: Entity): SeenUsb | null {
  const { PNPDeviceID, Name, Service, ConfigManagerErrorCode } = entity;
  const [, vendor, product, part] = NUMBERS.exec(PNPDeviceID) ?? [];
  if (vendor === undefined || product === undefined) return null;
  const one = interfaceOf(entity);
  const numbers = { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) };
  const kind = usbKindOf({ ...numbers, interfaces: one === null ? [] : [one] });
  if (!isWorthSeeing(kind, one, part !== undefined)) return null;
  const isHeld = isOurs(kind, one) && !NEUTRAL.has((Service ?? '').toLowerCase());
  return {
    port: null,
    id: `${vendor}:${product}`.toLowerCase(),
    name: Name ?? null,
    kind,
    heldBy: isHeld ? (Service ?? null) : null,
    lacksDriver: ADB_KINDS.has(kind) || isOurs(kind, one) ? ConfigManagerErrorCode === NO_DRIVER : null,
    allowed: null,
    opens: null,
    users: null,
    configured: null,
    savesPower: null,
  };
}

/** The devices among the entries, one for each serial number or place; the entries of its interfaces say more than its own. */
function merged(entities: readonly Entity[]): readonly SeenUsb[] {
  const found = entities.flatMap((entity) => {
    const device = seen(entity);
    return device === null ? [] : [{ device, isPart: /&MI_/i.test(entity.PNPDeviceID) }];
  });
  const inParts = new Set(found.filter(({ isPart }) => isPart).map(({ device }) => device.id));
  return found.filter(({ device, isPart }) => isPart || !inParts.has(device.id)).map(({ device }) => device);
}

/** Reads the command's answer; throws when it is none. Never measured on Windows: no port, power or permission is known there. */
export function readWindowsUsb(answer: string): UsbSeen {
  const parsed = z.union([z.array(entitySchema), entitySchema]).parse(JSON.parse(answer.trim() || '[]'));
  const devices = merged([parsed].flat());
  return { hasBus: true, devices, sockets: [], buses: [], poweredByBus: [], unanswered: [] };
}
