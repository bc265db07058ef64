// `npm run bench`: runs every bench of this folder, one after the other, prints a table and writes bench.json.
// A missed bar is printed loudly but is not an error of the run, so the exit code stays 0: numbers are reported, never hidden.
import { readdirSync, writeFileSync } from 'node:fs';
import type { BenchResult } from './result.ts';

const own = new Set(['run.ts', 'result.ts']);
const wanted = process.argv.slice(2);
const modules = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !own.has(name))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();

const results: BenchResult[] = [];
for (const module of modules) {
  process.stdout.write(`measuring ${module} …\n`);
  for (const result of await measure(module)) {
    results.push(result);
    process.stdout.write(`${lineOf(result)}\n`);
  }
}

writeFileSync('bench.json', `${JSON.stringify(results, null, 2)}\n`);
const missed = results.filter((result) => !result.ok);
process.stdout.write(`\n${'-'.repeat(100)}\n${results.map(lineOf).join('\n')}\n${'-'.repeat(100)}\n`);
for (const { name, value, bar } of missed) process.stdout.write(`MISSED: ${name}: ${round(value)}, bar ${bar}\n`);
process.stdout.write(`${results.length} measured, ${missed.length} missed; written to bench.json\n`);
if (results.length === 0) process.exitCode = 1;

/** Runs every bench of one module; one that fails becomes a line that is not ok, so that the others are still measured. */
async function measure(module: string): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  try {
    const exports: unknown = await import(`./${module}`);
    const benches = Object.entries(exports ?? {}).filter(([name, value]) => /^bench[A-Z]/.test(name) && isBench(value));
    if (benches.length === 0) process.stdout.write('  (exports no function named bench…; nothing measured)\n');
    for (const [name, bench] of benches) results.push(...(await runBench(`${module} ${name}`, bench)));
  } catch (error) {
    results.push(failed(module, error));
  }
  return results;
}

async function runBench(name: string, bench: unknown): Promise<readonly BenchResult[]> {
  if (!isBench(bench)) return [];
  try {
    const lines = [await bench()].flat().filter(isResult);
    return lines.length > 0 ? lines : [failed(name, new Error('it returned no line with name, value, bar and ok'))];
  } catch (error) {
    return [failed(name, error)];
  }
}

function failed(name: string, error: unknown): BenchResult {
  process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { name: `${name} could not be measured`, value: Number.NaN, bar: 'runs', ok: false };
}

function isBench(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

function isResult(value: unknown): value is BenchResult {
  const is = (key: string, type: string) => typeof Reflect.get(Object(value), key) === type;
  return (
    is('name', 'string') && is('value', 'number') && (is('bar', 'string') || is('bar', 'number')) && is('ok', 'boolean')
  );
}

function lineOf({ name, value, bar, ok }: BenchResult): string {
  return `${ok ? 'ok    ' : 'MISSED'}  ${round(value).padStart(12)}  ${String(bar).padEnd(12)}  ${name}`;
}

function round(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}
