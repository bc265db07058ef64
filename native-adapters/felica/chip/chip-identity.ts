import type { ChipKind } from '../../../domain/chip.ts';
import { icFacts } from '../../../domain/chip-ic.ts';
import { sameBytes, toHex } from '../protocol/bytes.ts';
import type { ChipAddress } from '../protocol/command.ts';

// The number of a program on an Android phone begins so. Source: Android CTS, HCE-F sample service.
const HOST_EMULATION = [0x02, 0xfe] as const;

/** The IC code, second byte of the manufacture parameter. */
export function icCodeOf({ pmm }: Pick<ChipAddress, 'pmm'>): number {
  return pmm[1] ?? 0;
}

/** What kind of thing answered. */
export function kindOf(chip: ChipAddress): ChipKind {
  const masked = maskedIdm(chip.idm);
  if (HOST_EMULATION.every((byte, at) => masked[at] === byte)) return 'host-emulation';
  return icFacts(icCodeOf(chip))?.kind ?? 'unlisted';
}

/** The chip's number without the number of the system that answered, which is the top half of its first byte. */
export function maskedIdm(idm: Uint8Array): Uint8Array {
  return idm.with(0, (idm[0] ?? 0) & 0x0f);
}

/** The chip's number in 16 hex digits, the first of them 0. */
export function idmText(idm: Uint8Array): string {
  return toHex(maskedIdm(idm));
}

/** Tells whether two systems lie on one chip: one number but for the system's, one ROM type, one IC code. */
export function sameChip(one: ChipAddress, other: ChipAddress): boolean {
  const make = (chip: ChipAddress): Uint8Array => chip.pmm.subarray(0, 2);
  return sameBytes(maskedIdm(one.idm), maskedIdm(other.idm)) && sameBytes(make(one), make(other));
}
