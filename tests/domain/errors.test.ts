import { expect, test } from 'vitest';
import { asWorkstationError, ERROR_CATALOGUE, isErrorCode, WorkstationError } from '../../domain/errors.ts';
import { isTextKey, sayError } from '../../domain/text.ts';

test('every catalogued error has a title and a next step in both languages', () => {
  const codes = Object.keys(ERROR_CATALOGUE).filter(isErrorCode);
  expect(codes.length).toBeGreaterThan(40);
  for (const code of codes) {
    expect(isTextKey(`error.${code}.title`), code).toBe(true);
    expect(isTextKey(`error.${code}.action`), code).toBe(true);
    const both = (['ja', 'en'] as const).map((language) => sayError(language, { code, facts: {} }));
    expect(both[0]?.title).not.toBe(both[1]?.title);
  }
});

test('facts stand in the text and an unknown error keeps its message', () => {
  const error = new WorkstationError('device.timeout', { what: 'getprop' });
  expect(sayError('ja', error).title).toContain('(getprop)');
  const unexpected = asWorkstationError(new Error('boom'));
  expect([unexpected.code, unexpected.facts.what]).toEqual(['app.unexpected', 'boom']);
  expect(asWorkstationError(error)).toBe(error);
});

test('leaves an addition out where nobody knows it, and never prints a placeholder for it', () => {
  expect(sayError('ja', { code: 'device.refused', facts: {} })).toEqual({
    title: '端末が命令を断りました',
    action: '端末の返事を技術担当に伝えてください。',
  });
  const fact = '{text}';
  expect(sayError('ja', { code: 'device.refused', facts: { service: fact, text: 'no' } }).title).toBe(
    '端末が命令を断りました({text})',
  );
});
