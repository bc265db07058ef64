import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { putFiles } from './put-files.ts';

// Source: @electron/fuses: a sentinel, the version of the wire, its length, and one character a fuse; as Electron ships them.
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_NAMES = [
  ...['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeCliInspect', 'asarIntegrity', 'onlyLoadAppFromAsar'],
  ...['browserV8Snapshot', 'grantFileProtocolExtraPrivileges', 'wasmTrapHandlers'],
];
const WIRE = `${SENTINEL}\x01${String.fromCharCode(FUSE_NAMES.length)}101100011`;

interface ResourceEntry {
  readonly type: number | string;
  readonly bin: ArrayBuffer;
}

interface VersionTexts {
  setFileVersion(...numbers: readonly number[]): void;
  setProductVersion(...numbers: readonly number[]): void;
  setStringValues(language: object, values: Readonly<Record<string, string>>): void;
  getStringValues(language: unknown): Readonly<Record<string, string>>;
  getAllLanguagesForStringValues(): readonly unknown[];
  outputToResourceEntries(entries: readonly ResourceEntry[]): void;
}

/** The parts of resedit, which the builder itself edits Windows programs with, that are needed here. */
interface Resedit {
  readonly NtExecutable: {
    createEmpty(is32Bit: boolean, isDll: boolean): { generate(): ArrayBuffer };
    from(bytes: Uint8Array): object;
  };
  readonly NtExecutableResource: {
    from(program: object): { readonly entries: readonly ResourceEntry[]; outputResource(program: object): void };
  };
  readonly Resource: {
    readonly VersionInfo: {
      createEmpty(): VersionTexts;
      fromEntries(entries: readonly ResourceEntry[]): VersionTexts[];
    };
  };
}

const require = createRequire(import.meta.url);
const COMMON = { LICENSE: 'MIT', 'LICENSES.chromium.html': '<html></html>', version: '45.4.1' };

/** Makes a folder that the builder takes for Electron for Linux: no program in it, but the places where the builder works. */
export function fakeElectronForLinux(folder: string): void {
  const program = { electron: `\x7fELF no program, but ${WIRE} inside`, 'chrome-sandbox': '' };
  const locales = { 'locales/ja.pak': '', 'locales/en-US.pak': '', 'locales/fr.pak': '' };
  putFiles(folder, { ...COMMON, ...program, ...locales });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  chmodSync(join(folder, 'electron'), 0o755);
}

/** The same for Windows; the program is one that Windows tools can read and that does nothing. */
export function fakeElectronForWindows(folder: string): void {
  const { NtExecutable, NtExecutableResource, Resource } = require('resedit') as Resedit;
  const program = NtExecutable.createEmpty(false, false);
  const resource = NtExecutableResource.from(program);
  const texts = Resource.VersionInfo.createEmpty();
  texts.setFileVersion(45, 4, 1, 0, 1033);
  texts.setProductVersion(45, 4, 1, 0, 1033);
  texts.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron', OriginalFilename: 'electron.exe' });
  texts.outputToResourceEntries(resource.entries);
  resource.outputResource(program);
  putFiles(folder, { ...COMMON, 'locales/ja.pak': '', 'locales/en-US.pak': '' });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  writeFileSync(
    join(folder, 'electron.exe'),
    Buffer.concat([Buffer.from(program.generate()), Buffer.from(WIRE, 'latin1')]),
  );
}

function propertyList(name: string): string {
  const pairs = { CFBundleExecutable: name, CFBundleIdentifier: `electron.${name}`, CFBundleName: name };
  const lines = Object.entries(pairs).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${lines.join('')}</dict></plist>`;
}

/** The same for macOS, with the helpers that are renamed along with the program. */
export function fakeElectronForMac(folder: string): void {
  const framework = 'Frameworks/Electron Framework.framework';
  const helpers = ['', ' (GPU)', ' (Renderer)', ' (Plugin)'].map((kind) => `Electron Helper${kind}`);
  const contents = {
    'Info.plist': propertyList('Electron'),
    'MacOS/Electron': 'no program',
    [`${framework}/Electron Framework`]: `no library, but ${WIRE} inside`,
    ...Object.fromEntries(
      ['ja', 'en', 'fr'].map((language) => [`${framework}/Versions/A/Resources/${language}.lproj/locale.pak`, '']),
    ),
    ...Object.fromEntries(
      helpers.flatMap((name) => [
        [`Frameworks/${name}.app/Contents/Info.plist`, propertyList(name)],
        [`Frameworks/${name}.app/Contents/MacOS/${name}`, 'no program'],
      ]),
    ),
  };
  putFiles(folder, COMMON);
  putFiles(join(folder, 'Electron.app/Contents'), { ...contents, 'Resources/electron.icns': '' });
}

/** Reads the fuses of a program that was made from a fake one. */
export function fusesOf(program: string): Readonly<Record<string, boolean>> {
  const bytes = readFileSync(program).toString('latin1');
  const wire = bytes.slice(bytes.indexOf(SENTINEL) + SENTINEL.length + 2);
  return Object.fromEntries(FUSE_NAMES.map((name, at) => [name, wire[at] === '1']));
}

/** What Windows would show and check of a program. */
export interface WindowsFacts {
  readonly texts: Readonly<Record<string, string>>;
  /** The pictures of the icon, as bytes. */
  readonly pictures: readonly Uint8Array[];
  /** What Electron compares the archive with before it runs it. */
  readonly integrity: unknown;
}

// Source: Windows' resource types: RT_ICON.
const RT_ICON = 3;

/** Reads texts, icon and integrity out of a Windows program. */
export function windowsFactsOf(program: string): WindowsFacts {
  const { NtExecutable, NtExecutableResource, Resource } = require('resedit') as Resedit;
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)));
  const [texts] = Resource.VersionInfo.fromEntries(entries);
  const integrity = entries.find(({ type }) => type === 'INTEGRITY');
  return {
    texts: texts?.getStringValues(texts.getAllLanguagesForStringValues()[0]) ?? {},
    pictures: entries.filter(({ type }) => type === RT_ICON).map(({ bin }) => new Uint8Array(bin)),
    integrity: integrity ? JSON.parse(Buffer.from(integrity.bin).toString('utf8')) : null,
  };
}
