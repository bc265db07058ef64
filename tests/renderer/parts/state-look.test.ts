import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SALE_BLOCKS } from '../../../domain/chip-file.ts';
import { JOB_STATES } from '../../../domain/job.ts';
import { isTextKey } from '../../../domain/text.ts';
import { isGreen } from '../../../domain/window-state.ts';
import { lookOfJob, lookOfPort, lookOfSale, worstBlock } from '../../../renderer/parts/state-look.ts';
import { chipAt, emptyChip, jobAt, phoneAt, portsInAllStates, portWith } from '../fake-workstation.ts';

describe('the look of a state', () => {
  it('is green for a pass on record whose chip may be sold and for nothing else, whatever is on the Port', () => {
    const verdict = fc.option(
      fc.record({
        outcome: fc.constantFrom('pass', 'fail', 'inconclusive'),
        kind: fc.constantFrom('machine-proven', 'person-attested', null),
        grade: fc.constantFrom('A', 'E', null),
      }),
    );
    const chip = fc
      .tuple(fc.constantFrom('allowed', 'blocked', 'overridden'), fc.subarray([...SALE_BLOCKS]))
      .map(([sale, blocks]) => chipAt({ sale, blocks }));
    fc.assert(
      fc.property(fc.constantFrom(...JOB_STATES), verdict, chip, fc.nat({ max: 16 }), (state, found, chip, n) => {
        const job = jobAt(0, state, { verdict: found, chip });
        const port = { ...(portsInAllStates(17)[n] ?? portWith(0)), job };
        const isForSale = chip.sale === 'allowed' && chip.blocks.length === 0;
        const isPass = state === 'passed' && found?.outcome === 'pass' && isForSale;
        expect([lookOfPort(port).tone === 'pass', lookOfPort(port).mark === 'pass', isGreen(job)]).toEqual([
          isPass,
          isPass,
          isPass,
        ]);
      }),
    );
  });

  it('says what of a chip stands in the way, the weightiest first, each in a colour that asks for somebody', () => {
    const passed = (change: Parameters<typeof chipAt>[0]) => lookOfJob(jobAt(0, 'passed', { chip: chipAt(change) }));
    for (const block of SALE_BLOCKS) {
      expect(worstBlock({ blocks: [block] })).toBe(block);
      expect(['person', 'bad'], block).toContain(passed({ blocks: [block] }).tone);
    }
    expect(passed({ blocks: ['recheck-missing', 'residual'] })).toMatchObject({
      tone: 'bad',
      word: 'chip.job.residual',
    });
    expect(passed({ blocks: ['not-read'] })).toMatchObject({ tone: 'person', word: 'chip.job.not-read' });
    expect(passed({ sale: 'overridden', blocks: ['residual'] })).toMatchObject({ word: 'chip.job.overridden' });
    // A gate that is closed for no reason, or open with one, is a record that does not agree with itself.
    expect(passed({ sale: 'blocked', blocks: [] }).word).toBe('chip.job.record-odd');
    expect(lookOfSale(chipAt({ sale: 'allowed', blocks: ['residual'] })).word).toBe('chip.job.record-odd');
    expect(lookOfSale(emptyChip()).tone).not.toBe('pass');
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
