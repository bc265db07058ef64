import { high16, readHigh16 } from './bytes.ts';
import { badAnswer, type ChipAddress, type Command, type Decoded, plainCommand, value } from './command.ts';
import { pollingMs, waitMs } from './timing.ts';

/** What a chip says of itself when it is called; `system` only where it was asked for and the chip tells it. */
export interface PollAnswer extends ChipAddress {
  readonly system: number | null;
}

/** Time slots that a Polling may offer; other numbers behave differently from chip to chip. Source: felica-rs, card manual 4.4.2. */
export type Slots = 0x00 | 0x01 | 0x03 | 0x07 | 0x0f;

/** Calls every system in a Polling: ff in either byte stands for any byte. */
export const ANY_SYSTEM = 0xffff;
const SYSTEM_CODE_WANTED = 1;
const IDM_BYTES = 8;
const POLLED_BYTES = 16;

/** Polling (00) for a system, asking for its code; a chip that does not tell codes answers without one. */
export function polling(system: number, slots: Slots): Command<PollAnswer> {
  return plainCommand({
    code: 0x00,
    data: [...high16(system), SYSTEM_CODE_WANTED, slots],
    withinMs: waitMs(pollingMs(slots)),
    read: (body) => readPolled(body, system),
  });
}

function readPolled(body: Uint8Array, wanted: number): Decoded<PollAnswer> {
  if (body.length !== POLLED_BYTES && body.length !== POLLED_BYTES + 2) return badAnswer('length of a poll');
  const system = body.length === POLLED_BYTES ? null : readHigh16(body, POLLED_BYTES);
  if (system !== null && !answersTo(wanted, system)) return badAnswer('another system');
  return value({ idm: body.slice(0, IDM_BYTES), pmm: body.slice(IDM_BYTES, POLLED_BYTES), system });
}

function answersTo(wanted: number, system: number): boolean {
  const fits = (want: number, is: number): boolean => want === 0xff || want === is;
  return fits(wanted >> 8, system >> 8) && fits(wanted & 0xff, system & 0xff);
}
