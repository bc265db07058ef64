// Mutation run over the code that decides between pass and fail. `npm run mutation` prints the score; the aim is 85 %.
import { globSync } from 'node:fs';

const decisive = [
  'proof',
  'verdict',
  'evidence',
  'grade',
  'job',
  'ledger',
  'ledger-check',
  'ledger-faults',
  'ledger-frame',
  'chip-verdict',
  'chip-record',
  'chip-fold',
  'chip-presence',
];
const mutate = globSync(decisive.map((name) => `domain/${name}.ts`));
const missing = decisive.filter((name) => !mutate.includes(`domain/${name}.ts`));
if (missing.length > 0) throw new Error(`the mutation run knows no domain/{${missing}}.ts; correct its list`);

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate,
  vitest: { configFile: 'vitest.mutation.config.ts' },
  // Stryker would rewrite tsconfig.json through a compiler API that TypeScript 7 has no longer; vitest does not read that file.
  tsconfigFile: 'none.json',
  reporters: ['clear-text'],
  clearTextReporter: { logTests: false, allowColor: false },
  coverageAnalysis: 'perTest',
  // Tables that are built once would each cost a whole run; their rows are asserted as one value in the tests.
  ignoreStatic: true,
  concurrency: 2,
  thresholds: { high: 95, low: 85, break: null },
};
