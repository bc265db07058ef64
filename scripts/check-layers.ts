// The layer gate: who may import whom, over the whole import graph, type imports included.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportGate, rootFromCommandLine } from './gates/fault.ts';
import { readImports } from './gates/import-graph.ts';
import { layerFaults, productRooms } from './gates/layer-rules.ts';
import { listPaths, readTree } from './gates/source-tree.ts';
import { parseFile } from './gates/syntax.ts';

const root = rootFromCommandLine();
const files = readTree(root, ['.ts', '.tsx', '.mts', '.mjs', '.js']).map(parseFile);
const edges = readImports(
  files,
  listPaths(root).filter((path) => path.endsWith('.css')),
);
const inRooms = productRooms.map((room) => {
  const count = files.filter((file) => file.path.startsWith(`${room}/`)).length;
  return [`modules in ${room}`, count] as const;
});

process.exitCode = reportGate({
  gate: 'layers',
  faults: layerFaults(files, edges, { shipped: listed('dependencies'), built: listed('devDependencies') }),
  read: { modules: files.length, imports: edges.length, ...Object.fromEntries(inRooms) },
});

function listed(part: 'dependencies' | 'devDependencies'): ReadonlySet<string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const packages = typeof manifest === 'object' && manifest !== null ? Object.entries(manifest) : [];
  const named: unknown = packages.find(([name]) => name === part)?.[1];
  return new Set(Object.keys(typeof named === 'object' && named !== null ? named : {}));
}
