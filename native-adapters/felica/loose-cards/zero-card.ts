import type { FreshReading } from '../../../domain/chip.ts';
import { asWorkstationError, WorkstationError } from '../../../domain/errors.ts';
import type { ContactlessReader } from '../../../domain/reader.ts';
import { readChip } from '../chip/read-chip.ts';
import { CardSession } from './card-session.ts';
import { zeroKeyless } from './zero-keyless.ts';
import { zeroLite } from './zero-lite.ts';
import { zeroNdef } from './zero-ndef.ts';
import { type ZeroableWay, zeroableWay } from './zeroable-way.ts';
import type { Zeroing } from './zeroing.ts';

/** Which card is to be zeroed, as its reading named it. */
export interface ZeroOrder {
  /** 16 hex digits, the system's number masked. */
  readonly idm: string;
  readonly way: ZeroableWay;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface ZeroedCard {
  /** How many blocks the card said it wrote. */
  readonly blocksWritten: number;
  /** Whether everything that this way zeroes was read back as zeros. */
  readonly isReadBack: boolean;
  /** What is still there, one place each. */
  readonly left: readonly string[];
}

/**
 * Zeroes a loose card and reads everything back. The card is read anew before anything is written, and it must be that very card, alone,
 * and zeroable in that very way; throws `chip.absent`, `chip.multiple`, `card.not-zeroable`, and what the reader throws, but only as long as
 * no write was sent. What stops it later is named in what is left, beside the blocks that were written by then.
 */
export async function zeroCard(reader: ContactlessReader, { idm, way, signal }: ZeroOrder): Promise<ZeroedCard> {
  const fresh = await readChip(reader, { scan: 'full', signal, now: () => new Date() });
  demandCard(fresh, idm, way);
  const card = new CardSession(reader, idm, signal);
  const { left, isReadBack } = await zeroOrStop(way, card, fresh);
  const lost = card.isLost ? ['the card left the reader'] : [];
  return { blocksWritten: card.blocksWritten, isReadBack: isReadBack && !card.isLost, left: [...lost, ...left] };
}

function demandCard(fresh: FreshReading, idm: string, way: ZeroableWay): void {
  const { chip, troubles } = fresh.reading;
  if (troubles.includes('several-chips')) throw new WorkstationError('chip.multiple');
  if (chip === null || troubles.includes('chip-lost')) throw new WorkstationError('chip.absent');
  if (fresh.idm !== idm || zeroableWay(fresh) !== way) throw new WorkstationError('card.not-zeroable');
}

/** Once something may lie on the card, an error alone would lose what was done to it. */
async function zeroOrStop(way: ZeroableWay, card: CardSession, fresh: FreshReading): Promise<Zeroing> {
  try {
    return await zeroBy(way, card, fresh);
  } catch (thrown) {
    if (!card.mayHaveWritten) throw thrown;
    return { left: [`stopped: ${asWorkstationError(thrown).code}`], isReadBack: false };
  }
}

function zeroBy(way: ZeroableWay, card: CardSession, { reading }: FreshReading): Promise<Zeroing> {
  switch (way) {
    case 'lite':
      return zeroLite(card);
    case 'ndef':
      return zeroNdef(card);
    case 'keyless':
      return zeroKeyless(card, reading.systems);
  }
}
