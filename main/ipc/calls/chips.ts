import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { whoActs } from './people.ts';

type ChipCall =
  | 'bind-chip-reading'
  | 'read-chip-detail'
  | 'attest-reader-silent'
  | 'confirm-guide-step'
  | 'note-iphone-online'
  | 'run-chip-tool'
  | 'override-chip-gate';

/** Answers the calls about the chips of phones: what was read, the way out, and the gate. */
export function chipCalls(places: Workplaces): Pick<Handlers, ChipCall> {
  return {
    'bind-chip-reading': ({ reader, reading, phone, declared }) => {
      const place = places.current;
      const who = whoActs(place, 'read-chip', declared);
      return place.chips.desk.bind({ reader, reading, phone, who });
    },
    'read-chip-detail': ({ phone }) => places.current.chips.desk.detail(phone),
    'attest-reader-silent': ({ reader, reading, phone, declared }) => {
      const place = places.current;
      const who = whoActs(place, 'read-chip', declared);
      return place.chips.desk.attestSilent({ reader, reading, phone, who });
    },
    'confirm-guide-step': ({ declared, ...done }) => {
      const place = places.current;
      return place.chips.desk.confirmStep({ ...done, who: whoActs(place, 'read-chip', declared) });
    },
    'note-iphone-online': ({ phone, outcome, declared }) => {
      const place = places.current;
      return place.chips.desk.noteOnline(phone, outcome, whoActs(place, 'read-chip', declared));
    },
    'run-chip-tool': ({ phone, tool, declared }) => {
      const place = places.current;
      return place.chips.tools.run({ phone, tool, who: whoActs(place, 'read-chip', declared) });
    },
    'override-chip-gate': ({ record, why, declared }) => {
      const place = places.current;
      return place.chips.desk.override(record, why, whoActs(place, 'override-chip-gate', declared));
    },
  };
}
