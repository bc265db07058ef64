// `npm start`, on Node 24: builds, then shows the workstation in the best window that this machine has.
import { existsSync } from 'node:fs';
import { buildOnce } from './build-once.ts';
import { chooseFace, hasDisplay } from './choose-face.ts';
import { fetchElectron } from './fetch-electron.ts';
import { findChromium } from './find-chromium.ts';
import { findElectron } from './find-electron.ts';
import { root } from './node24.mjs';
import { runChild } from './run-child.mjs';

const main = 'out/app/main/index.js';
const pictures = 'tests/journeys/window/practice-pictures.ts';
const args = process.argv.slice(2);
const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** Finds out what this machine has; Electron is fetched only where a window could show it. */
async function look() {
  const display = hasDisplay();
  const noElectron = display && !findElectron() ? await fetchElectron(root) : null;
  return { hasDisplay: display, electron: findElectron(), noElectron: noElectron ?? '', chromium: findChromium() };
}

const show = {
  electron: ({ program }) => {
    // As root Electron starts only without its sandbox; nobody but root could have started it so.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return runChild(program, [...asRoot, '.', ...args]);
  },
  'stand-in': ({ program }) =>
    runChild(process.execPath, ['--import', './tests/stand-in/register.ts', main, ...args], {
      HAKUSHI_STAND_IN_CHROMIUM: program,
      HAKUSHI_STAND_IN_WINDOW: 'headed',
    }),
  headless: async ({ program }) => {
    const own = args.filter((one) => one !== '--practice');
    const code = await runChild(process.execPath, [
      'out/app/main/cli.js',
      'practice',
      '--phones',
      '8',
      '--out',
      'practice-run',
      ...own,
    ]);
    if (code !== 0 || !program || !existsSync(`${root}${pictures}`)) return code;
    return runChild(process.execPath, [pictures, 'practice-run'], {
      HAKUSHI_STAND_IN_CHROMIUM: program,
      HAKUSHI_STAND_IN_WINDOW: 'headless',
    });
  },
};

try {
  buildOnce(() => say('画面を準備しています… / Preparing the window…'));
  const face = chooseFace(await look());
  if (face.why) say(face.why);
  process.exitCode = await show[face.is](face);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 3;
}
