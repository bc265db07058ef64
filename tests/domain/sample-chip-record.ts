import { createHash } from 'node:crypto';
import type { ChipReading } from '../../domain/chip.ts';
import type { ChipBodies } from '../../domain/chip-entries.ts';
import { ChipVerdict } from '../../domain/chip-verdict.ts';
import { area, emptyReading, root, service, system, withSystem } from './sample-chip.ts';
import { passedRecord, type RecordWriter, type SampleChoices } from './sample-record.ts';

// With the last entry of a sample record, so that it is the reading that counts.
const AFTER = passedRecord().entries.at(-1)?.entry.at ?? '';

/** A whole reading of an emptied phone, made after the sample record's erasure. */
export const emptyAfterwards = emptyReading({ startedAt: AFTER });

/** The same chip with Edy in its common area and a transit card beside it. */
export const residualAfterwards: ChipReading = withSystem(system(0x0003, [root, service(0x090f)]), {
  startedAt: AFTER,
  systems: [
    system(0xfe00, [root, area(0x1000, 0x173f), service(0x110b)]),
    ...emptyAfterwards.systems.slice(1),
    system(0x0003, [root, service(0x090f)]),
  ],
});

/** The body of an entry for a reading, judged as the workstation would. */
export function chipRead(
  reading: ChipReading,
  by = 'sato',
  more: Partial<ChipBodies['chip-read']> = {},
): ChipBodies['chip-read'] {
  const { state, reasons, residues } = ChipVerdict.of(reading, null);
  return {
    operator: by,
    reading,
    idmHash: createHash('sha256').update('one chip').digest('hex'),
    baseline: null,
    state,
    reasons,
    residues,
    alsoReadIn: null,
    ...more,
  };
}

/** A record that passed and whose emptied chip was read by another person: a phone that can be sold. */
export function sellableRecord(choices: SampleChoices = {}): RecordWriter {
  return passedRecord(choices).addRaw('chip-read', chipRead(emptyAfterwards));
}
