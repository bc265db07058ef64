import { type ReactNode, useState } from 'react';
import { may } from '../../../domain/operator.ts';
import { isSamePerson } from '../../../domain/verdict.ts';
import type { AccountView, AttendanceView, JobView } from '../../../domain/window-state.ts';
import { useShelf } from '../../desk.tsx';
import { Notice } from '../../parts/notice.tsx';
import { RadioCards } from '../../parts/radio-cards.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useText } from '../../use-text.ts';
import { declaredName } from '../consent/orders.ts';
import { PinEntry } from '../log-in/pin-entry.tsx';

/** Who may look at a job as the second person: whoever is logged in, or why that one may not. */
export type Reviewer =
  | { readonly is: 'declared' }
  | { readonly is: 'fit'; readonly account: AccountView }
  | { readonly is: Unfit; readonly account: AccountView; readonly mayReject: boolean }
  | { readonly is: 'may-not'; readonly account: AccountView }
  | { readonly is: 'nobody' };

/** Why somebody can be no second person of a job: its operator, or one on whose own look or work its closing rests. */
export type Unfit = 'same' | 'witness';

type Hands = Pick<JobView, 'operator' | 'witnesses'>;

/** Says why a person cannot be the second one of a job, or null. */
export function unfitFor(id: string, { operator, witnesses }: Hands): Unfit | null {
  if (isSamePerson(id, operator)) return 'same';
  return witnesses.some((one) => isSamePerson(id, one)) ? 'witness' : null;
}

/** Judges who is at the screen as the second person for a job; never the person who did the work. */
export function reviewerOf(attendance: AttendanceView, job: Hands): Reviewer {
  if (attendance.is === 'not-needed') return { is: 'declared' };
  if (attendance.is !== 'present') return { is: 'nobody' };
  const { account } = attendance;
  const mayReview = attendance.may.includes('review-job');
  const unfit = unfitFor(account.id, job);
  // Refusing a phone needs no second person, and a job must not wait for ever for one who is not there.
  if (unfit) return { is: unfit, account, mayReject: mayReview };
  return mayReview ? { is: 'fit', account } : { is: 'may-not', account };
}

const NOBODY: AttendanceView = { is: 'nobody' };

/** Who is at the screen, judged for a job. */
export function useReviewer(job: JobView): Reviewer {
  return reviewerOf(
    useShelf(({ state }) => state?.attendance ?? NOBODY),
    job,
  );
}

/** Says who checks, and lets another person take over by PIN, or declare a name where there are no accounts. */
export function ReviewerBox(props: {
  readonly job: JobView;
  readonly reviewer: Reviewer;
  readonly declared: string;
  readonly onDeclared: (name: string) => void;
}): ReactNode {
  const { job, reviewer, declared, onDeclared } = props;
  const { say } = useText();
  if (reviewer.is === 'fit')
    return <p className="review-who">{say('review.who.present', { name: reviewer.account.name })}</p>;
  if (reviewer.is !== 'declared') return <TakeOver job={job} reviewer={reviewer} />;
  const name = declaredName(declared);
  const unfit = name === null ? null : unfitFor(name, job);
  const wrong = declared !== '' && name === null ? say('consent.declared.unfit') : null;
  return (
    <TextField
      label={say('review.who.declared')}
      value={declared}
      onChange={onDeclared}
      error={unfit ? say(`review.who.declared.${unfit}`) : wrong}
      letters="code"
      maxLength={40}
    />
  );
}

function TakeOver({
  job,
  reviewer,
}: {
  readonly job: JobView;
  readonly reviewer: Exclude<Reviewer, { is: 'fit' | 'declared' }>;
}): ReactNode {
  const { say } = useText();
  const accounts = useShelf(({ state }) => state?.accounts ?? null) ?? [];
  const able = accounts.filter(
    ({ id, role, active }) => active && may(role, 'review-job') && unfitFor(id, job) === null,
  );
  const why =
    reviewer.is === 'nobody'
      ? say('review.who.nobody')
      : say(`review.who.${reviewer.is}`, { name: reviewer.account.name });
  if (able.length === 0) return <Notice kind="warn" title={say('review.who.nobody-there')} />;
  return (
    <section className="review-take-over" aria-label={say('review.who')}>
      <Notice kind="warn" title={why} />
      <PinForm able={able} label={say('review.who')} />
    </section>
  );
}

/** Lets one of some people take over by PIN. Nobody is chosen beforehand unless only one person can: whoever takes over says so. */
export function PinForm(props: { readonly able: readonly AccountView[]; readonly label: string }): ReactNode {
  const { able, label } = props;
  const { say } = useText();
  const [id, setId] = useState<string | null>(able.length === 1 ? (able[0]?.id ?? null) : null);
  const who = able.find((one) => one.id === id);
  const choices = able.map((one) => ({
    id: one.id as string,
    title: one.name,
    words: say(`operators.role.${one.role}`),
  }));
  return (
    <>
      {able.length > 1 ? <RadioCards label={label} value={id} choices={choices} onChange={setId} /> : null}
      {who ? <PinEntry key={who.id} person={who} people={able} isUnlock={false} onPerson={setId} /> : null}
    </>
  );
}
