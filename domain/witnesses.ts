import { INSTRUCTIONS, type InstructionId } from './erasure.ts';
import type { Evidence } from './evidence.ts';
import type { JsonValue } from './json.ts';

/** Whether a closing by persons rests on who followed the instruction; the others ready a phone that then speaks for itself, or ask after its owner. */
const CARRIES: Readonly<Record<InstructionId, boolean>> = {
  'allow-debugging': false,
  'reset-in-settings': true,
  'enable-debugging': false,
  'look-at-screen': true,
  'unlock-screen': false,
  'remove-accounts': false,
  'remove-sd-card': false,
  replug: false,
  'enter-rescue': false,
  'read-imei': true,
  'trust-computer': false,
  'look-find-my': false,
  'erase-in-ios-settings': true,
  'restore-elsewhere': true,
};

/** Tells whether a closing by persons rests on who follows the instruction: a look at the phone, its number, an erasure by hand. */
export function isWitnessed(instruction: InstructionId): boolean {
  return CARRIES[instruction];
}

/** Everybody on whose word a closing by persons rests, each once; evidence of a person that names no known instruction counts. */
export function witnessesOf(evidence: readonly Evidence[]): readonly string[] {
  return [...new Set(evidence.filter(isOfWitness).map(({ source }) => source))];
}

function isOfWitness({ kind, data }: Evidence): boolean {
  if (kind === 'attestation') return isCarrying(data.instruction);
  // The program's own comparison of numbers names no instruction.
  return kind === 'identity' && data.instruction !== undefined && isCarrying(data.instruction);
}

function isCarrying(instruction: JsonValue | undefined): boolean {
  const known = INSTRUCTIONS.find((one) => one === instruction);
  return known === undefined || CARRIES[known];
}
