import { WorkstationError } from '../../../domain/errors.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import type { CallParsed } from '../../../domain/ipc.ts';
import { isPracticeChip, practiceChipTexts, practiceFaultTexts } from '../../../practice/index.ts';
import type { Workplace } from '../../workplace/workplace.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

type PracticeCall =
  | 'start-practice'
  | 'stop-practice'
  | 'list-practice-faults'
  | 'list-practice-chips'
  | 'lay-on-practice-reader'
  | 'follow-at-practice-phone';

/** Answers the calls of practising. */
export function practiceCalls(places: Workplaces): Pick<Handlers, PracticeCall> {
  return {
    'start-practice': async (wish) => {
      await places.startPractice(wish);
      return null;
    },
    'stop-practice': async () => {
      await places.stopPractice();
      return null;
    },
    'list-practice-faults': () =>
      [...practiceFaultTexts].map(([name, says]) => ({ name, says: { ja: says.ja, en: says.en } })),
    'list-practice-chips': () =>
      [...practiceChipTexts].map(([name, says]) => ({ name, says: { ja: says.ja, en: says.en } })),
    'lay-on-practice-reader': ({ reader, what }) => {
      layOnReader(places.current, reader, what);
      return null;
    },
    'follow-at-practice-phone': async ({ port, instruction }) => {
      const { rack } = places.current;
      if (!rack) throw new WorkstationError('workplace.not-practice');
      if (!rack.phones.some((phone) => phone.port === port)) throw new WorkstationError('device.absent');
      return rack.person.follow(port, instruction);
    },
  };
}

/** A real workplace has no hands of its own: what lies on its readers, people lay there. */
function layOnReader(
  { practiceReaders, tiles }: Workplace,
  reader: ReaderId,
  what: CallParsed<'lay-on-practice-reader'>['what'],
): void {
  if (!practiceReaders) throw new WorkstationError('workplace.not-practice');
  if (!practiceReaders.readers.some((one) => one.reader === reader)) throw new WorkstationError('reader.absent');
  try {
    if (what.is === 'phone') practiceReaders.lay(reader, { is: 'phone', port: tiles.attached(what.port) });
    else if (what.is === 'nothing') practiceReaders.lay(reader, what);
    else if (isPracticeChip(what.chip)) practiceReaders.lay(reader, { is: 'chip', chip: what.chip });
    else throw new RangeError(`there is no practice chip ${what.chip}`);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw what.is === 'phone'
      ? new WorkstationError('device.absent', {}, { cause })
      : new WorkstationError('ipc.bad-input', { path: 'what' }, { cause });
  }
}
