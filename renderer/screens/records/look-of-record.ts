import { type ChipFile, UNREAD_CHIP } from '../../../domain/chip-file.ts';
import type { RecordFound } from '../../../domain/record-view.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import { lookOfJob, type SaleOfChip, type StateLook } from '../../parts/state-look.ts';

/** How a record looks in a list; green needs the state, the verdict and the chip, as everywhere. */
export function lookOfFound({ state, outcome, chip }: Pick<RecordFound, 'state' | 'outcome' | 'chip'>): StateLook {
  const verdict = outcome && { outcome, kind: null, grade: null };
  return lookOfJob({ state, verdict, chip: chip ?? UNREAD_CHIP });
}

/** How a record looks once it was read: a pass that its own entries do not support is never green, nor one whose chip is not known (null). */
export function lookOfContent(
  { jobState, outcome, doubts }: Pick<CertificateContent, 'jobState' | 'outcome' | 'doubts'>,
  chip: SaleOfChip | null,
): StateLook {
  const isSupported = outcome === 'pass' && doubts.length === 0;
  const verdict = { outcome: isSupported ? outcome : ('inconclusive' as const), kind: null, grade: null };
  const unread: Pick<ChipFile, 'sale' | 'blocks'> = UNREAD_CHIP;
  return lookOfJob({ state: jobState ?? 'interrupted', verdict, chip: chip ?? unread });
}
