/** One file of a package: its path from the package's root, with slashes and without one in front. */
export interface PackedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lies beside the archive, where the system can load it. */
  readonly isUnpacked: boolean;
}

/** What a package is held against. */
export interface PackageLaw {
  /** Modules of the source tree without their endings: `domain/ids`. */
  readonly modules: ReadonlySet<string>;
  /** Folders of the packages that main needs: `node_modules/usb`, `node_modules/a/node_modules/b`. */
  readonly packages: ReadonlySet<string>;
  /** Prebuilt binaries of this platform. */
  readonly binaries: ReadonlySet<string>;
  readonly mostBytes: number;
}

/** What must be there, whatever else the program grows. */
const NEEDED: readonly string[] = [
  'package.json',
  'out/app/main/index.js',
  'out/app/main/cli.js',
  'out/app/main/electron/window.js',
  'out/app/preload/index.cjs',
  'out/app/renderer/index.html',
  'out/app/domain/verdict.js',
  'out/app/native-adapters/links/usb/usb-process.js',
  'out/app/native-adapters/links/usb/device-process.js',
  'out/app/practice/rack-process.js',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/usb/dist/index.js',
  'node_modules/pdfmake/js/Printer.js',
  'node_modules/fontkit/dist/main.cjs',
];

const BUILT_MODULE = /^out\/app\/((?:domain|native-adapters|practice|main)\/.+)\.js$/;
const BUILT_PAGE =
  /^out\/app\/(preload\/index\.cjs|renderer\/index\.html|renderer\/assets\/[^/]+\.(js|css|woff2|svg|png|wav|mp3))$/;
const PACKAGE_FILE = /(\.(js|cjs|mjs|json|node|afm|icc|html|yml)|(^|\/)(licen[cs]e|notice)[^/]*)$/i;
const SOURCE = /\.([cm]?tsx?|map|c|cc|cpp|h|hpp|rs|gypi?|flow)$/;

/** Says what is wrong with a package: everything in it that has no right to be there, and everything that is missing. */
export function packageFaults(files: readonly PackedFile[], law: PackageLaw): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const binaries = files.filter(({ path }) => path.endsWith('.node'));
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    ...files.flatMap(({ path }) => faultsOfPath(path, law)),
    ...[...NEEDED, ...law.binaries].filter((path) => !paths.has(path)).map((path) => `missing: ${path}`),
    ...binaries.filter(({ isUnpacked }) => !isUnpacked).map(({ path }) => `a binary inside the archive: ${path}`),
    ...files
      .filter(({ path, isUnpacked }) => isUnpacked && !path.endsWith('.node'))
      .map(({ path }) => `outside: ${path}`),
    ...(total > law.mostBytes ? [`too large: ${total} bytes, at most ${law.mostBytes}`] : []),
  ];
}

function faultsOfPath(path: string, law: PackageLaw): readonly string[] {
  if (path === 'package.json' || BUILT_PAGE.test(path)) return [];
  if (SOURCE.test(path)) return [`a source: ${path}`];
  const built = BUILT_MODULE.exec(path)?.[1];
  if (built !== undefined) return law.modules.has(built) ? [] : [`built from no source: ${path}`];
  if (!path.startsWith('node_modules/')) return [`not a part of the program: ${path}`];
  if (![...law.packages].some((folder) => path.startsWith(`${folder}/`)))
    return [`a package that main does not need: ${path}`];
  if (path.endsWith('.node')) return law.binaries.has(path) ? [] : [`a binary for another computer: ${path}`];
  return PACKAGE_FILE.test(path) ? [] : [`of no use to the program: ${path}`];
}
