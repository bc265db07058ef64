import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { electronVersion } from '../electron-version.ts';
import { moduleText } from './module-text.ts';
import type { PreloadFacts } from './preload-world.ts';

/** The name under which Electron's own preload world is known to debuggers. */
export const preloadWorld = 'Electron Isolated Context';

/** The two scripts that make a page of Chromium a renderer of Electron, and the channel they speak to main on. */
export interface RendererScripts {
  readonly channel: string;
  readonly pageWorld: string;
  readonly preloadWorld: string;
}

/**
 * Reads a preload and wraps it for injection before any script of a page. It is set into the source as it is, because
 * compiling it inside the page would fall under the page's content security policy.
 */
export function rendererScripts(preloadFile: string | undefined, argv: readonly string[] = []): RendererScripts {
  const secret = randomBytes(16).toString('hex');
  const channel = `ipc-${secret}`;
  const [up, down] = [`up-${secret}`, `down-${secret}`];
  const preload = preloadFile === undefined ? '' : readFileSync(preloadFile, 'utf8');
  const facts: PreloadFacts = {
    channel,
    platform: process.platform,
    versions: { electron: electronVersion, node: process.versions.node },
    argv,
  };
  const end = (hear: string, tell: string) =>
    `${text('./bridge-end.ts')}.makeBridgeEnd(${JSON.stringify(hear)}, ${JSON.stringify(tell)})`;
  const run = `${text('./preload-world.ts')}.runPreload`;
  return {
    channel,
    pageWorld: inMainFrame(`${end(down, up)};`),
    preloadWorld: inMainFrame(
      `${run}(${JSON.stringify(facts)}, ${codecText}, ${end(up, down)}, (require, module, exports, process, global) => {\n${preload}\n});`,
    ),
  };
}

/** The codec as an expression for a page, with `encode` and `decode`. */
export const codecText = text('../codec.ts');

function text(file: string): string {
  return moduleText(new URL(file, import.meta.url));
}

function inMainFrame(body: string): string {
  return `if (window === window.top) { ${body} }`;
}
