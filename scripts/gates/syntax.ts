import { parseSync } from 'vite';
import type { SourceFile } from './source-tree.ts';

/** A syntax node as the parser gives it; fields are read by name and checked before use. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A comment with its place; `text` is without the marks around it. */
export interface SyntaxComment {
  readonly block: boolean;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed module; `errors` is not empty when the parser could not read all of it. */
export interface ParsedFile extends SourceFile {
  readonly body: readonly SyntaxNode[];
  readonly comments: readonly SyntaxComment[];
  readonly errors: readonly string[];
}

/** Says whether a value is a syntax node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Parses one TypeScript or JavaScript module. */
export function parseFile(file: SourceFile): ParsedFile {
  const lang = file.path.endsWith('.tsx') ? 'tsx' : file.path.endsWith('.ts') ? 'ts' : 'js';
  const parsed = parseSync(file.path, file.text, { lang });
  const body: readonly unknown[] = parsed.program.body;
  return {
    ...file,
    body: body.filter(isNode),
    comments: parsed.comments.map((comment) => ({
      block: comment.type === 'Block',
      text: comment.value,
      start: comment.start,
      end: comment.end,
    })),
    errors: parsed.errors.map((error) => error.message),
  };
}

/** Visits every syntax node below the given one, itself first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

/** Visits every syntax node of a module. */
export function* walkFile(file: ParsedFile): Generator<SyntaxNode> {
  for (const node of file.body) yield* walk(node);
}

/** Returns the text of a plain string (or a template without holes), or null for anything else. */
export function plainText(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || node.quasis.length !== 1) return null;
  const only: unknown = node.quasis[0];
  if (!isNode(only)) return null;
  const value = only.value;
  return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string'
    ? value.cooked
    : null;
}

/** Returns the name of an identifier, or null. */
export function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : null;
}

/** Returns the line of a position, counted from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
