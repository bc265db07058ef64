import { defineConfig } from 'vitest/config';

// Mutants are judged by the unit tests of `domain/` alone: they are quick, and what decides must be proven next to where it stands.
export default defineConfig({
  test: { include: ['tests/domain/**/*.test.ts'], pool: 'forks', testTimeout: 30_000 },
});
