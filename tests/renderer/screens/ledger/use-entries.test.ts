import { describe, expect, test } from 'vitest';
import { filterEntries } from '../../../../renderer/screens/ledger/filter-entries.ts';
import { joined } from '../../../../renderer/screens/ledger/use-entries.ts';
import { entriesOfLedger } from '../../window-answers.ts';

const all = entriesOfLedger(50);
const from = (first: number, last: number) => all.filter(({ seq }) => seq <= first && seq >= last);
const seqs = ({ entries }: { readonly entries: readonly { readonly seq: number }[] }) => entries.map(({ seq }) => seq);

describe('pages of entries', () => {
  test('put older ones below, and newer ones on top, each once', () => {
    const first = joined({ entries: [], before: undefined }, { entries: from(40, 31), before: 31 });
    const older = joined(first, { entries: from(30, 21), before: 21 });
    const newer = joined(older, { entries: from(45, 36), before: 36 });
    expect(seqs(newer)).toEqual(seqs({ entries: from(45, 21) }));
    expect(newer.before).toBe(21);
    expect(joined(newer, { entries: from(20, 1), before: null }).before).toBeNull();
  });

  test('never hide entries between what was known and a newer page', () => {
    const known = { entries: from(20, 11), before: 11 };
    expect(joined(known, { entries: from(50, 41), before: 41 })).toEqual({ entries: from(50, 41), before: 41 });
  });

  test('stay at the first entry once it was read', () => {
    const known = { entries: from(20, 1), before: null };
    expect(joined(known, { entries: from(22, 13), before: 13 }).before).toBeNull();
  });
});

describe('the filter of entries', () => {
  test('narrows by group and by person, port or record, never by what is not there', () => {
    const people = filterEntries(all, { group: 'people', text: '' });
    expect(people.length).toBeGreaterThan(0);
    expect(people.every(({ kind }) => /^(operator-(?!acted)|setting)/.test(kind))).toBe(true);
    expect(filterEntries(all, { group: 'all', text: 'TANAKA' }).every(({ actor }) => actor === 'tanaka')).toBe(true);
    expect(filterEntries(all, { group: 'all', text: 'r-20261122-0003' }).map(({ record }) => record)).toEqual([
      'R-20261122-0003',
    ]);
    expect(filterEntries(all, { group: 'jobs', text: 'nobody' })).toEqual([]);
  });
});
