// The text gate: both languages say the same things, and neither claims what nobody observed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Fault, reportGate, rootFromCommandLine } from './gates/fault.ts';
import { wordsOfPage } from './gates/page-words.ts';
import { readTree } from './gates/source-tree.ts';
import { lineAt, parseFile, walkFile } from './gates/syntax.ts';
import { claimFaults, type FlatTexts, flatten, textPairFaults } from './gates/text-rules.ts';

const root = rootFromCommandLine();
const faults: Fault[] = [];
const ja = await readTexts('ja');
const en = await readTexts('en');
const literals = productLiterals();
faults.push(
  ...(await unjoined('ja', ja)),
  ...(await unjoined('en', en)),
  ...textPairFaults(ja, en),
  ...literals.flatMap(({ where, text }) => claimFaults(where, text)),
  ...readTree(root, ['.ts', '.tsx'])
    .filter(({ path }) => path.startsWith('renderer/'))
    .map(parseFile)
    .flatMap(wordsOfPage),
);

process.exitCode = reportGate({
  gate: 'texts',
  faults,
  read: { 'Japanese texts': ja.size, 'English texts': en.size, 'strings in the product': literals.length },
});

/** Loads `domain/text/<language>.ts`: its first export that is an object is the table of texts. */
async function readTexts(language: string): Promise<FlatTexts> {
  const path = `domain/text/${language}.ts`;
  const module: unknown = await import(pathToFileURL(join(root, path)).href);
  const table: unknown = Object.values(module ?? {}).find((value) => typeof value === 'object' && value !== null);
  const texts = new Map<string, string>();
  for (const [key, value] of flatten(table ?? {})) {
    if (typeof value === 'string') texts.set(key, value);
    else faults.push({ rule: 'not-a-text', where: `${path} ${key}`, what: 'texts are plain data' });
  }
  return texts;
}

/** The parts `domain/text/<language>/*.ts` are seen by no one until they are spread into the table, whole and without overwriting each other. */
async function unjoined(language: string, joined: FlatTexts): Promise<readonly Fault[]> {
  const parts = readTree(root, ['.ts']).filter(({ path }) => path.startsWith(`domain/text/${language}/`));
  const found: Fault[] = [];
  for (const { path } of parts) {
    const module: unknown = await import(pathToFileURL(join(root, path)).href);
    for (const table of Object.values(module ?? {})) {
      for (const [key, value] of flatten(table)) {
        if (joined.get(key) === value) continue;
        found.push({
          rule: 'text-not-joined',
          where: `${path} ${key}`,
          what: `${language}.ts says something else or nothing`,
        });
      }
    }
  }
  return found;
}

/** Strings outside the text tables can reach paper too, so the forbidden claims are looked for everywhere in the product. */
function productLiterals(): readonly { readonly where: string; readonly text: string }[] {
  const rooms = /^(domain|native-adapters|main|practice|preload|renderer)\/(?!text\/)/;
  const files = readTree(root, ['.ts', '.tsx']).filter(({ path }) => rooms.test(path));
  return files.map(parseFile).flatMap((file) =>
    [...walkFile(file)].flatMap((node) => {
      const text = literalText(node.type, node.value);
      return text === null ? [] : [{ where: `${file.path}:${lineAt(file.text, node.start)}`, text }];
    }),
  );
}

function literalText(type: string, value: unknown): string | null {
  if (type === 'Literal') return typeof value === 'string' ? value : null;
  if (type !== 'TemplateElement' || typeof value !== 'object' || value === null || !('raw' in value)) return null;
  return String(value.raw);
}
