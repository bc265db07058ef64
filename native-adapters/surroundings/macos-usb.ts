import { z } from 'zod';
import type { SeenUsb, UsbSeen } from '../../domain/observations.ts';
import { usbKindOf } from './usb-kinds.ts';

/** Lists what macOS has on its USB buses, as JSON. */
export const MACOS_USB_COMMAND = ['/usr/sbin/system_profiler', '-json', 'SPUSBDataType'] as const;

interface Item {
  readonly _name?: string | undefined;
  readonly vendor_id?: string | undefined;
  readonly product_id?: string | undefined;
  readonly _items?: readonly Item[] | undefined;
}

const itemSchema: z.ZodType<Item> = z.lazy(() =>
  z.object({
    _name: z.string().optional(),
    vendor_id: z.string().optional(),
    product_id: z.string().optional(),
    _items: z.array(itemSchema).optional(),
  }),
);
const answerSchema = z.object({ SPUSBDataType: z.array(itemSchema) });
const MOST_TIERS = 16;

function allItems(items: readonly Item[], tier = 0): readonly Item[] {
  return tier > MOST_TIERS ? [] : items.flatMap((item) => [item, ...allItems(item._items ?? [], tier + 1)]);
}

/** `0x18d1  (Google Inc.)`, or the word `apple_vendor_id`. */
function number(said: string | undefined): number | null {
  if (said === 'apple_vendor_id') return 0x05ac;
  const [, hex] = /^0x([0-9a-f]{4})\b/i.exec(said ?? '') ?? [];
  return hex === undefined ? null : Number.parseInt(hex, 16);
}

function seen({ vendor_id, product_id, _name }: Item): SeenUsb | null {
  const [vendorId, productId] = [number(vendor_id), number(product_id)];
  if (vendorId === null || productId === null) return null;
  const hex = (value: number): string => value.toString(16).padStart(4, '0');
  return {
    port: null,
    id: `${hex(vendorId)}:${hex(productId)}`,
    name: _name ?? null,
    // Interfaces are not told here, so only what its numbers name is known.
    kind: usbKindOf({ vendorId, productId, interfaces: [] }),
    heldBy: null,
    lacksDriver: null,
    allowed: null,
    opens: null,
    users: null,
    configured: null,
    savesPower: null,
  };
}

/** Reads the command's answer; throws when it is none. Never measured on macOS; newer versions may answer under another name, which throws too. */
export function readMacosUsb(answer: string): UsbSeen {
  const { SPUSBDataType } = answerSchema.parse(JSON.parse(answer));
  const devices = allItems(SPUSBDataType).flatMap((item) => seen(item) ?? []);
  return { hasBus: true, devices, sockets: [], buses: [], poweredByBus: [], unanswered: [] };
}
