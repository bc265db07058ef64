import { describe, expect, test } from 'vitest';
import { known } from '../../../../domain/device.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { ProbeAnswer } from '../../../../native-adapters/android/probes/probe-script.ts';
import { readResidue } from '../../../../native-adapters/android/steps/residue.ts';
import { judgeResidue } from '../../../../native-adapters/android/steps/verify-residue.ts';
import { contextWith } from '../fake-context.ts';

const ALL = { contacts: 0, sms: 0, 'call-log': 0, calendar: 0, 'user-dictionary': 0, media: 0, accounts: 0, users: 0 };
const CORE = ['contacts', 'media', 'accounts', 'users'] as const;
const judge = (data: JsonObject) =>
  judgeResidue(contextWith({ evidence: [{ kind: 'residue', source: 'x', data }] })).outcome;

describe('emptiness', () => {
  test('is proven by all core sources at zero; others may be unreadable', () => {
    expect(judge({ found: ALL })).toBe('pass');
    expect(judge({ found: { contacts: 0, media: 0, accounts: 0, users: 0 } })).toBe('pass');
  });

  test.each(Object.keys(ALL))('one row in %s fails', (source) => {
    expect(judge({ found: { ...ALL, [source]: 1 } })).toBe('fail');
  });

  test.each(CORE)('%s unreadable is undecided', (source) => {
    const { [source]: _gone, ...found } = ALL;
    expect(judge({ found })).toBe('inconclusive');
  });

  test('anything but numbers is undecided', () => {
    expect(judge({})).toBe('inconclusive');
    expect(judge({ found: {} })).toBe('inconclusive');
    expect(judge({ found: [] })).toBe('inconclusive');
    expect(judge({ found: { ...ALL, sms: null } })).toBe('inconclusive');
    expect(judge({ found: { ...ALL, contacts: '0' } })).toBe('inconclusive');
    expect(judgeResidue(contextWith({})).outcome).toBe('inconclusive');
  });
});

describe('what the phone says of its data', () => {
  const contacts = (text: string) => {
    const answers = new Map<string, ProbeAnswer>([['contacts', { text, exitCode: 0 }]]);
    return known(readResidue(answers).contacts);
  };
  test.each([
    ['none', 'No result found.', 0],
    ['two', 'Row: 0 _id=1\nRow: 1 _id=7', 2],
    ['rows and a denial', 'Row: 0 _id=1\nNo result found.', 1],
    ['a denial in a sentence', 'Error: No result found. for query', null],
    ['refused', 'java.lang.SecurityException: Permission Denial', null],
    ['refused behind a denial', 'No result found.\njava.lang.SecurityException', null],
    ['an error', 'Error while accessing provider:call_log', null],
    ['nothing', '', null],
  ])('%s', (_name, text, count) => {
    expect(contacts(text)).toBe(count);
  });

  test('a source that did not answer is not readable', () => {
    for (const reading of Object.values(readResidue(new Map()))) expect(reading.is).toBe('not-readable');
  });
});
