import type { Fault } from './fault.ts';
import { findCircles, type ImportEdge } from './import-graph.ts';
import { isNode, lineAt, nameOf, type ParsedFile, type SyntaxNode, walkFile } from './syntax.ts';

/** The rooms of the product; each must hold at least one module, or the gate is looking at the wrong folder. */
export const productRooms = ['domain', 'native-adapters', 'practice', 'main', 'preload', 'renderer'] as const;

const productRoomSet: ReadonlySet<string> = new Set(productRooms);
const neighbours: Readonly<Record<string, readonly RegExp[]>> = {
  domain: [/^domain\//],
  'native-adapters': [/^native-adapters\//, /^domain\//],
  practice: [/^practice\//, /^domain\//],
  main: [/^main\//, /^domain\//, /^(native-adapters|practice)\/index\.ts$/],
  preload: [/^preload\//, /^domain\//],
  renderer: [/^renderer\//, /^domain\//],
  scripts: [/^scripts\//],
  tests: [/^/],
};

const proofModule = 'domain/proof.ts';
// Findings come from the first, verdicts on storage and on chips from the others; none of these types may be reached by a cast.
const uncast = new Set([proofModule, 'domain/verdict.ts', 'domain/chip-verdict.ts']);
const mayMint = [
  /^domain\//,
  /^native-adapters\/(.+\/)?verify[^/]*\.ts$/,
  /^native-adapters\/(.+\/)?rungs\//,
  /^tests\//,
];
const mayDestroy = [
  /^native-adapters\/(android|apple)\/rungs\//,
  /^native-adapters\/felica\/loose-cards\//,
  /^tests\//,
];
// What speaks to a reader below the guard that keeps phones from being changed: everything in its folder but the door.
const belowTheGuard = /^(native-adapters\/felica\/readers\/[^/]+\/)(?!index\.ts$)[^/]+$/;
const electronEdge = [/^main\/electron\//, /^preload\/index\.ts$/, /^tests\//];
const network = /^(node:)?(http|https|http2|dgram|dns)(\/|$)/;
const networkGlobals = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** Where a package may be imported as a value; one that is not listed may be used anywhere in the product but in `domain`. */
const homes: Readonly<Record<string, RegExp>> = {
  usb: /^native-adapters\/links\/usb\//,
  '@devicefarmer/adbkit': /^native-adapters\/android\/adb\//,
  'better-sqlite3': /^main\//,
  commander: /^main\/cli(\.ts$|\/)/,
  pdfmake: /^main\/reports\//,
  plist: /^(native-adapters|practice)\/apple\//,
};

/** What package.json names: packages that go out beside the product, and those that are at hand when it is built. */
export interface Packages {
  readonly shipped: ReadonlySet<string>;
  readonly built: ReadonlySet<string>;
}

/** Applies every layer rule to the import graph. */
export function layerFaults(
  files: readonly ParsedFile[],
  edges: readonly ImportEdge[],
  known: Packages,
): readonly Fault[] {
  return [
    ...files.flatMap(unreadable),
    ...edges.flatMap((edge) => [
      ...visibility(edge),
      ...rooms(edge),
      ...guardedModules(edge),
      ...packages(edge, known),
    ]),
    ...circles(edges),
    ...files.flatMap(networkUse),
    ...forgedProof(files),
  ];
}

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '.';
}

function inProduct(path: string): boolean {
  return productRoomSet.has(roomOf(path));
}

function fault(rule: string, edge: ImportEdge, what: string): Fault {
  return { rule, where: `${edge.from}:${edge.line}`, what };
}

function unreadable(file: ParsedFile): readonly Fault[] {
  return file.errors.map((what) => ({ rule: 'unreadable', where: file.path, what }));
}

function visibility(edge: ImportEdge): readonly Fault[] {
  if (edge.specifier === null) {
    return inProduct(edge.from)
      ? [fault('computed-import', edge, 'the gate cannot see what is imported; name it')]
      : [];
  }
  if (edge.specifier.startsWith('.') && edge.to === null) {
    return [fault('unresolved-import', edge, `${edge.specifier} names no module of the project`)];
  }
  return /^(\/|file:|data:|[A-Za-z]:)/.test(edge.specifier) && !edge.specifier.startsWith('node:')
    ? [fault('unresolved-import', edge, `${edge.specifier} is not a relative path or a package`)]
    : [];
}

function rooms(edge: ImportEdge): readonly Fault[] {
  if (edge.to === null) return [];
  const from = roomOf(edge.from);
  if (roomOf(edge.to) === 'tests' && from !== 'tests')
    return [fault('tests-are-a-leaf', edge, 'nothing may import tests')];
  const allowed = neighbours[from];
  if (allowed?.some((pattern) => pattern.test(edge.to ?? ''))) return [];
  if (from === '.') return [fault('room', edge, 'a file at the root imports no room')];
  if (from === 'main' && productRoomSet.has(roomOf(edge.to))) {
    return [fault('by-the-door', edge, `main reaches ${roomOf(edge.to)} only by its index.ts`)];
  }
  return [fault('room', edge, `${from} may not import ${edge.to}`)];
}

function guardedModules(edge: ImportEdge): readonly Fault[] {
  const faults: Fault[] = [];
  const may = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(edge.from));
  if (edge.to !== null && /(^|\/)destructive\.ts$/.test(edge.to) && !may(mayDestroy)) {
    faults.push(
      fault('destructive', edge, 'only a rung, or the zeroing of a loose card, may import a destructive command'),
    );
  }
  if (edge.to === proofModule && !edge.typeOnly && !may(mayMint)) {
    faults.push(fault('proof', edge, 'only verification may mint a finding or a verdict (a type import is free)'));
  }
  const readerFolder = belowTheGuard.exec(edge.to ?? '')?.[1];
  if (readerFolder !== undefined && !edge.from.startsWith(readerFolder) && !edge.from.startsWith('tests/')) {
    faults.push(fault('below-the-guard', edge, 'a reader is reached by its index.ts, behind the guard, or not at all'));
  }
  if (readerFolder !== undefined && edge.passedOn) {
    faults.push(fault('guard-passed-by', edge, 'what is below the guard of a reader may not be exported again'));
  }
  if (edge.to === proofModule && edge.passedOn) {
    faults.push(fault('proof-passed-on', edge, 'what mints a verdict may not be exported again'));
  }
  return faults;
}

function packages(edge: ImportEdge, known: Packages): readonly Fault[] {
  const { specifier, from } = edge;
  if (specifier === null || specifier.startsWith('.')) return [];
  const name = packageName(specifier);
  if (name === 'electron' && !electronEdge.some((pattern) => pattern.test(from))) {
    return [fault('electron', edge, 'electron is imported only in main/electron/ and by the preload')];
  }
  if (!inProduct(from)) return [];
  if (from.startsWith('domain/') && !(name === 'zod' && from === 'domain/ipc.ts')) {
    return [fault('domain-is-pure', edge, `domain may not import ${specifier}`)];
  }
  if (network.test(specifier)) return [fault('offline', edge, `${specifier}: the product sends nothing out`)];
  if (inPage(from)) return pagePackages(edge, name, known);
  if (specifier.startsWith('node:') || name === 'electron') return [];
  if (!known.shipped.has(name))
    return [fault('not-shipped', edge, `${name} is not among the dependencies in package.json`)];
  const home = homes[name];
  return home && !edge.typeOnly && !home.test(from) ? [fault('home', edge, `${name} has its own place: ${home}`)] : [];
}

const inPage = (path: string): boolean => /^(preload|renderer)\//.test(path);

/** What a page imports is bundled into it, so it need not be shipped beside it; but a page has no Node. */
function pagePackages(edge: ImportEdge, name: string, known: Packages): readonly Fault[] {
  if (edge.specifier?.startsWith('node:')) return [fault('page-without-node', edge, `a page has no ${edge.specifier}`)];
  const isKnown = known.shipped.has(name) || known.built.has(name);
  return isKnown ? [] : [fault('not-shipped', edge, `${name} is not in package.json`)];
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function circles(edges: readonly ImportEdge[]): readonly Fault[] {
  return findCircles(edges).map((members) => ({
    rule: 'circle',
    where: members[0] ?? '.',
    what: `imports run in a circle: ${members.join(', ')}`,
  }));
}

function networkUse(file: ParsedFile): readonly Fault[] {
  if (!inProduct(file.path)) return [];
  return [...walkFile(file)].flatMap((node) => {
    const name = node.type === 'CallExpression' || node.type === 'NewExpression' ? nameOf(node.callee) : null;
    if (name === null || !networkGlobals.has(name)) return [];
    const where = `${file.path}:${lineAt(file.text, node.start)}`;
    return [{ rule: 'offline', where, what: `${name}: the product sends nothing out` }];
  });
}

/** A cast would be the back door to a verdict, so no product module may cast to a type that these modules export. */
function forgedProof(files: readonly ParsedFile[]): readonly Fault[] {
  const guarded = new Set(files.filter((file) => uncast.has(file.path)).flatMap(exportedTypes));
  const suspects = files.filter((file) => inProduct(file.path) && !uncast.has(file.path));
  return suspects.flatMap((file) =>
    [...walkFile(file)].flatMap((node) => {
      const name = castTarget(node);
      if (name === null || !guarded.has(name)) return [];
      const where = `${file.path}:${lineAt(file.text, node.start)}`;
      return [{ rule: 'proof-cast', where, what: `a ${name} is minted by verification, never cast` }];
    }),
  );
}

function exportedTypes(file: ParsedFile): readonly string[] {
  return file.body.flatMap((node) => {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : null;
    if (!isNode(declaration)) return [];
    return ['TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'ClassDeclaration'].includes(declaration.type)
      ? [nameOf(declaration.id) ?? '']
      : [];
  });
}

function castTarget(node: SyntaxNode): string | null {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return null;
  const type = node.typeAnnotation;
  if (!isNode(type)) return null;
  return nameOf(type.type === 'TSTypeQuery' ? type.exprName : type.typeName);
}
