import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SideProcess } from '../../domain/side-process.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';

const PARENT_LINE = new URL('../../domain/parent-line.ts', import.meta.url).href;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '白紙 fork-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a module that answers by what `answer` makes of each message. */
function start(answer: string): SideProcess {
  const file = join(folder, 'side.ts');
  writeFileSync(
    file,
    `import { openParentLine } from ${JSON.stringify(PARENT_LINE)};
     const parent = openParentLine<unknown>(process);
     parent.onMessage(async (message) => parent.tell(await (${answer})(message)));
     parent.onGone(() => process.exit(0));`,
  );
  return forkLauncher({ moduleUrl: pathToFileURL(file).href, name: 'test' });
}

const gone = (side: SideProcess): Promise<void> => new Promise((resolve) => side.onExit(resolve));

test('messages keep their bytes and their types both ways', async () => {
  const side = start('(message) => message');
  const answered = new Promise<unknown>((resolve) => side.onMessage(resolve));
  const said = { bytes: new Uint8Array([0, 255]), list: new Map([['a', 1n]]), none: undefined };
  expect(side.post(said)).toBe(true);
  expect(await answered).toEqual(said);
  side.kill();
  await gone(side);
});

test('nobody takes a message of which the process has ended', async () => {
  const side = start('() => process.exit(3)');
  side.post({});
  await gone(side);
  expect(side.post({})).toBe(false);
});

test('a process that cannot be made is gone, once', async () => {
  const side = forkLauncher({ moduleUrl: pathToFileURL(join(folder, 'no-such-module.ts')).href, name: 'test' });
  let ends = 0;
  side.onExit(() => {
    ends += 1;
  });
  await gone(side);
  expect(ends).toBe(1);
});
