import { WorkstationError } from '../../../domain/errors.ts';
import type { OperatorId } from '../../../domain/ids.ts';
import type { Permission } from '../../../domain/operator.ts';
import { accountView } from '../../workplace/attendance-view.ts';
import type { Workplace } from '../../workplace/workplace.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

/** Who acts: by log-in where people have accounts, otherwise as declared; throws `operator.undeclared` when nobody says who it is. */
export function whoActs(place: Workplace, permission: Permission, declared: OperatorId | null): OperatorId {
  const { sessions } = place.records.operators;
  if (sessions.isRequired) return sessions.authorise(permission).id;
  if (declared === null) throw new WorkstationError('operator.undeclared');
  return declared;
}

/** The person who is here, or the workstation itself where nobody has an account. */
export function actorNow(place: Workplace): string {
  const here = place.records.operators.sessions.attendance();
  return here.is === 'present' ? here.account.id : 'workstation';
}

type PeopleCall = 'touch' | 'log-in' | 'log-out' | 'lock-screen' | 'add-account' | 'change-account';

/** Answers the calls about people: who is here, and who has an account. */
export function peopleCalls(places: Workplaces): Pick<Handlers, PeopleCall> {
  const sessions = () => places.current.records.operators.sessions;
  const shown = (): null => {
    places.current.showAttendance();
    return null;
  };
  return {
    touch: () => {
      sessions().touch();
      return shown();
    },
    'log-in': async ({ name, pin }) => {
      await sessions().logIn(name, pin);
      return shown();
    },
    'log-out': () => {
      sessions().logOut();
      return shown();
    },
    'lock-screen': () => {
      sessions().lock();
      return shown();
    },
    'add-account': async ({ id, name, role, pin }) => {
      const place = places.current;
      // The name of an account is checked by the book; here it only has to be carried there.
      const added = await place.records.operators.accounts.add({ id: id as OperatorId, name, role }, pin);
      place.showAccounts();
      return accountView(added);
    },
    'change-account': async ({ id, ...order }) => {
      const place = places.current;
      const changed = await place.records.operators.accounts.change(id, order);
      place.showAccounts();
      return accountView(changed);
    },
  };
}
