import type { Purpose } from '../../../domain/erasure.ts';
import { isIdText, type OperatorId, operatorId, type PortId } from '../../../domain/ids.ts';
import type { CallInput } from '../../../domain/ipc.ts';
import type { Candidate } from './candidates.ts';

/** What the person at the screen has answered so far; everything begins unanswered. */
export interface Answers {
  readonly purpose: Purpose | null;
  readonly deletion: boolean;
  readonly identityCheck: boolean;
  /** That the seller was told of the phones that cannot be overwritten. */
  readonly told: boolean;
  /** The name that is declared where nobody has an account. */
  readonly declared: string;
  /** Phones of which somebody said that they have no IMEI to read. */
  readonly withoutImei: ReadonlySet<PortId>;
}

/** Nothing is answered. */
export const NO_ANSWERS: Answers = {
  purpose: null,
  deletion: false,
  identityCheck: false,
  told: false,
  declared: '',
  withoutImei: new Set(),
};

/** What still has to be answered, as text keys under `consent.missing.`. */
export type Missing = 'purpose' | 'phones' | 'reading' | 'imei' | 'deletion' | 'identity-check' | 'told' | 'declared';

/** One phone's order, as the call takes it. */
export type StartOrder = CallInput<'start-job'>;

type Ready = Extract<Candidate, { is: 'ready' }>;

const isReady = (candidate: Candidate): candidate is Ready => candidate.is === 'ready';

/** The phones that cannot be overwritten at inspection, of which the seller has to be told. */
export function untold(candidates: readonly Candidate[]): readonly Ready[] {
  return candidates.filter(isReady).filter(({ plan }) => plan.purpose === 'inspection' && !plan.overwrites);
}

/** The phones whose number a person still has to read. */
export function unnumbered(candidates: readonly Candidate[], { withoutImei }: Answers): readonly Ready[] {
  return candidates
    .filter(isReady)
    .filter(({ number, port }) => number === 'needed' || (number === 'wanted' && !withoutImei.has(port.port)));
}

/** A declared name as the program takes it, or null; full-width letters are the ones they look like. */
export function declaredName(text: string): OperatorId | null {
  const plain = text.normalize('NFKC').trim();
  return isIdText(plain) ? operatorId(plain) : null;
}

/** What is missing before anything may start; empty when nothing is. */
export function missingOf(
  candidates: readonly Candidate[],
  answers: Answers,
  namesAreDeclared: boolean,
): readonly Missing[] {
  const missing: Missing[] = [];
  const need = (isThere: boolean, what: Missing): void => {
    if (!isThere) missing.push(what);
  };
  need(answers.purpose !== null, 'purpose');
  need(candidates.some(isReady), 'phones');
  need(!candidates.some(({ is }) => is === 'reading'), 'reading');
  need(unnumbered(candidates, answers).length === 0, 'imei');
  need(answers.deletion, 'deletion');
  need(answers.identityCheck, 'identity-check');
  need(answers.told || untold(candidates).length === 0, 'told');
  need(!namesAreDeclared || declaredName(answers.declared) !== null, 'declared');
  return missing;
}

/** The orders of all phones that can start, or null as long as anything is unanswered: there is no other way to make one. */
export function ordersOf(
  candidates: readonly Candidate[],
  answers: Answers,
  namesAreDeclared: boolean,
): readonly StartOrder[] | null {
  const { purpose } = answers;
  if (purpose === null || missingOf(candidates, answers, namesAreDeclared).length > 0) return null;
  const toTell = new Set(untold(candidates));
  return candidates.filter(isReady).map((candidate) => ({
    port: candidate.port.port,
    purpose,
    consent: {
      deletion: 'agreed',
      identityCheck: 'done',
      toldNoOverwrite: toTell.has(candidate) ? 'told' : 'not-needed',
    },
    declared: namesAreDeclared ? declaredName(answers.declared) : null,
    retryOf: candidate.retryOf,
  }));
}
