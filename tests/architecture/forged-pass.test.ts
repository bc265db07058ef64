import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const folder = resolve('tests/architecture/wrong/forged-pass');

function compile(): string {
  const out = mkdtempSync(join(tmpdir(), 'forged-pass-'));
  const config = join(out, 'tsconfig.json');
  const base = resolve('tsconfig.base.json');
  const options = {
    composite: false,
    declarationMap: false,
    outDir: out,
    rootDir: resolve('.'),
    types: [],
    lib: ['ES2024'],
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: base, compilerOptions: options, files: [join(folder, 'forged-pass.ts')] }),
  );
  try {
    return execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', config, '--pretty', 'false'], {
      encoding: 'utf8',
    });
  } catch (failed) {
    return String((failed as { stdout?: unknown }).stdout);
  } finally {
    rmSync(out, { recursive: true });
  }
}

test('no line that forges a pass compiles', () => {
  const source = readFileSync(join(folder, 'forged-pass.ts'), 'utf8').split('\n');
  const tries = source.flatMap((text, at) => (/^(export|Verdict)/.test(text) ? [at + 1] : []));
  const errors = [...compile().matchAll(/forged-pass\.ts\((\d+),\d+\): error/g)].map((match) => Number(match[1]));
  expect(tries.length).toBe(8);
  expect([...new Set(errors)].toSorted((a, b) => a - b)).toEqual(tries);
});
