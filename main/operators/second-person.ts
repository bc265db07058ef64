import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SessionDesk } from './session-desk.ts';

/** Whether the shop wants a second person; switched off, certificates say that nobody confirmed. */
export type SecondPerson = 'required' | 'switched-off';

/** The setting as the ledger has it; a shop that never changed it wants a second person. */
export function secondPersonOnRecord(ledger: Ledger): SecondPerson {
  const changes = ledger.ofKind('setting-changed').map(({ entry }) => entry.body);
  const newest = changes.findLast(({ setting }) => setting === 'second-person');
  return newest?.to === 'switched-off' ? 'switched-off' : 'required';
}

/** Records the setting that is in force from now on, and by whom, when it is another than the one on record; who may is asked before. */
export function recordSecondPerson(ledger: Ledger, to: SecondPerson, actor: string): void {
  const from = secondPersonOnRecord(ledger);
  if (from === to) return;
  ledger.append({ kind: 'setting-changed', actor, body: { setting: 'second-person', from, to } });
}

/**
 * Takes over the setting with which a command was started, before its first job. Where people have accounts, a change is a manager's alone:
 * throws `operator.second-person` for everybody else, the refusal being on record and the setting as it was.
 */
export function takeOverSecondPerson(
  { ledger, sessions }: { readonly ledger: Ledger; readonly sessions: SessionDesk },
  to: SecondPerson,
  actor: string,
): void {
  const from = secondPersonOnRecord(ledger);
  if (from === to) return;
  if (sessions.isRequired) demandManager(sessions, from);
  recordSecondPerson(ledger, to, actor);
}

function demandManager(sessions: SessionDesk, from: SecondPerson): void {
  try {
    sessions.authorise('change-settings');
  } catch (thrown) {
    const { code } = asWorkstationError(thrown);
    if (code !== 'operator.not-allowed') throw thrown;
    throw new WorkstationError('operator.second-person', { setting: from }, { cause: thrown });
  }
}
