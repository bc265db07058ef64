import { posix } from 'node:path';
import { isNode, lineAt, nameOf, type ParsedFile, plainText, type SyntaxNode, walkFile } from './syntax.ts';

/** One import of one module: static, dynamic, required, re-exported or in a type. */
export interface ImportEdge {
  readonly from: string;
  readonly line: number;
  /** The text between the quotes; null when it is computed and cannot be seen. */
  readonly specifier: string | null;
  /** The project file that it names; null for a package, a Node module, or a file that is not there. */
  readonly to: string | null;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** True when the importing module hands something of it on as a value. */
  readonly passedOn: boolean;
}

interface Found {
  readonly node: SyntaxNode;
  readonly source: unknown;
  readonly typeOnly: boolean;
  readonly passedOn: boolean;
}

/** Reads every import of the modules, type imports included; `styles` are the style sheets that a module may name. */
export function readImports(files: readonly ParsedFile[], styles: readonly string[]): readonly ImportEdge[] {
  const known = new Set([...files.map((file) => file.path), ...styles]);
  return files.flatMap((file) => {
    const exported = exportedLocals(file);
    return [...walkFile(file)].flatMap((node) => {
      const found = importOf(node, exported);
      if (found === null) return [];
      const specifier = plainText(found.source);
      const { typeOnly, passedOn } = found;
      const to = specifier === null ? null : resolve(file.path, specifier, known);
      return [{ from: file.path, line: lineAt(file.text, node.start), specifier, to, typeOnly, passedOn }];
    });
  });
}

/** Finds the circles among the imports: each is the list of modules that can all reach each other. */
export function findCircles(edges: readonly ImportEdge[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) if (to !== null) next.set(from, (next.get(from) ?? new Set()).add(to));
  const reach = new Map([...next.keys()].map((start) => [start, reachable(start, next)]));
  const circles = new Map<string, readonly string[]>();
  for (const [start, seen] of reach) {
    if (!seen.has(start)) continue;
    const members = [...seen].filter((other) => reach.get(other)?.has(start)).sort();
    circles.set(members.join(), members);
  }
  return [...circles.values()];
}

function reachable(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    waiting.push(...(next.get(at) ?? []));
  }
  return seen;
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  if (!specifier.startsWith('.')) return null;
  const target = posix.join(posix.dirname(from), specifier);
  return known.has(target) ? target : null;
}

function exportedLocals(file: ParsedFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of file.body) {
    if (node.type !== 'ExportNamedDeclaration' || isNode(node.source) || node.exportKind === 'type') continue;
    for (const one of nodes(node.specifiers)) {
      const name = nameOf(one.local);
      if (name !== null && one.exportKind !== 'type') names.add(name);
    }
  }
  return names;
}

function nodes(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function importOf(node: SyntaxNode, exported: ReadonlySet<string>): Found | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return importDeclaration(node, exported);
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return reExport(node);
    case 'ImportExpression':
      return { node, source: node.source, typeOnly: false, passedOn: false };
    case 'TSImportType':
      return { node, source: literalOfType(node.source ?? node.argument), typeOnly: true, passedOn: false };
    case 'TSExternalModuleReference':
      return { node, source: node.expression, typeOnly: false, passedOn: false };
    case 'CallExpression':
      return nameOf(node.callee) === 'require'
        ? { node, source: nodes(node.arguments)[0], typeOnly: false, passedOn: false }
        : null;
    default:
      return null;
  }
}

function importDeclaration(node: SyntaxNode, exported: ReadonlySet<string>): Found {
  const specifiers = nodes(node.specifiers);
  const values = specifiers.filter((one) => one.importKind !== 'type');
  const typeOnly = node.importKind === 'type' || (specifiers.length > 0 && values.length === 0);
  const passedOn = !typeOnly && values.some((one) => exported.has(nameOf(one.local) ?? ''));
  return { node, source: node.source, typeOnly, passedOn };
}

function reExport(node: SyntaxNode): Found | null {
  if (!isNode(node.source)) return null;
  const specifiers = nodes(node.specifiers);
  const allTypes = specifiers.length > 0 && specifiers.every((one) => one.exportKind === 'type');
  const typeOnly = node.exportKind === 'type' || allTypes;
  return { node, source: node.source, typeOnly, passedOn: !typeOnly };
}

function literalOfType(value: unknown): unknown {
  return isNode(value) && value.type === 'TSLiteralType' ? value.literal : value;
}
