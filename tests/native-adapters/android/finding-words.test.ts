import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isErrorCode } from '../../../domain/errors.ts';
import { isTextKey } from '../../../domain/text.ts';

// The reasons as they stand in the source: a reason that is built at run time would have no words on paper.
const MINTED = /Finding\.(?:proven|attested|failed|undecided)\(\s*'[a-z-]+',\s*('[^']*'|[^,]+),/g;

function reasons(): string[] {
  const files = globSync('native-adapters/**/*.ts');
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(MINTED)].map((match) => match[1] ?? ''));
}

test('every reason that a finding can carry has words in both languages', () => {
  const found = reasons();
  expect(found.length).toBeGreaterThan(10);
  const wordless = found.filter((reason) => {
    const text = /^'([^']+)'$/.exec(reason.trim())?.[1];
    if (text === undefined) return true;
    const key = `finding.${text.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
    return !isErrorCode(text) && !isTextKey(key);
  });
  expect(wordless).toEqual([]);
});
