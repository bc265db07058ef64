import type { CardBodies } from '../../domain/chip-entries.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId, ReaderId } from '../../domain/ids.ts';
import { zeroableWay, zeroCard } from '../../native-adapters/index.ts';
import type { Doorkeeper } from '../jobs/job-desk.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReaderDesk } from '../readers/reader-desk.ts';
import { actingNow } from './acting.ts';
import type { ChipHash } from './chip-hash.ts';

/** What loose cards are zeroed with. */
export interface CardDeskParts {
  readonly ledger: Ledger;
  readonly readers: Pick<ReaderDesk, 'reading' | 'exclusively'>;
  readonly hash: ChipHash;
  readonly sessions: Doorkeeper;
}

/** A loose card on a reader that its owner wants zeroed. */
export interface CardWish {
  readonly reader: ReaderId;
  readonly reading: string;
  readonly who: OperatorId;
}

/** How a card was left. */
export type ZeroedCard = Pick<CardBodies['card-zeroed'], 'blocksWritten' | 'isReadBack' | 'left'>;

/** Zeroes loose cards with their owners' consent; a phone's chip is never one of them. */
export class CardDesk {
  readonly #parts: CardDeskParts;

  constructor(parts: CardDeskParts) {
    this.#parts = parts;
  }

  /** Zeroes the card of a reading and puts that on record, whether or not it came to its end; throws `chip.reading-gone`, `card.not-zeroable`, and what went wrong before a write was sent. */
  async zero({ reader, reading, who }: CardWish): Promise<ZeroedCard> {
    const { ledger, readers, hash, sessions } = this.#parts;
    const { id, actor } = actingNow(sessions, 'zero-card', who);
    const { fresh } = readers.reading(reader, reading);
    const { idm } = fresh;
    const way = zeroableWay(fresh);
    const icCode = fresh.reading.chip?.icCode;
    if (way === null || idm === null || icCode === undefined) throw new WorkstationError('card.not-zeroable');
    const cardHash = hash(idm);
    const zeroed = await readers.exclusively(reader, (open, signal) => zeroCard(open, { idm, way, signal }));
    const { blocksWritten, isReadBack, left } = zeroed;
    const body = { ...actor, cardHash, icCode, way, blocksWritten, isReadBack, left };
    ledger.append({ kind: 'card-zeroed', actor: id, body });
    return { blocksWritten, isReadBack, left };
  }
}
