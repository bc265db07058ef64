import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../main/cli/columns.ts';
import { layOut, phoneName, type Row, whatOf } from '../../../main/cli/job-row.ts';
import type { Job } from '../../../main/jobs/job.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { sampleIphone } from '../../domain/sample-iphone.ts';

const none = { verdict: 'inconclusive', grade: null, reason: null, record: null, model: null, chip: null } as const;
const SELLABLE = { state: 'EMPTY', sale: 'allowed' } as const;
const working: Row = {
  port: 'emulator-21249',
  name: 'Google Pixel 7a',
  state: 'performing',
  progress: { stage: 'filling', done: 50, total: 100 },
  end: null,
};
const passed: Row = {
  ...working,
  end: { ...none, port: working.port, verdict: 'pass', grade: 'B', record: 'HK-20260304-0000000001', chip: SELLABLE },
};
const failed: Row = { ...working, end: { ...none, port: working.port, verdict: 'fail', reason: 'verify.data-found' } };

describe('a row of the board', () => {
  it('shows port, phone, stage and bar', () => {
    expect(layOut([working], 99, 'ja')).toEqual([
      `emulator-21249  Google Pixel 7a            書き込み中                 ${'█'.repeat(12)}${'░'.repeat(12)}  50%`,
    ]);
  });

  it('shows the record of a pass and the reason of anything else', () => {
    const [first = '', second = ''] = layOut([passed, failed], 120, 'en').map(stripVTControlCharacters);
    expect(first).toContain('● Pass B');
    expect(first).toContain('HK-20260304-0000000001');
    expect(second).toContain('✕ Fail');
    expect(second).toContain('Data were found after the erasure');
  });

  it('shows no grade beside anything but a pass, and never a pass without one', () => {
    for (const verdict of ['fail', 'inconclusive'] as const) {
      const end = { ...none, port: 'p', verdict, grade: 'A' } as const;
      expect(whatOf('en', { state: 'passed', progress: null, end })).not.toMatch(/ A$|Pass|●/);
    }
  });

  it('is green only for a phone that passed and whose chip lets it be sold', () => {
    const before = process.env['FORCE_COLOR'];
    process.env['FORCE_COLOR'] = '1';
    try {
      const green = '\u001b[32m';
      const held = (chip: NonNullable<Row['end']>['chip']): Row => ({
        ...passed,
        end: passed.end && { ...passed.end, chip },
      });
      const isGreen = (row: Row) => layOut([row], 120, 'en')[0]?.includes(green);
      expect(isGreen(passed)).toBe(true);
      expect(isGreen(held(null))).toBe(false);
      expect(isGreen(held({ state: 'UNKNOWN', sale: 'blocked' }))).toBe(false);
      expect(isGreen(held({ state: 'RESIDUAL', sale: 'overridden' }))).toBe(false);
      expect(isGreen(failed)).toBe(false);
    } finally {
      if (before === undefined) delete process.env['FORCE_COLOR'];
      else process.env['FORCE_COLOR'] = before;
    }
  });

  it.each([10, 20, 30, 43, 44, 60, 71, 72, 79, 80, 100, 160, 300])('fits %i columns', (columns) => {
    const asks: Row = { ...working, state: 'awaiting-operator', progress: null };
    const long: Row = { ...failed, name: '東京電子工業 とても長い名前のスマートフォン', port: 'usb:1-1.4.4.4.4.4.4.4' };
    for (const language of ['ja', 'en'] as const) {
      for (const line of layOut([working, passed, failed, asks, long], columns, language)) {
        expect(columnsOf(stripVTControlCharacters(line))).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('keeps columns in line for Japanese and English names', () => {
    const other: Row = { ...working, port: 'emulator-9', name: 'シャープ アクオス' };
    const at = layOut([working, other], 100, 'ja').map((line) => columnsOf(line.slice(0, line.indexOf('█'))));
    expect(new Set(at).size).toBe(1);
  });
});

it('names an iPhone by model and iOS version, and any other phone by maker and model', () => {
  const nameOf = (device: Job['device']) => phoneName({ device } as Job);
  expect(nameOf(sampleIphone())).toBe('iPhone 14 Pro iOS 18.6');
  expect(nameOf(sampleDevice())).toBe('Google Pixel 9');
});
