import { z } from 'zod';
import type { TradeInStatus } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { isImei } from '../../../domain/imei.ts';

const SHORT_TEXT = z.string().max(256);
// Makers may add keys; numbers may come as strings. Source: source.android.com, Trade-In Mode.
const STATUS = z.object({
  serial: SHORT_TEXT.optional(),
  imeis: z.array(SHORT_TEXT).max(8).optional(),
  launch_level: z.union([z.number(), SHORT_TEXT]).optional(),
  locks: z.object({ factory_reset_protection: z.boolean().optional() }).optional(),
  storage: z.object({ capacity_bytes: z.union([z.number(), SHORT_TEXT]).optional() }).optional(),
  product: z.record(z.string().max(64), z.unknown()).optional(),
});

/** What a phone in the Trade-In Mode foyer says of itself. */
export interface FoyerStatus {
  readonly status: TradeInStatus;
  readonly product: Readonly<Record<string, string>>;
  readonly launchLevel: number | null;
}

function wholeNumber(text: number | string | undefined): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** Reads the JSON of `tradeinmode getstatus`, leniently about what it does not know; throws `device.protocol` for anything else. */
export function parseTradeInStatus(text: string): FoyerStatus {
  let parsed: z.infer<typeof STATUS>;
  try {
    parsed = STATUS.parse(JSON.parse(text));
  } catch (cause) {
    throw new WorkstationError('device.protocol', { what: 'tradeinmode getstatus' }, { cause });
  }
  const product = Object.entries(parsed.product ?? {}).flatMap(([name, found]) =>
    typeof found === 'string' ? [[name, found.slice(0, 256)] as const] : [],
  );
  return {
    status: {
      serial: parsed.serial?.trim() || null,
      imeis: (parsed.imeis ?? []).filter(isImei),
      frpLocked: parsed.locks?.factory_reset_protection ?? null,
      capacityBytes: wholeNumber(parsed.storage?.capacity_bytes),
    },
    product: Object.fromEntries(product),
    launchLevel: wholeNumber(parsed.launch_level),
  };
}
