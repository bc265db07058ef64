import './log-in.css';
import { type ReactNode, useRef, useState } from 'react';
import type { OperatorId } from '../../../domain/ids.ts';
import type { AccountView, AttendanceView, WindowState } from '../../../domain/window-state.ts';
import { useShelf } from '../../desk.tsx';
import { Mark } from '../../parts/mark.tsx';
import { jobsAtWork } from '../../state/jobs-at-work.ts';
import { useText } from '../../use-text.ts';
import { PersonChoice } from './person-choice.tsx';
import { PinEntry } from './pin-entry.tsx';
import { useStrayKeys } from './use-stray-keys.ts';

/** Lets somebody log in, unlock the screen or take over; the jobs go on meanwhile, and how many is said. */
export function LogIn(): ReactNode {
  const state = useShelf((shelf) => shelf.state);
  const takeOver = useShelf((shelf) => shelf.takeOver);
  return state ? <LogInOf state={state} takeOver={takeOver} /> : null;
}

function LogInOf({
  state,
  takeOver,
}: {
  readonly state: WindowState;
  readonly takeOver: OperatorId | null;
}): ReactNode {
  const { say } = useText();
  const { accounts, attendance, settings } = state;
  const people = accounts.filter(({ active }) => active);
  const [chosen, setChosen] = useState<OperatorId | null>(takeOver ?? firstOf(attendance, people));
  const person = people.find(({ id }) => id === chosen) ?? null;
  const locked = attendance.is === 'locked' ? attendance.account : null;
  const box = useRef<HTMLDivElement>(null);
  useStrayKeys(box);
  return (
    <div className="log-in" ref={box}>
      {takeOver ? null : (
        <header className="log-in-head">
          <h1>
            <Mark name="lock" />
            {say(locked ? 'log-in.locked.title' : 'log-in.title')}
          </h1>
          {locked ? <p>{say('log-in.locked.says', { name: locked.name })}</p> : null}
        </header>
      )}
      {takeOver ? null : <JobsNote state={state} />}
      {person ? (
        <PinEntry
          key={person.id}
          person={person}
          people={people}
          isUnlock={locked?.id === person.id}
          onPerson={setChosen}
        />
      ) : (
        <PersonChoice accounts={accounts} onChoose={setChosen} />
      )}
      {takeOver ? null : (
        <p className="field-hint log-in-foot">{say('log-in.auto-lock', { minutes: settings.lockAfterMinutes })}</p>
      )}
    </div>
  );
}

/** Whoever locked the screen goes on by the PIN alone; and one person needs no choice. */
function firstOf(attendance: AttendanceView, people: readonly AccountView[]): OperatorId | null {
  if (attendance.is === 'locked') return attendance.account.id;
  return people.length === 1 ? (people[0]?.id ?? null) : null;
}

function JobsNote({ state }: { readonly state: WindowState }): ReactNode {
  const { say } = useText();
  const { running, waiting, review } = jobsAtWork(state);
  return (
    <ul className="log-in-jobs">
      {waiting > 0 ? (
        <li className="log-in-waiting tone-person">
          <Mark name="person" />
          {say('log-in.jobs.waiting', { count: waiting })}
        </li>
      ) : null}
      {review > 0 ? (
        <li>
          <Mark name="review" />
          {say('log-in.jobs.review', { count: review })}
        </li>
      ) : null}
      <li>
        <Mark name={running > 0 ? 'work' : 'empty'} />
        {running > 0 ? say('log-in.jobs.running', { count: running }) : say('log-in.jobs.none')}
      </li>
    </ul>
  );
}
