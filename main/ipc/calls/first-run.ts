import { WorkstationError } from '../../../domain/errors.ts';
import { isIdText, type OperatorId } from '../../../domain/ids.ts';
import type { CallParsed } from '../../../domain/ipc.ts';
import { additionRefusal, isPinFit, type OperatorAccount } from '../../../domain/operator.ts';
import { FIRST_PRACTICE } from '../../workplace/rack-keeper.ts';
import type { Workplace } from '../../workplace/workplace.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

type FirstRun = CallParsed<'first-run'>;

/** Answers the first run: everything is checked before anything is written. */
export function firstRunCalls(places: Workplaces): Pick<Handlers, 'first-run'> {
  return {
    'first-run': async (wanted) => {
      refuseSecondRun(places.current);
      refuseUnfit(wanted.people);
      const isOther = wanted.workplace === 'practice' && !places.current.records.practice;
      if (isOther) await places.startPractice(FIRST_PRACTICE);
      refuseSecondRun(places.current);
      await settle(places.current, wanted);
      return null;
    },
  };
}

function refuseSecondRun({ settings, records }: Workplace): void {
  if (settings.now.shop !== null || records.operators.book.exist())
    throw new WorkstationError('workplace.first-run-over');
}

/** Throws what adding these people one after the other would throw. */
function refuseUnfit(people: FirstRun['people']): void {
  const accounts: OperatorAccount[] = [];
  for (const { id, name, role, pin } of people) {
    const account = { id: id as OperatorId, name: name.normalize('NFC').trim(), role };
    const refusal = isIdText(id) ? additionRefusal(accounts, account) : 'operator.name-unfit';
    if (refusal !== null) throw new WorkstationError(refusal, { account: id });
    if (!isPinFit(pin, account)) throw new WorkstationError('operator.pin-unfit');
    accounts.push({ ...account, active: true, seq: 0 });
  }
}

async function settle(place: Workplace, { shop, language, secondPerson, people }: FirstRun): Promise<void> {
  const { accounts, sessions } = place.records.operators;
  for (const [at, { id, name, role, pin }] of people.entries()) {
    await accounts.add({ id: id as OperatorId, name, role }, pin);
    // The first is the manager, who lets the others in.
    if (at === 0) await sessions.logIn(id, pin);
  }
  place.change({ shop, language, secondPerson }, people[0]?.id ?? 'workstation');
  if (people.length > 0) place.showAccounts();
}
