import { defineConfig } from 'vitest/config';

// Mutants are judged by the unit tests of what decides and of the ledger alone, because they are quick; 100,000 random chips are not.
export default defineConfig({
  test: {
    include: ['tests/domain/**/*.test.ts', 'tests/main/ledger/**/*.test.ts'],
    exclude: ['tests/domain/chip-verdict-random.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
  },
});
