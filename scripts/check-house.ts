// The house gate: sizes, names, doc comments, skipped tests, machine paths, links and decisions.
import { undocumentedExports } from './gates/doc-comments.ts';
import { documentFaults } from './gates/document-rules.ts';
import { reportGate, rootFromCommandLine } from './gates/fault.ts';
import { textFaults } from './gates/house-rules.ts';
import { listPaths, readTree } from './gates/source-tree.ts';
import { parseFile } from './gates/syntax.ts';

const root = rootFromCommandLine();
const paths = listPaths(root);
const texts = readTree(root, [
  '.ts',
  '.tsx',
  '.css',
  '.mts',
  '.mjs',
  '.js',
  '.c',
  '.h',
  '.sh',
  '.md',
  '.json',
  '.yml',
  '.py',
  '/run',
]);
const pages = texts.filter(({ path }) => path.endsWith('.md'));
const modules = texts.filter(({ path }) => /\.(tsx?|mjs)$/.test(path)).map(parseFile);
const documented = modules.filter(({ path }) => path.includes('/'));

process.exitCode = reportGate({
  gate: 'house',
  faults: [...textFaults(texts), ...documented.flatMap(undocumentedExports), ...documentFaults(pages, paths)],
  read: { files: texts.length, modules: modules.length, pages: pages.length },
});
