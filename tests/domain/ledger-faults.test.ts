import { describe, expect, test } from 'vitest';
import { CHAIN_BLIND_SPOTS, CHAIN_FAULTS } from '../../domain/ledger-faults.ts';
import { enLedger } from '../../domain/text/en/ledger.ts';
import { jaLedger } from '../../domain/text/ja/ledger.ts';
import { isTextKey } from '../../domain/text.ts';

describe('words of the chain check', () => {
  const keys = [
    ...CHAIN_FAULTS.map((code) => `ledger.why.${code}`),
    ...CHAIN_BLIND_SPOTS.map((code) => `ledger.blind.${code}`),
  ];

  test('every fault and blind spot has its words in both languages, and there are no others', () => {
    expect(Object.keys(jaLedger).sort()).toEqual([...keys].sort());
    expect(Object.keys(enLedger).sort()).toEqual([...keys].sort());
    expect(keys.every(isTextKey)).toBe(true);
  });
});
