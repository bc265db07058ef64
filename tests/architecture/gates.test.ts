import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type GateName, gateNames, runGate, runGateOnNothing } from './run-gate.ts';

const wrong = fileURLToPath(new URL('wrong', import.meta.url));
const ruleFiles = fileURLToPath(new URL('../../scripts', import.meta.url));
// `rule+variant` keeps a second example of the same rule.
const examples = gateNames.flatMap((gate) => readdirSync(join(wrong, gate)).map((name) => ({ gate, name })));

describe.concurrent('every gate', () => {
  it.each(gateNames)('%s is green on the right tree', async (gate) => {
    expect(await runGate(gate, null)).toEqual({ exitCode: 0, output: expect.any(String) });
  });

  it.each(gateNames)('%s is red where there is nothing to read', async (gate) => {
    expect((await runGateOnNothing(gate)).exitCode).not.toBe(0);
  });

  it.each(examples)('$gate is red on $name and says why', async ({ gate, name }) => {
    const answer = await runGate(gate, `${gate}/${name}`);
    expect(answer).toEqual({ exitCode: expect.any(Number), output: expect.stringContaining(ruleOf(name)) });
    expect(answer.exitCode).not.toBe(0);
  });
});

describe('the kept wrong examples', () => {
  it('hold one for every rule that our own gates know', () => {
    const kept = new Set(examples.map(({ name }) => ruleOf(name)));
    const known = [...ownRules()];
    expect(known.length).toBeGreaterThan(25);
    expect(known.filter((rule) => !kept.has(rule))).toEqual([]);
  });

  it('hold one for every Biome rule that biome.json turns on', () => {
    const kept = new Set(examples.filter(({ gate }) => gate === 'lint').map(({ name }) => ruleOf(name)));
    const named = readFileSync(new URL('../../biome.json', import.meta.url), 'utf8').matchAll(
      /"((?:no|use)[A-Z]\w+)"/g,
    );
    const rules = new Set([...named].map((match) => match[1] ?? ''));
    expect([...rules].filter((rule) => !kept.has(rule) && rule !== notARule)).toEqual([]);
  });
});

// A setting of the version control part, not a rule.
const notARule = 'useIgnoreFile';

function ruleOf(name: string): string {
  return name.replace(/\+.*$/, '');
}

function ownRules(): ReadonlySet<string> {
  const sources = ['gates', '.'].flatMap((folder) =>
    readdirSync(join(ruleFiles, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ruleFiles, folder, name), 'utf8')),
  );
  const found = sources.flatMap((text) => [...text.matchAll(/\brule: '([a-z-]+)'|\bfault\('([a-z-]+)'/g)]);
  return new Set(found.map((match) => match[1] ?? match[2] ?? ''));
}

/** The gates are named in the launcher too; the two lists must not drift apart. */
describe('the launcher', () => {
  it('runs the same gates', () => {
    const launcher = readFileSync(new URL('../../scripts/run.mjs', import.meta.url), 'utf8');
    const table = /const gates = \{([\s\S]*?)\n\};/.exec(launcher)?.[1] ?? '';
    const names = [...table.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] as GateName);
    expect(names).toEqual([...gateNames]);
  });
});
