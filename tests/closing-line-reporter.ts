import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts the tests for the closing line `N passed, N failed, N skipped`, and prints why each skipped one was skipped.
 * A file that could not be loaded counts as failed; so does a skipped test when CI is true. The launcher names a file for the
 * count and prints the line itself; without it the line is printed here, last.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count: Count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) add(count, test);
    }
    if (count.failed > 0) process.exitCode = 1;
    const file = process.env['HAKUSHI_COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify(count));
    else {
      const line = `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`;
      // The default reporter still writes after this hook; the line must be the last.
      process.once('exit', () => process.stdout.write(line));
    }
  }
}

function add(count: Count, test: TestCase): void {
  const result = test.result();
  if (result.state === 'passed') count.passed += 1;
  else if (result.state === 'failed' || result.state === 'pending') count.failed += 1;
  else {
    const inCi = process.env['CI'] === 'true';
    if (inCi) count.failed += 1;
    else count.skipped += 1;
    const reason = result.note ?? 'see the reason printed when its file was loaded';
    process.stdout.write(`${inCi ? 'SKIPPED IN CI, counts as failed' : 'skipped'}: ${test.fullName} (${reason})\n`);
  }
}
