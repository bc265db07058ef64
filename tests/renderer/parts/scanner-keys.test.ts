import { describe, expect, it } from 'vitest';
import { KeyReader } from '../../../renderer/frame/use-page-scans.ts';
import { afterKey, NO_KEYS } from '../../../renderer/parts/scanner-keys.ts';

function sourceOf(keys: readonly string[], pauseMs: number): string {
  let so = NO_KEYS;
  let source = '';
  for (const [n, key] of keys.entries()) {
    const next = afterKey(so, key, 1000 + n * pauseMs);
    so = next.keys;
    source = next.source;
  }
  return source;
}

describe('afterKey', () => {
  it('knows a scanner by its speed, capitals included, and a hand by its pauses and its corrections', () => {
    const imei = [...'356938035643809', 'Enter'];
    expect(sourceOf(imei, 8)).toBe('scanned');
    expect(sourceOf(['Shift', ...'R-2026', 'Enter'], 8)).toBe('scanned');
    expect(sourceOf(imei, 90)).toBe('typed');
    expect(sourceOf([...'35693', 'Backspace', ...'3809', 'Enter'], 8)).toBe('typed');
    expect(sourceOf([...'A1', 'Enter'], 8)).toBe('typed');
  });
});

describe('KeyReader', () => {
  const feed = (reader: KeyReader, keys: readonly string[], from: number, pauseMs: number): (string | null)[] =>
    keys.map((key, n) => reader.take(key, from + n * pauseMs));

  it('reads what came at the speed of a scanner, also right after a hand pressed something else', () => {
    const reader = new KeyReader();
    feed(reader, ['s', 'ArrowDown'], 0, 300);
    expect(feed(reader, [...'A1', 'Enter'], 900, 5).at(-1)).toBe('A1');
    expect(feed(reader, ['Shift', 'R', '-', '1', 'Enter'], 2000, 5).at(-1)).toBe('R-1');
  });

  it('takes no Enter of a hand for the end of a scan', () => {
    const reader = new KeyReader();
    expect(feed(reader, [...'A1', 'Enter'], 0, 120).at(-1)).toBeNull();
    expect(feed(reader, ['Enter'], 5000, 1).at(-1)).toBeNull();
  });
});
