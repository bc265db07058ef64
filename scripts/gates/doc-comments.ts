import type { Fault } from './fault.ts';
import { isNode, lineAt, nameOf, type ParsedFile, type SyntaxNode } from './syntax.ts';

const leastWords = 3;

/** Says which exports have no sentence in a doc comment right above them. Re-exports are documented where they are born. */
export function undocumentedExports(file: ParsedFile): readonly Fault[] {
  const faults: Fault[] = [];
  const documented = new Set<string>();
  for (const node of file.body) {
    for (const { declaration, name } of exportsOf(node, file)) {
      if (documented.has(name)) continue;
      if (hasDoc(file, declaration)) documented.add(name);
      else faults.push(undocumented(file, node, name));
    }
  }
  return faults;
}

function undocumented(file: ParsedFile, node: SyntaxNode, name: string): Fault {
  const where = `${file.path}:${lineAt(file.text, node.start)}`;
  return { rule: 'undocumented-export', where, what: `say in one sentence above ${name} what it promises` };
}

interface Exported {
  readonly declaration: SyntaxNode;
  readonly name: string;
}

function exportsOf(node: SyntaxNode, file: ParsedFile): readonly Exported[] {
  if (node.type === 'ExportDefaultDeclaration') return [{ declaration: node, name: 'default' }];
  if (node.type !== 'ExportNamedDeclaration' || isNode(node.source)) return [];
  if (isNode(node.declaration)) return [{ declaration: node, name: declaredNames(node.declaration)[0] ?? '?' }];
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.flatMap((one) => {
    const name = nameOf(one.local) ?? '?';
    const declaration = file.body.find((other) => declaredNames(other).includes(name));
    return declaration ? [{ declaration, name }] : [];
  });
}

function declaredNames(node: SyntaxNode): readonly string[] {
  const inside = Array.isArray(node.declarations) ? node.declarations.filter(isNode) : [node];
  return inside.map((one) => nameOf(one.id)).filter((name) => name !== null);
}

function hasDoc(file: ParsedFile, node: SyntaxNode): boolean {
  const above = file.comments.filter((comment) => comment.end <= node.start).at(-1);
  if (!above?.block || !above.text.startsWith('*')) return false;
  const between = file.text.slice(above.end, node.start);
  return between.trim() === '' && above.text.split(/[\s*]+/).filter((word) => word !== '').length >= leastWords;
}
