import type { Fault } from './fault.ts';
import { isNode, lineAt, type ParsedFile, plainText, type SyntaxNode, walkFile } from './syntax.ts';

const spokenAttributes = new Set([
  'aria-label',
  'aria-description',
  'title',
  'placeholder',
  'alt',
  'label',
  'description',
]);
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const word = /\p{L}{2,}/u;

/** Says where a page speaks for itself instead of by the texts, so that it would be read in one language only. */
export function wordsOfPage(file: ParsedFile): readonly Fault[] {
  return [...walkFile(file)].flatMap((node) => {
    const said = saidBy(node);
    if (said === null) return [];
    const where = `${file.path}:${lineAt(file.text, node.start)}`;
    return [{ rule: 'words-in-page', where, what: `say it by a text in both languages: ${said.trim().slice(0, 40)}` }];
  });
}

function saidBy(node: SyntaxNode): string | null {
  if (node.type === 'JSXText') return typeof node.value === 'string' && word.test(node.value) ? node.value : null;
  if (node.type === 'JSXAttribute') return attributeText(node);
  const text = node.type === 'TemplateElement' ? rawOf(node) : plainText(node);
  return text !== null && japanese.test(text) ? text : null;
}

function attributeText({ name, value }: SyntaxNode): string | null {
  const named = isNode(name) && typeof name.name === 'string' ? name.name : '';
  const text = plainText(value);
  return spokenAttributes.has(named) && text !== null && word.test(text) ? text : null;
}

function rawOf({ value }: SyntaxNode): string | null {
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : null;
}
