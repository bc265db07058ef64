import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notReadable, value } from '../../../../domain/device.ts';
import type { Evidence, OverwriteFigures } from '../../../../domain/evidence.ts';
import { judgeOverwrite, judgeSample } from '../../../../native-adapters/android/overwrite/verify-overwrite.ts';
import { sampleDevice } from '../../../domain/sample-device.ts';
import { contextWith } from '../fake-context.ts';

const ROOM = 64_000_000;
const FIGURES: OverwriteFigures = {
  generator: 'keyed-on-phone',
  freeBefore: ROOM,
  written: 300_000_000,
  verified: 300_000_000,
  mismatched: 0,
  unreached: 0,
  passes: 2,
  bypass: 'direct',
  missProbability: 0,
  removed: true,
  fileSystem: 'ext4',
};
const DEVICE = sampleDevice({ freeBytes: value(ROOM, 'df') });
const overwritten = (changes: object = {}, data: object = { ok: true }): Evidence => ({
  kind: 'overwrite',
  source: 'overwriter',
  data: { ...data, figures: { ...FIGURES, ...changes } },
});
const sampled = (changes: object = {}): Evidence => ({
  kind: 'host-sample',
  source: 'workstation',
  data: { samples: 256, wanted: 256, equal: 256, listedBytes: ROOM, ...changes },
});
const judge = (evidence: readonly Evidence[], device = DEVICE, latest = device) =>
  judgeOverwrite(contextWith({ evidence, device, latest })).outcome;
const judgeHost = (...evidence: Evidence[]) => judgeSample(contextWith({ evidence })).outcome;

describe('an overwrite', () => {
  test('passes only whole', () => {
    expect(judge([overwritten()])).toBe('pass');
    expect(judge([overwritten({ unreached: ROOM * 0.04 })])).toBe('pass');
    expect(judge([overwritten({ generator: 'keyed-from-host', verified: 1_000_000, missProbability: 0.08 }, {})])).toBe(
      'pass',
    );
  });

  test.each<[string, object, object | undefined, string]>([
    ['a wrong byte', { mismatched: 1 }, undefined, 'fail'],
    ['files left', { removed: false }, undefined, 'fail'],
    ['files perhaps left', { removed: 'yes' }, undefined, 'fail'],
    ['nothing written', { written: 0, verified: 0 }, undefined, 'fail'],
    ['nothing read back', { verified: 0 }, undefined, 'fail'],
    ['too much unreached', { unreached: ROOM * 0.06 }, undefined, 'fail'],
    ['the overwriter says no', {}, { ok: false }, 'fail'],
    ['the overwriter says something else', {}, { ok: 'true' }, 'fail'],
    ['no room at all', { freeBefore: 0 }, undefined, 'fail'],
    ['less read back than written', { verified: 299_999_999 }, undefined, 'inconclusive'],
    ['a sample where all was ordered', { missProbability: 0.01 }, undefined, 'inconclusive'],
    ['less room than stated', { freeBefore: ROOM * 0.89 }, undefined, 'inconclusive'],
    ['figures that are no numbers', { written: '300000000' }, undefined, 'inconclusive'],
    ['negative figures', { mismatched: -1 }, undefined, 'inconclusive'],
    ['infinite figures', { verified: Number.POSITIVE_INFINITY }, undefined, 'inconclusive'],
  ])('%s: %s', (_name, changes, data, outcome) => {
    expect(judge([overwritten(changes, data)])).toBe(outcome);
  });

  test('without evidence, without figures or with room that contradicts is undecided', () => {
    expect(judge([])).toBe('inconclusive');
    expect(judge([{ kind: 'overwrite', source: 'x', data: { ok: true } }])).toBe('inconclusive');
    expect(judge([overwritten()], DEVICE, sampleDevice({ freeBytes: notReadable('df', 'x') }))).toBe('inconclusive');
    expect(judge([overwritten()], sampleDevice({ freeBytes: value(ROOM * 2, 'df') }), DEVICE)).toBe('inconclusive');
    const tradeIn = value({ serial: null, imeis: [], frpLocked: false, capacityBytes: ROOM * 5 }, 'getstatus');
    expect(judge([overwritten()], DEVICE, { ...DEVICE, tradeIn })).toBe('inconclusive');
  });

  test('never passes when any single figure is taken away', () => {
    const names = [
      'freeBefore',
      'written',
      'verified',
      'mismatched',
      'unreached',
      'missProbability',
      'removed',
    ] as const;
    for (const name of names) expect(judge([overwritten({ [name]: null })])).not.toBe('pass');
  });
});

describe('the host sample', () => {
  test('passes only whole', () => {
    expect(judgeHost(overwritten(), sampled())).toBe('pass');
  });

  test.each<[string, object, string]>([
    ['one block differs', { equal: 255 }, 'fail'],
    ['more equal than sampled', { equal: 257 }, 'fail'],
    ['fewer than wanted', { samples: 100, equal: 100 }, 'inconclusive'],
    ['none', { samples: 0, equal: 0 }, 'inconclusive'],
    ['none wanted', { samples: 0, equal: 0, wanted: 0 }, 'inconclusive'],
    ['words', { samples: '256', equal: '256' }, 'inconclusive'],
    ['a small heap of files', { listedBytes: ROOM / 2 }, 'inconclusive'],
    ['files of unknown size', { listedBytes: null }, 'inconclusive'],
  ])('%s: %s', (_name, changes, outcome) => {
    expect(judgeHost(overwritten(), sampled(changes))).toBe(outcome);
  });

  test('without a sample, or without figures to hold it to, is undecided', () => {
    expect(judgeHost(overwritten())).toBe('inconclusive');
    expect(judgeHost(sampled())).toBe('inconclusive');
  });

  test('no other numbers pass', () => {
    const number = fc.oneof(fc.nat(300), fc.constant(256));
    fc.assert(
      fc.property(number, number, number, (samples, wanted, equal) => {
        const passes = judgeHost(overwritten(), sampled({ samples, wanted, equal })) === 'pass';
        expect(passes).toBe(samples === wanted && equal === samples && samples > 0);
      }),
    );
  });
});
