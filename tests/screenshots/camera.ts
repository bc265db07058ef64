import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../domain/text.ts';
// What the preload puts on the page's window is declared there.
import type {} from '../../renderer/bridge.ts';

const LANGUAGES: readonly Language[] = ['ja', 'en'];
const LOOKS = ['light', 'dark'] as const;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** Where a picture comes from: the program at work, or its window before a scripted one. */
export type Source = 'program' | 'script';

interface Taken {
  readonly name: string;
  readonly source: Source;
  readonly files: readonly string[];
}

/** Takes pictures of one state of the window in every language, theme and size, and lists them all on one page. */
export class Camera {
  readonly #folder: string;
  readonly #taken: Taken[] = [];

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  /** Takes all pictures of what the page shows now; the page's comfort is changed over its own bridge. */
  async take(page: Page, name: string, source: Source): Promise<void> {
    const files: string[] = [];
    for (const language of LANGUAGES) {
      for (const theme of LOOKS) {
        await page.evaluate((comfort) => window.workstation.call('change-comfort', comfort), { language, theme });
        await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
        for (const size of SIZES) {
          await page.setViewportSize(size);
          // Two frames, so that what follows the size has been drawn.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          const file = `${name}.${language}.${theme}.${size.width}x${size.height}.png`;
          await page.screenshot({ path: join(this.#folder, file), animations: 'disabled', caret: 'hide' });
          files.push(file);
        }
      }
    }
    this.#taken.push({ name, source, files });
    process.stdout.write(`${name}: ${files.length} pictures\n`);
  }

  /** Writes index.html with all pictures, and tells how many there are. */
  writeIndex(): { readonly file: string; readonly pictures: number } {
    const file = join(this.#folder, 'index.html');
    const sections = this.#taken.toSorted((a, b) => a.name.localeCompare(b.name)).map(sectionOf);
    const style =
      'body{font:16px sans-serif;margin:2rem}img{width:24rem;border:1px solid #999;margin:.25rem}h2{margin-top:2rem}';
    writeFileSync(
      file,
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hakushi screens</title><style>${style}</style><h1>Hakushi screens</h1>${sections.join('')}</html>\n`,
    );
    return { file, pictures: this.#taken.reduce((sum, { files }) => sum + files.length, 0) };
  }
}

function sectionOf({ name, source, files }: Taken): string {
  const pictures = files.map(
    (file) => `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}" title="${file}"></a>`,
  );
  return `<h2>${name} <small>(${source})</small></h2>${pictures.join('')}`;
}
