import { WorkstationError } from '../../../domain/errors.ts';
import { practiceFaultTexts } from '../../../practice/index.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

type PracticeCall = 'start-practice' | 'stop-practice' | 'list-practice-faults' | 'follow-at-practice-phone';

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
    'follow-at-practice-phone': async ({ port, instruction }) => {
      const { rack } = places.current;
      if (!rack) throw new WorkstationError('workplace.not-practice');
      if (!rack.phones.some((phone) => phone.port === port)) throw new WorkstationError('device.absent');
      return rack.person.follow(port, instruction);
    },
  };
}
