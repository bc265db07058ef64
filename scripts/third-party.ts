// What of other people's work is shipped, and under which licences. What main uses is read from the lock, what the window's
// bundle holds is told by Vite itself (build.license), so that neither list is written by hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package that is shipped, with the licence that we take it under. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX name; where a package offers a choice, the one that we chose. */
  readonly licence: string;
  /** The text that came with the package. */
  readonly text: string;
}

/** What is known of a licence before it was judged. */
export interface Declared {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
}

// Source: SPDX, MIT.
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR
IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** One entry of the list that Vite writes beside the bundle. */
interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly identifier: string | null;
  readonly text?: string;
}

const ALLOWED: ReadonlySet<string> = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib', 'OFL-1.1'],
  'Unlicense',
]);

/** Where a package leaves a choice or forgets to say, what was found and decided. */
const DECIDED: Readonly<Record<string, string>> = {
  // (BSD-3-Clause OR GPL-2.0)
  'node-forge': 'BSD-3-Clause',
  // Its package.json says nothing; its licence file is the MIT text.
  'png-js': 'MIT',
};

// In the lock for every platform, but not in the package: the launchers' Node, and types.
const NOT_SHIPPED = /^(node-(linux|darwin|win)-|@types\/)/;
// The USB package's binaries, one package a platform: they are `usb` under another name.
const BINARY_OF_USB = /^@node-usb\//;

/** Returns the SPDX name under which a package may be shipped; throws when it may not be, or when somebody has to choose. */
export function allowedLicence({ name, version, licence }: Declared): string {
  const decided = DECIDED[name] ?? licence;
  const parts = (decided ?? '').replaceAll(/[()]/g, '').split(' AND ');
  if (parts.every((part) => ALLOWED.has(part))) return parts.join(' AND ');
  throw new Error(`${name} ${version} may not be shipped under "${licence ?? 'no licence at all'}"`);
}

function packageOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Every package that the lock says main needs when it runs, wherever it lies in node_modules. */
export function shippedWithMain(root: string): readonly ThirdParty[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const name = packageOf(path);
    const isLeftOut = path === '' || entry.dev === true || entry.devOptional === true;
    if (isLeftOut || NOT_SHIPPED.test(name) || BINARY_OF_USB.test(name)) return [];
    const licence = entry.license ?? null;
    const { version = '' } = entry;
    const allowed = allowedLicence({ name, version, licence });
    return [{ name, version, licence: allowed, text: textIn(join(root, path), allowed) }];
  });
}

/** Every package of which something is in the window's bundle, from Vite's own list. */
export function shippedWithWindow(file: string): readonly ThirdParty[] {
  const bundled = JSON.parse(readFileSync(file, 'utf8')) as readonly Bundled[];
  return bundled.map(({ name, version, identifier, text }) => {
    const licence = allowedLicence({ name, version, licence: identifier });
    return { name, version, licence, text: text === undefined ? withoutText(licence, null) : tidy(text) };
  });
}

function textIn(folder: string, licence: string): string {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    : [];
  if (files.length > 0)
    return files
      .sort()
      .map((name) => tidy(readFileSync(join(folder, name), 'utf8')))
      .join('\n\n');
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly author?: unknown };
  return withoutText(licence, about.author ?? null);
}

function withoutText(licence: string, author: unknown): string {
  const named = typeof author === 'object' && author !== null && 'name' in author ? author.name : author;
  if (licence !== 'MIT' || typeof named !== 'string') throw new Error(`a text is missing for a licence: ${licence}`);
  return `(The package names its licence and carries no text of it; this is the usual one.)\n\nCopyright (c) ${named}\n\n${MIT}`;
}

function tidy(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}

/** All of them once, in the order of their names. */
export function merged(...lists: readonly (readonly ThirdParty[])[]): readonly ThirdParty[] {
  const all = new Map(lists.flat().map((one) => [`${one.name} ${one.version}`, one]));
  return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The page for people: who is thanked for what, then each text once. */
export function asText(all: readonly ThirdParty[]): string {
  const byText = Map.groupBy(all, ({ text }) => text);
  const list = all.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const texts = [...byText].map(([text, ones]) => {
    const names = ones.map(({ name, version }) => `${name} ${version}`).join(', ');
    return `${'-'.repeat(80)}\n${names}\n${'-'.repeat(80)}\n\n${text}\n`;
  });
  return [
    '白紙 Hakushi に含まれるほかの方々の成果物とその利用条件です。Electron と Chromium のものは LICENSE.electron.txt と',
    'LICENSES.chromium.html にあります。better-sqlite3 には SQLite(パブリックドメイン)が含まれます。',
    '',
    "Other people's work that is part of Hakushi, and its licences. Those of Electron and Chromium are in LICENSE.electron.txt and",
    'LICENSES.chromium.html. better-sqlite3 contains SQLite, which is in the public domain.',
    '',
    ...list,
    '',
    ...texts,
  ].join('\n');
}

/** The list for programs. */
export function asJson(all: readonly ThirdParty[]): string {
  return `${JSON.stringify(
    all.map(({ name, version, licence }) => ({ name, version, licence })),
    null,
    2,
  )}\n`;
}
