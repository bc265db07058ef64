import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  allowedLicence,
  asJson,
  asText,
  merged,
  shippedWithMain,
  shippedWithWindow,
} from '../../scripts/third-party.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hakushi-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const under = (name: string, licence: string | null): string => allowedLicence({ name, version: '1.0.0', licence });

test('what may be shipped is shipped under its own licence, and under the chosen one where there is a choice', () => {
  expect(under('some', 'MIT')).toBe('MIT');
  expect(under('some', '(MIT AND Zlib)')).toBe('MIT AND Zlib');
  expect(under('node-forge', '(BSD-3-Clause OR GPL-2.0)')).toBe('BSD-3-Clause');
  expect(under('png-js', null)).toBe('MIT');
});

test.each([
  ['GPL-2.0'],
  ['AGPL-3.0-or-later'],
  ['(MIT OR GPL-2.0)'],
  ['(MIT AND GPL-3.0)'],
  ['SEE LICENSE IN LICENSE'],
  ['UNLICENSED'],
  [''],
  [null],
])('%s needs somebody to decide, or to leave the package out', (licence) => {
  expect(() => under('some', licence)).toThrow('may not be shipped');
});

test('everything that main needs may be shipped, nested packages too, and nothing that only a checkout needs is in the list', () => {
  const all = shippedWithMain(ROOT);
  const names = all.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'usb', 'pdfmake', 'fontkit', 'node-forge', 'zod']));
  expect(all.filter(({ name }) => name === 'base64-js').length).toBeGreaterThan(1);
  expect(names.filter((name) => /^(node-linux|typescript|vitest|@types\/|electron|react)/.test(name))).toEqual([]);
  expect(all.filter(({ text }) => text.length < 200)).toEqual([]);
});

/** Lays out a lock with these packages; returns its folder. */
function lockWith(packages: Record<string, object>, files: Record<string, string> = {}): string {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('a forbidden licence deep in the lock is found', () => {
  const root = lockWith({ 'node_modules/a/node_modules/@b/c': { version: '1.0.0', license: 'GPL-3.0' } });
  expect(() => shippedWithMain(root)).toThrow('@b/c 1.0.0 may not be shipped under "GPL-3.0"');
});

test('a package without a text gets the usual one with its author, or is an error', () => {
  const lock = { 'node_modules/a': { version: '1.0.0', license: 'MIT' } };
  const [one] = shippedWithMain(lockWith(lock, { 'node_modules/a/package.json': '{"author":{"name":"A. Uthor"}}' }));
  expect(one?.text).toMatch(/Copyright \(c\) A\. Uthor\n\nPermission is hereby granted/);
  expect(() => shippedWithMain(lockWith(lock, { 'node_modules/a/package.json': '{}' }))).toThrow('text is missing');
});

test('the window adds what Vite says is in its bundle; both lists become one, each text once', () => {
  const bundled = join(folder, 'licences.json');
  const parts = [
    { name: 'react', version: '19.0.0', identifier: 'MIT', text: 'MIT License\r\nsame text' },
    { name: 'zustand', version: '5.0.0', identifier: 'MIT', text: 'MIT License\nsame text  ' },
  ];
  writeFileSync(bundled, JSON.stringify(parts));
  const all = merged(shippedWithWindow(bundled), [
    { name: 'axe', version: '1.0.0', licence: 'ISC', text: 'another' },
    { name: 'react', version: '19.0.0', licence: 'MIT', text: 'MIT License\nsame text' },
  ]);
  expect(all.map(({ name }) => name)).toEqual(['axe', 'react', 'zustand']);
  expect(asText(all).match(/same text/g)).toHaveLength(1);
  expect(asText(all)).toContain('react 19.0.0, zustand 5.0.0');
  expect(JSON.parse(asJson(all))).toHaveLength(3);
  writeFileSync(bundled, JSON.stringify([{ name: 'x', version: '1.0.0', identifier: 'GPL-2.0', text: '' }]));
  expect(() => shippedWithWindow(bundled)).toThrow('may not be shipped');
});
