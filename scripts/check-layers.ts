// The layer gate: who may import whom, over the whole import graph, type imports included.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportGate, rootFromCommandLine } from './gates/fault.ts';
import { readImports } from './gates/import-graph.ts';
import { layerFaults, productRooms } from './gates/layer-rules.ts';
import { readTree } from './gates/source-tree.ts';
import { parseFile } from './gates/syntax.ts';

const root = rootFromCommandLine();
const files = readTree(root, ['.ts', '.mts', '.mjs', '.js']).map(parseFile);
const edges = readImports(files);
const inRooms = productRooms.map((room) => {
  const count = files.filter((file) => file.path.startsWith(`${room}/`)).length;
  return [`modules in ${room}`, count] as const;
});

process.exitCode = reportGate({
  gate: 'layers',
  faults: layerFaults(files, edges, shippedPackages()),
  read: { modules: files.length, imports: edges.length, ...Object.fromEntries(inRooms) },
});

function shippedPackages(): ReadonlySet<string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const listed =
    typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest ? manifest.dependencies : {};
  return new Set(Object.keys(typeof listed === 'object' && listed !== null ? listed : {}));
}
