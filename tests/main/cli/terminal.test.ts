import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE, type ErrorCode } from '../../../domain/errors.ts';
import { EXIT, exitCodeOf, plain, plainLine, steadyJson } from '../../../main/cli/terminal.ts';

const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('what a phone says on a terminal', () => {
  it('cannot move, colour, reverse or break a line', () => {
    expect(plain('\u001b[2JPixel\r\n\u202e9\u009b1m\u2028x\ud800')).toBe('·[2JPixel···9·1m·x·');
  });

  it('is at most 60 characters long, also when they are pictures', () => {
    expect([...plain('📱'.repeat(100))]).toHaveLength(60);
  });

  it('is plain whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).not.toMatch(STEERING);
        expect(plainLine(text)).toHaveLength(
          text.length - (text.match(/[\p{Cf}]/gu) ?? []).filter((c) => c.length > 1).length,
        );
      }),
    );
  });

  it('keeps its meaning in JSON and steers nothing there either', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = steadyJson({ text });
        expect(json).not.toMatch(STEERING);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

describe('exit codes', () => {
  it('are 2 for wrong usage only', () => {
    const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[];
    expect(codes.filter((code) => exitCodeOf(code) === EXIT.usage)).toEqual(['command.usage']);
    expect(codes.filter((code) => exitCodeOf(code) === EXIT.done)).toEqual([]);
  });

  it.each([
    'adb.absent',
    'store.in-use',
    'ledger.key-exposed',
    'overwriter.binary-damaged',
    'practice.unavailable',
  ] as const)('are 3 for %s', (code) => {
    expect(exitCodeOf(code)).toBe(EXIT.environment);
  });

  it.each(['record.unknown', 'verify.data-found', 'job.cancelled', 'ledger.chain-broken'] as const)(
    'are 1 for %s',
    (code) => {
      expect(exitCodeOf(code)).toBe(EXIT.no);
    },
  );
});
