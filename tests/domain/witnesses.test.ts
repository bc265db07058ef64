import { describe, expect, it } from 'vitest';
import { INSTRUCTIONS } from '../../domain/erasure.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { isWitnessed, witnessesOf } from '../../domain/witnesses.ts';

const said = (source: string, data: Evidence['data']): Evidence => ({ kind: 'attestation', source, data });

describe('who a closing by persons rests on', () => {
  it('is who looked, who read the number and who erased by hand, and nobody who only readied the phone', () => {
    expect(INSTRUCTIONS.filter(isWitnessed)).toEqual([
      'reset-in-settings',
      'look-at-screen',
      'read-imei',
      'erase-in-ios-settings',
      'restore-elsewhere',
    ]);
    for (const instruction of INSTRUCTIONS) {
      const found = witnessesOf([said('sato', { instruction, saw: 'done' })]);
      expect(found, instruction).toEqual(isWitnessed(instruction) ? ['sato'] : []);
    }
  });

  it('is told by what persons said, each once, and by no reading of the program', () => {
    const evidence: Evidence[] = [
      said('tanaka', { instruction: 'reset-in-settings', saw: 'done' }),
      said('sato', { instruction: 'look-at-screen', saw: 'setup-screen' }),
      { kind: 'identity', source: 'sato', data: { instruction: 'read-imei', result: 'same' } },
      { kind: 'identity', source: 'read again at its return', data: { result: 'same' } },
      { kind: 'return', source: 'adb', data: { mode: 'android' } },
    ];
    expect(witnessesOf(evidence)).toEqual(['tanaka', 'sato']);
  });

  it('is also who said something under no instruction that is known', () => {
    for (const data of [{ saw: 'setup-screen' }, { instruction: 'of-later' }, { instruction: 3 }] as const)
      expect(witnessesOf([said('sato', data)])).toEqual(['sato']);
  });
});
