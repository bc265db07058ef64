import { describe, expect, test } from 'vitest';
import type { EntryKind } from '../../../../domain/ledger.ts';
import type { EntryView } from '../../../../domain/record-view.ts';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { actorWords, entryTime, entryWords, groupOf } from '../../../../renderer/screens/ledger/entry-words.ts';
import type { Texts } from '../../../../renderer/use-text.ts';
import { passedRecord } from '../../../domain/sample-record.ts';
import { PEOPLE } from '../../fake-workstation.ts';
import { recordViewOf } from '../../sample-record-view.ts';

const speaker = (language: 'ja' | 'en'): Texts => ({
  language,
  say: (key, ...facts) => say(language, key, ...facts),
  sayByName: (key, facts) => sayByName(language, key, facts),
  sayError: (error) => sayError(language, error),
});
const words = (kind: EntryKind, body: EntryView['body']): string => entryWords(speaker('ja'), { kind, body });

describe('entries in words', () => {
  test('leave no placeholder and no key in any entry of a whole record, in either language', () => {
    for (const entry of recordViewOf(passedRecord()).entries) {
      for (const language of ['ja', 'en'] as const) {
        const said = entryWords(speaker(language), entry);
        expect(said, entry.kind).not.toMatch(/[{}?]|entry-kind|undefined/);
      }
    }
  });

  test('tell who was let in, refused, changed, and which setting', () => {
    expect(words('operator-logged-in', { account: 'sato', role: 'operator', how: 'switch', from: 'tanaka' })).toBe(
      'tanakaと交代した',
    );
    expect(words('operator-refused', { account: null, why: 'unknown', permission: null })).toBe(
      '登録にない名前を断った: 登録がない',
    );
    expect(
      words('operator-changed', {
        account: 'sato',
        name: '佐藤',
        role: 'checker',
        active: false,
        changed: ['role', 'active'],
      }),
    ).toBe('佐藤(sato)の登録を変えた: 役割を確認者に 利用停止');
    expect(words('setting-changed', { setting: 'second-person', from: 'required', to: 'switched-off' })).toBe(
      '設定「第三者による確認」を必要からしないに変えた',
    );
    expect(words('setting-changed', { setting: 'shop-name', from: '', to: '白波' })).toBe(
      '設定「店舗名」を(空)から白波に変えた',
    );
  });

  test('never call a broken comparison the same phone, nor a reprint an original', () => {
    expect(words('identity-confirmed', { result: 'different' })).toBe('端末の照合: 別の端末');
    expect(words('identity-confirmed', {})).toBe('端末の照合: ?');
    expect(words('certificate-issued', { issue: 'reprint', number: 1 })).toBe('証明書を再発行した(2枚目)');
  });

  test('tell of a reading that the chip named another model, and that the clock was changed since', () => {
    const reading = { container: { carrier: '01DCM', model: 'SO-52A' } };
    const plain = words('chip-read', { state: 'EMPTY', alsoReadIn: null, reading });
    expect(plain).toBe(say('ja', 'chip.entry.read', { state: say('ja', 'chip.state.EMPTY') }));
    const odd = { state: 'EMPTY', alsoReadIn: null, reading, modelDiffers: true, clockMoved: true };
    expect(words('chip-read', odd)).toBe(
      [
        plain,
        say('ja', 'chip.entry.read.other-model', { model: 'SO-52A' }),
        say('ja', 'chip.entry.read.clock-moved'),
      ].join(' '),
    );
  });

  test('show a kind of a newer program as it is, and a time as its writer had it', () => {
    expect(entryWords(speaker('ja'), { kind: 'from-the-future', body: {} })).toBe('from-the-future');
    expect(groupOf('from-the-future')).toBe('chain');
    expect(entryTime({ at: '2026-11-22T23:30:00.000Z', offsetMinutes: 540 })).toBe('2026-11-23 08:30:00');
    expect(entryTime({ at: 'yesterday', offsetMinutes: 0 })).toBe('yesterday');
    expect(actorWords(speaker('ja'), 'workstation', PEOPLE)).toBe('プログラム');
    expect(actorWords(speaker('ja'), 'sato', PEOPLE)).toBe('佐藤 美咲 (sato)');
    expect(actorWords(speaker('ja'), 'ito', PEOPLE)).toBe('ito');
  });
});
