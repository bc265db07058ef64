import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../domain/job.ts';
import { isTextKey } from '../../../domain/text.ts';
import { isGreen } from '../../../domain/window-state.ts';
import { lookOfJob, lookOfPort } from '../../../renderer/parts/state-look.ts';
import { jobAt, phoneAt, portsInAllStates, portWith } from '../fake-workstation.ts';

describe('the look of a state', () => {
  it('is green for a pass on record and for nothing else, whatever is on the Port', () => {
    const verdict = fc.option(
      fc.record({
        outcome: fc.constantFrom('pass', 'fail', 'inconclusive'),
        kind: fc.constantFrom('machine-proven', 'person-attested', null),
        grade: fc.constantFrom('A', 'E', null),
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...JOB_STATES), verdict, fc.nat({ max: 16 }), (state, found, n) => {
        const job = jobAt(0, state, { verdict: found });
        const port = { ...(portsInAllStates(17)[n] ?? portWith(0)), job };
        const isPass = state === 'passed' && found?.outcome === 'pass';
        expect([lookOfPort(port).tone === 'pass', lookOfPort(port).mark === 'pass', isGreen(job)]).toEqual([
          isPass,
          isPass,
          isPass,
        ]);
      }),
    );
  });

  it('is never green where there is no job', () => {
    const tones = portsInAllStates(17).map((port) => lookOfPort({ ...port, job: null }).tone);
    expect(tones).not.toContain('pass');
  });

  it('is told by its shape alone: states of jobs share no mark, and no colour carries a meaning alone', () => {
    const looks = JOB_STATES.map((state) => lookOfJob(jobAt(0, state)));
    const marks = looks.map(({ mark }) => mark);
    // Planned and ready stand before any work; everything else has a mark of its own.
    expect(new Set(marks).size).toBe(JOB_STATES.length - 1);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(JOB_STATES.length);
  });

  it('has a word for every look', () => {
    expect(portsInAllStates(17).filter((port) => !isTextKey(lookOfPort(port).word))).toEqual([]);
  });

  it('asks for a person where a phone is not allowed, blocked or unknown, and offers a start only where a plan fits', () => {
    const words = [
      portWith(0, { mode: 'unauthorized', phone: null }),
      portWith(0, { mode: 'connecting', phone: null }),
      portWith(0, { phone: phoneAt(0, { plans: phoneAt(0).plans.map((plan) => ({ ...plan, rung: null })) }) }),
      portWith(0, { phone: null, unreadable: { code: 'device.offline', facts: {} } }),
      portWith(0, { phone: 'reading' }),
      portWith(0),
    ].map((port) => lookOfPort(port).word);
    expect(words).toEqual(
      ['attention', 'connecting', 'no-method', 'unreadable', 'reading', 'ready'].map((state) => `board.state.${state}`),
    );
  });
});
