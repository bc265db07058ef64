// T = 256*16/fc, with the carrier at 13.56 MHz. Source: JIS X 6319-4; felica-tool Pmm.kt, felica-rs type3.rs.
const UNIT_MS = (256 * 16) / 13_560;
const MARGIN_MS = 10;
const LEAST_WAIT_MS = 20;

/** Which of a chip's own bytes D2-D7 tells how long a command may take; `other` takes the longer of D7 and D3, as the sources differ. */
export type TimingGroup = 'nodes' | 'fixed' | 'reads' | 'writes' | 'other';

// Places in the PMm. D4 is for authentication, which is never sent.
const BYTES: Readonly<Record<TimingGroup, readonly number[]>> = {
  nodes: [2],
  fixed: [3],
  reads: [5],
  writes: [6],
  other: [7, 3],
};
const FIXED: ReadonlySet<TimingGroup> = new Set(['fixed', 'other']);

/** The longest time that a chip says it needs, in ms, for so many nodes or blocks; null when a zero byte says that it does not know such commands. */
export function responseMs(pmm: Uint8Array, group: TimingGroup, units: number): number | null {
  const times = BYTES[group].map((at) => pmm[at] ?? 0).filter((byte) => byte !== 0);
  if (times.length === 0) return null;
  return Math.max(...times.map((byte) => byteMs(byte, FIXED.has(group) ? null : units)));
}

/** A = bits 0-2, B = bits 3-5, E = bits 6-7: T*((B+1)*n + A+1)*4^E, without the B term where nothing is counted. */
function byteMs(byte: number, units: number | null): number {
  const a = (byte & 7) + 1;
  const b = ((byte >> 3) & 7) + 1;
  return UNIT_MS * (units === null ? a : b * units + a) * 4 ** (byte >> 6);
}

/** The longest time to the end of the last time slot after a Polling, in ms. Source: JIS X 6319-4; nfcpy tt3.py. */
export function pollingMs(slots: number): number {
  return 8 * UNIT_MS + 4 * UNIT_MS * (slots + 1);
}

/** How long the reader listens: the chip's own time with a margin and a floor, because some cards promise too little and phones wake slowly. */
export function waitMs(longestMs: number | null): number {
  return Math.max(LEAST_WAIT_MS, Math.ceil(longestMs ?? 0) + MARGIN_MS);
}
