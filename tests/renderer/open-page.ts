import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { WindowState } from '../../domain/window-state.ts';
import { buildOnce } from '../../scripts/build-once.ts';
import { type FakeBridge, makeFakeBridge } from './bridge-in-page.ts';
import { MAY_OF } from './fake-workstation.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILT = join(ROOT, 'out', 'app', 'renderer');
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

declare global {
  interface Window {
    /** The scripted workstation behind a page of a test. */
    fake: FakeBridge;
  }
}

/** How a page is opened. */
export interface PageOrder {
  readonly state: WindowState;
  /** What calls answer; see makeFakeBridge. */
  readonly replies?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A page of the built renderer with a scripted workstation, and everything that it complained about. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors of the console and of scripts; must stay empty. */
  readonly complaints: string[];
}

/** The system's Chromium with the built renderer at hand. */
export class BuiltPages {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #address: string;

  private constructor(browser: Browser, server: Server, address: string) {
    this.#browser = browser;
    this.#server = server;
    this.#address = address;
  }

  /** Builds the renderer unless that was done, so that nothing old is looked at, and starts Chromium; the files come from this process, on the loopback alone. */
  static async open(): Promise<BuiltPages> {
    buildOnce();
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://page').pathname);
      const file = join(BUILT, path === '/' ? 'index.html' : path);
      const isThere = file.startsWith(BUILT) && existsSync(file);
      // Chromium asks for a mark of the site by itself.
      const missing = path === '/favicon.ico' ? 204 : 404;
      response.writeHead(isThere ? 200 : missing, {
        'content-type': KINDS[extname(file)] ?? 'application/octet-stream',
      });
      response.end(isThere ? readFileSync(file) : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    return new BuiltPages(browser, server, `http://127.0.0.1:${port}/`);
  }

  /** Opens a page in a context of its own. */
  async page({ state, replies = {}, size = { width: 1920, height: 1080 } }: PageOrder): Promise<OpenedPage> {
    const context = await this.#browser.newContext({ viewport: size });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
    await page.addInitScript({
      content: `window.fake = (${makeFakeBridge.toString()})(${JSON.stringify(state)}, ${JSON.stringify(replies)}, ${JSON.stringify(MAY_OF)});
        window.workstation = window.fake.bridge;`,
    });
    await page.goto(this.#address);
    await page.evaluate(() => document.fonts.ready);
    return { page, complaints };
  }

  /** Ends Chromium and the server. */
  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** What axe-core finds wrong with a page by WCAG 2.2 A and AA: one line for each rule, with the first places. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const source = readFileSync(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe');
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(
      (one: { id: string; help: string; nodes: { html: string }[] }) =>
        `${one.id}: ${one.help}: ${one.nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
  });
}
