import { defineConfig } from 'vitest/config';

// Unit tests sit beside their mirror of the source and run side by side. *.integration.test.ts need real peers, root or
// minutes: they come after the unit tests, one file at a time, because each of them may load the whole machine.
export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line-reporter.ts'],
    allowOnly: false,
    coverage: {
      provider: 'v8',
      include: [
        'domain/**/*.ts',
        'native-adapters/**/*.ts',
        'practice/**/*.ts',
        'main/**/*.ts',
        'renderer/**/*.{ts,tsx}',
      ],
      reporter: ['text', 'html'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/**/*.integration.test.{ts,tsx}', 'tests/architecture/wrong/**'],
          pool: 'forks',
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          expect: { requireAssertions: true },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.integration.test.{ts,tsx}'],
          pool: 'forks',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          expect: { requireAssertions: true },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
