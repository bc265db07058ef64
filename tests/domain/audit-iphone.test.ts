import { describe, expect, it } from 'vitest';
import { countDevices } from '../../domain/audit-report-counts.ts';
import { auditRecord } from '../../domain/audit-report-device.ts';
import { requirementMap } from '../../domain/audit-report-needs.ts';
import { passedIphone, unconfirmedIphone } from './sample-iphone.ts';
import { passedRecord } from './sample-record.ts';

const iphone = auditRecord('R1', passedIphone().entries, true);
const byHand = auditRecord('R2', passedIphone({ rung: 'ios-eacs-manual', closedBy: 'person' }).entries, true);
const android = auditRecord('R3', passedRecord().entries, true);
const unclear = auditRecord('R4', unconfirmedIphone().entries, true);

describe('an iPhone in the audit report', () => {
  it('is listed with its method, and an overwrite does not apply to it', () => {
    expect(iphone.device).toMatchObject({
      end: 'machine-proven',
      rung: 'ios-eacs-mcinstall',
      done: ['cryptographic'],
      overwrite: 'not-applicable',
      coverage: null,
      resetObserved: true,
    });
    expect(byHand.device).toMatchObject({ end: 'person-attested', overwrite: 'not-applicable', resetObserved: true });
    expect(unclear.device).toMatchObject({ outcome: 'inconclusive', overwrite: 'not-applicable' });
  });

  it('never counts as overwritten', () => {
    const devices = [iphone.device, byHand.device, android.device];
    const counts = countDevices(devices);
    expect(counts.overwrites).toMatchObject({ done: 1, 'not-applicable': 2 });
    expect(counts.done).toMatchObject({ overwrite: 1, cryptographic: 3 });
    expect(requirementMap(devices, true)[2]).toMatchObject({ number: 3, standing: 'partly', shown: 1, of: 3 });
    expect(requirementMap([iphone.device], true)[2]).toMatchObject({ standing: 'not-met' });
  });

  it('is told to the auditor as a phone without an overwrite, whose seller must know', () => {
    expect(iphone.exceptions.map(({ kind }) => kind)).toContain('overwrite-impossible');
    const untold = auditRecord('R5', passedIphone({ told: 'not-told' }).entries, true);
    expect(untold.exceptions.map(({ kind }) => kind)).toContain('not-told-no-overwrite');
    expect(requirementMap([untold.device], true)[3]).toMatchObject({ number: 4, standing: 'not-met' });
  });
});
