import type { ChipSystem } from '../../../domain/chip.ts';
import type { CardSession } from './card-session.ts';
import { isKeylessCyclic, isKeylessWritable, servicesOf } from './keyless.ts';
import { NDEF_SYSTEM, zeroNdef } from './zero-ndef.ts';
import { placeOf, together, upTo, type Zeroing } from './zeroing.ts';

const MOST_BLOCKS = 0x1000;

/** Zeroes every service that can be written without a key, in all systems, and names all that cannot. */
export async function zeroKeyless(card: CardSession, systems: readonly ChipSystem[]): Promise<Zeroing> {
  const parts: Zeroing[] = [];
  const left: string[] = [];
  for (const system of systems) {
    const writable = servicesOf(system).filter(isKeylessWritable);
    const reached = new Set(writable.map(numberOf));
    left.push(
      ...servicesOf(system)
        .filter((code) => !reached.has(numberOf(code)))
        .map((code) => placeOf(system.code, code)),
    );
    if (writable.length > 0) parts.push(await zeroSystem(card, system.code, writable));
  }
  const done = together(parts);
  return { left: [...done.left, ...left], isReadBack: done.isReadBack };
}

/** Services with one number, the upper ten bits, lie over the same blocks. */
const numberOf = (code: number): number => code >> 6;

async function zeroSystem(card: CardSession, system: number, services: readonly number[]): Promise<Zeroing> {
  if (system === NDEF_SYSTEM) return zeroNdef(card);
  if (!(await card.choose(system))) return { left: services.map((code) => placeOf(system, code)), isReadBack: false };
  const parts: Zeroing[] = [];
  for (const code of services) parts.push(await zeroService(card, system, code));
  return together(parts);
}

/** A cyclic service writes over its oldest block each time and is addressed by block 0 alone. Source: felica-rs types.rs. */
async function zeroService(card: CardSession, system: number, code: number): Promise<Zeroing> {
  const count = await countBlocks(card, code);
  if (count === null) return { left: [`${placeOf(system, code)}: cannot be read`], isReadBack: false };
  const refused = new Set<string>();
  for (const block of upTo(count)) {
    const outcome = await card.zero(code, [isKeylessCyclic(code) ? 0 : block]);
    if (outcome.is === 'refused') refused.add(outcome.flags);
  }
  const left: string[] = [];
  for (const block of upTo(count)) {
    if (!(await card.isZeroed(code, block))) left.push(placeOf(system, code, block));
  }
  if (left.length > 0 && refused.size > 0) left.push(`${placeOf(system, code)}: refused ${[...refused].join(' ')}`);
  return { left, isReadBack: left.length === 0 };
}

/** Reads to the end of the service; null where the card does not let it be found. */
async function countBlocks(card: CardSession, code: number): Promise<number | null> {
  for (let block = 0; block < MOST_BLOCKS; block += 1) {
    const outcome = await card.read(code, [block]);
    if (outcome.is === 'at-end') return block;
    if (outcome.is !== 'done') return null;
  }
  return null;
}
