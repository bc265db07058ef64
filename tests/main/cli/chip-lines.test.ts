import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FindingOutcome } from '../../../domain/proof.ts';
import type { ShortChip } from '../../../main/chips/chip-on-record.ts';
import { isSellable, tellRound } from '../../../main/cli/chip-lines.ts';
import { Terminal } from '../../../main/cli/terminal.ts';

const CERTIFICATE = { pdf: 'a.pdf', json: 'a.json' };
const chip = (sale: ShortChip['sale'], state: ShortChip['state'] = 'EMPTY'): ShortChip => ({ state, sale });
const end = (
  port: string,
  verdict: FindingOutcome,
  of: ShortChip | null,
  certificate: object | null = CERTIFICATE,
) => ({
  port,
  verdict,
  chip: of,
  certificate,
});
const UNREAD = chip('blocked', 'UNKNOWN');

afterEach(() => vi.restoreAllMocks());

test.each([
  ['passed and seen empty', end('usb:1-1', 'pass', chip('allowed')), true],
  ['passed, its chip unread', end('usb:1-1', 'pass', UNREAD), false],
  ['passed, its chip let through by a manager', end('usb:1-1', 'pass', chip('overridden')), false],
  ['passed, nothing known of a chip', end('usb:1-1', 'pass', null), false],
  ['passed without a certificate', end('usb:1-1', 'pass', chip('allowed'), null), false],
  ['failed, its chip seen empty', end('usb:1-1', 'fail', chip('allowed'), null), false],
  ['undecided', end('usb:1-1', 'inconclusive', null, null), false],
] as const)('%s: may be sold %j', (_what, ended, may) => {
  expect(isSellable(ended)).toBe(may);
});

describe('the end of a round', () => {
  const round = [
    end('usb:1-1', 'pass', chip('allowed')),
    end('usb:1-2', 'pass', UNREAD),
    end('usb:1-3', 'fail', UNREAD, null),
    end('usb:1-4', 'inconclusive', null, null),
  ];

  test.each([
    ['en', 'Done: 1 may be sold, 1 passed but wait for their FeliCa chip, 2 failed', 'read its chip'],
    [
      'ja',
      '終わり: 販売できる 1台 / 消去は合格・FeliCaチップの確認待ち 1台 / 不合格・判定不能 2台',
      'チップを読み取って',
    ],
  ] as const)(
    'counts as sellable what may be sold, and says of the rest what to do (%s)',
    (language, total, advice) => {
      const terminal = new Terminal({ json: false, language });
      const lines: string[] = [];
      vi.spyOn(terminal, 'line').mockImplementation((text) => void lines.push(text));
      tellRound(terminal, round);
      expect(lines[0]).toContain(total);
      expect(lines.slice(1).map((line) => line.slice(0, 7))).toEqual(['usb:1-2']);
      expect(lines[1]).toContain(advice);
    },
  );
});
