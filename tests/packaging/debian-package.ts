import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the builder wanted of fpm. */
export interface DebOrder {
  /** Every option that is given once, by its name. */
  readonly options: Readonly<Record<string, string>>;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Where each file or folder goes. */
  readonly places: readonly (readonly [from: string, to: string])[];
}

/** Reads an order that fpm-stand-in.mjs kept. */
export function readDebOrder(folder: string): DebOrder {
  const words = JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8')) as string[];
  const after = (option: string): string[] =>
    words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ''] : []));
  const named = words.filter((word) => word.startsWith('--'));
  const places = words.flatMap((word) => {
    const cut = word.indexOf('=/');
    return cut < 0 ? [] : [[word.slice(0, cut), word.slice(cut + 1)] as const];
  });
  return {
    options: Object.fromEntries(named.map((name) => [name.slice(2), after(name)[0] ?? ''])),
    depends: after('-d'),
    recommends: after('--deb-recommends'),
    places,
  };
}

/** Runs one of Debian's tools; throws with what it said when it fails. */
export function debianTool(name: string, args: readonly string[]): string {
  const done = spawnSync(name, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } });
  if (done.status !== 0)
    throw new Error(`${name} ${args.join(' ')} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** Builds the package that was ordered and returns its path. */
export function buildDeb({ options, depends, recommends, places }: DebOrder, folder: string): string {
  const tree = join(folder, 'tree');
  for (const [from, to] of places) {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    if (from.endsWith('/')) cpSync(from, join(tree, to), { recursive: true });
    else copyFileSync(from, join(tree, to));
  }
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  const control = {
    Package: options['name'],
    Version: options['version'],
    Architecture: options['architecture'],
    Maintainer: options['maintainer'],
    Homepage: options['url'],
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Description: options['description'],
  };
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), lines.join(''));
  for (const [script, option] of [
    ['postinst', 'after-install'],
    ['postrm', 'after-remove'],
  ] as const) {
    copyFileSync(options[option] ?? '', join(tree, 'DEBIAN', script));
    chmodSync(join(tree, 'DEBIAN', script), 0o755);
  }
  const deb = join(folder, 'hakushi.deb');
  debianTool('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, deb]);
  return deb;
}

/** A root folder with a package database of its own, in which packages are installed without touching this computer. */
export class OtherRoot {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    for (const path of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/triggers', 'usr/bin'])
      mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'var/lib/dpkg/status'), '');
  }

  /** Runs dpkg on this root; the package's scripts run outside it and find it in DPKG_ROOT. */
  dpkg(...args: readonly string[]): string {
    const rules = ['--force-depends', '--force-script-chrootless', '--log=/dev/null'];
    return debianTool('dpkg', [`--root=${this.folder}`, ...rules, ...args]);
  }
}
