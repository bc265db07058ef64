import type { ContactlessReader } from '../../../domain/reader.ts';
import { ANY_SYSTEM, polling } from '../protocol/polling.ts';
import { idmText } from './chip-identity.ts';
import { ChipTalk } from './chip-talk.ts';

/** What one poll found; `unclear` = something that could not be understood, such as noise at the edge of the field. */
export type Sensed =
  | { readonly is: 'nothing' }
  /** 16 hex digits, the system's number masked. */
  | { readonly is: 'one'; readonly idm: string }
  | { readonly is: 'several' }
  | { readonly is: 'unclear' };

/** One cheap poll for whatever lies there; it proves nothing. Never for a phone that may be an iPhone: it would show its wallet each time. */
export async function senseChip(reader: ContactlessReader, signal: AbortSignal): Promise<Sensed> {
  const reply = await new ChipTalk(reader, signal).once(polling(ANY_SYSTEM, 0x03));
  switch (reply.is) {
    case 'silent':
      return { is: 'nothing' };
    case 'collision':
      return { is: 'several' };
    case 'value':
      return { is: 'one', idm: idmText(reply.value.idm) };
    case 'noise':
    case 'refused':
    case 'bad-answer':
      return { is: 'unclear' };
  }
}
