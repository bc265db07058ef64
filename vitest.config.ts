import { defineConfig } from 'vitest/config';

// Unit tests sit beside their mirror of the source; *.integration.test.ts need real peers, root or minutes.
export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line-reporter.ts'],
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.integration.test.ts', 'tests/architecture/wrong/**'],
          pool: 'forks',
          expect: { requireAssertions: true },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.integration.test.ts'],
          pool: 'forks',
          expect: { requireAssertions: true },
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
