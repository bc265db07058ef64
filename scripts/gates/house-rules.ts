import type { Fault } from './fault.ts';
import type { SourceFile } from './source-tree.ts';

/** How long a file of code may be. */
export const mostLines = 300;

const vagueWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc']);
const codeEndings = /\.(ts|tsx|css|mts|mjs|js|c|h|sh)$/;
const needsFile = 'tests/needs.ts';

interface Pattern {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly what: string;
  readonly applies: (path: string) => boolean;
}

const isCode = (path: string) => codeEndings.test(path);
const inTests = (path: string) => path.startsWith('tests/');

// Written in pieces so that these lines do not find themselves.
const patterns: readonly Pattern[] = [
  {
    rule: 'unfinished',
    pattern: new RegExp(`\\b(${['TO', 'FIX', 'HA'].map((a, i) => a + ['DO', 'ME', 'CK'][i]).join('|')})\\b`),
    what: 'finish it, or write it down where work is planned',
    applies: (path) => isCode(path) || path.endsWith('.md'),
  },
  {
    rule: 'machine-path',
    pattern: new RegExp(`(?<![\\w.~}-])/(${['wo', 'ro'].map((a, i) => a + ['rk', 'ot'][i]).join('|')}|home|Users)/\\w`),
    what: 'a path of one machine means nothing on another',
    applies: () => true,
  },
  {
    rule: 'lonely-test',
    pattern: /\b(it|test|describe)(\.\w+)*\.only\b/,
    what: 'it silences every other test',
    applies: inTests,
  },
  {
    rule: 'silent-skip',
    pattern: /\b(it|test|describe)(\.\w+)*\.(skip|skipIf|runIf|todo)\b|\bx(it|describe|test)\(/,
    what: `use needs() of ${needsFile}, which prints the reason and refuses to skip in CI`,
    applies: (path) => inTests(path) && path !== needsFile,
  },
  {
    rule: 'silent-skip',
    pattern: /\b(?!it|test|describe)\w+\.skip\(\s*\)/,
    what: 'give the reason: context.skip(reason)',
    applies: inTests,
  },
  {
    rule: 'silenced-checker',
    pattern: new RegExp(`@ts-${'ignore'}|@ts-${'nocheck'}|biome-ignore-${'all'}`),
    what: 'repair what the checker found',
    applies: isCode,
  },
  {
    rule: 'silenced-checker',
    pattern: new RegExp(`@ts-${'expect-error'}`),
    what: 'only a type test may expect a compile error',
    applies: (path) => isCode(path) && !inTests(path),
  },
];

/** Applies the rules that look at names and lines of text. */
export function textFaults(files: readonly SourceFile[]): readonly Fault[] {
  return files.flatMap((file) => [
    ...tooLong(file),
    ...vagueName(file.path),
    ...forbiddenLines(file),
    ...resolvedLock(file),
  ]);
}

function tooLong(file: SourceFile): readonly Fault[] {
  if (!isCode(file.path)) return [];
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  return lines > mostLines
    ? [{ rule: 'long-file', where: file.path, what: `${lines} lines, at most ${mostLines}: split it by idea` }]
    : [];
}

function vagueName(path: string): readonly Fault[] {
  const vague = path.split(/[/.-]/).find((word) => vagueWords.has(word.toLowerCase()));
  return vague ? [{ rule: 'vague-name', where: path, what: `'${vague}' says nothing; name the one idea` }] : [];
}

function forbiddenLines(file: SourceFile): readonly Fault[] {
  if (file.path === 'package-lock.json') return [];
  const active = patterns.filter(({ applies }) => applies(file.path));
  return file.text
    .split('\n')
    .flatMap((line, index) =>
      active
        .filter(({ pattern }) => pattern.test(line))
        .map(({ rule, what }) => ({ rule, where: `${file.path}:${index + 1}`, what })),
    );
}

function resolvedLock(file: SourceFile): readonly Fault[] {
  return file.path === 'package-lock.json' && /"resolved": "https?:/.test(file.text)
    ? [{ rule: 'registry-host', where: file.path, what: 'write the lock with omit-lockfile-registry-resolved=true' }]
    : [];
}
