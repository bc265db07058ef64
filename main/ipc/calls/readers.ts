import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { whoActs } from './people.ts';

type ReaderCall = 'set-reader-scan' | 'read-chip-again' | 'zero-card';

/** Answers the calls that tell contactless readers what to do. */
export function readerCalls(places: Workplaces): Pick<Handlers, ReaderCall> {
  return {
    'set-reader-scan': ({ reader, scan }) => {
      places.current.chips.readers.setScan(reader, scan);
      return null;
    },
    'read-chip-again': ({ reader }) => {
      places.current.chips.readers.readAgain(reader);
      return null;
    },
    'zero-card': ({ reader, reading, declared }) => {
      const place = places.current;
      return place.chips.cards.zero({ reader, reading, who: whoActs(place, 'zero-card', declared) });
    },
  };
}
