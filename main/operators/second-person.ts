import type { Ledger } from '../ledger/ledger.ts';

/** Whether the shop wants a second person; switched off, certificates say that nobody confirmed. */
export type SecondPerson = 'required' | 'switched-off';

/** The setting as the ledger has it; a shop that never changed it wants a second person. */
export function secondPersonOnRecord(ledger: Ledger): SecondPerson {
  const changes = ledger.ofKind('setting-changed').map(({ entry }) => entry.body);
  const newest = changes.findLast(({ setting }) => setting === 'second-person');
  return newest?.to === 'switched-off' ? 'switched-off' : 'required';
}

/** Records the setting that is in force from now on, and by whom, when it is another than the one on record; every face calls this before its first job. */
export function recordSecondPerson(ledger: Ledger, to: SecondPerson, actor: string): void {
  const from = secondPersonOnRecord(ledger);
  if (from === to) return;
  ledger.append({ kind: 'setting-changed', actor, body: { setting: 'second-person', from, to } });
}
