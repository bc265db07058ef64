import type { EntryBodies } from '../../domain/entry-kinds.ts';
import { type ErrorCode, isErrorCode } from '../../domain/errors.ts';
import type { Grade } from '../../domain/grade.ts';
import type { FindingOutcome } from '../../domain/proof.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** What the ledger says in short of one record. */
export interface ShortVerdict {
  readonly verdict: FindingOutcome;
  readonly grade: Grade | null;
  readonly reason: ErrorCode | null;
  readonly overwrittenBytes: number;
}

/** Reads the verdict of a record from the ledger; a record without one is inconclusive. */
export function verdictOf(ledger: Ledger, record: string): ShortVerdict {
  const entries = ledger.ofRecord(record).map(({ entry }) => entry);
  const reached = entries.findLast(({ kind }) => kind === 'verdict-reached');
  const overwrittenBytes = entries.reduce((sum, entry) => sum + bytesIn(entry.kind, entry.body), 0);
  if (!reached) return { verdict: 'inconclusive', grade: null, reason: null, overwrittenBytes };
  const { outcome, grade, gaps } = reached.body as EntryBodies['verdict-reached'];
  const reason = gaps[0]?.reason ?? '';
  return { verdict: outcome, grade, reason: isErrorCode(reason) ? reason : null, overwrittenBytes };
}

function bytesIn(kind: string, body: object): number {
  if (kind !== 'evidence-recorded') return 0;
  const { evidence } = body as EntryBodies['evidence-recorded'];
  const figures = evidence.kind === 'overwrite' ? evidence.data.figures : null;
  return figures && typeof figures === 'object' && 'written' in figures ? Number(figures.written) : 0;
}
