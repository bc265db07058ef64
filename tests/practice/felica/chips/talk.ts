import { bytesOf, hexOf } from '../../../../practice/felica/chips/bytes.ts';
import type { VirtualChip } from '../../../../practice/felica/chips/virtual-chip.ts';

/** Sends what follows the length byte and returns what follows it in the answer, both hexadecimal; null is silence. */
export function say(chip: VirtualChip, body: string): string | null {
  const bytes = bytesOf(body);
  const answer = chip.answer(Uint8Array.from([bytes.length + 1, ...bytes]), () => 0);
  return answer === null ? null : hexOf(answer.frame.subarray(1));
}

/** Polls for a system and returns the IDm that it answers under, or null. */
export function poll(chip: VirtualChip, system: string): string | null {
  return say(chip, `00${system}0000`)?.slice(2, 18) ?? null;
}

/** Walks the chosen system with Search Service Code and returns its nodes as the chip tells them. */
export function walk(chip: VirtualChip, idm: string): readonly string[] {
  const nodes: string[] = [];
  for (let index = 0; index < 0x100; index += 1) {
    const number = index.toString(16).padStart(2, '0');
    const node = say(chip, `0a${idm}${number}00`)?.slice(18);
    if (node === undefined || node === 'ffff') return nodes;
    nodes.push(node);
  }
  throw new Error('the walk has no end');
}
