import { existsSync } from 'node:fs';
import { basename } from 'node:path';

/** How the workstation shows itself, and the one sentence that says why where it is not Electron. */
export type Face =
  | { readonly is: 'electron'; readonly program: string }
  | { readonly is: 'stand-in'; readonly program: string; readonly why: string }
  | { readonly is: 'headless'; readonly program: string | undefined; readonly why: string };

/** What there is on this machine. */
export interface Machine {
  readonly hasDisplay: boolean;
  readonly electron: string | undefined;
  /** Why there is no Electron, in the words of the fetch. */
  readonly noElectron: string;
  readonly chromium: string | undefined;
}

/** Chooses the best face that this machine can show. */
export function chooseFace({ hasDisplay, electron, noElectron, chromium }: Machine): Face {
  if (!hasDisplay) {
    const why =
      '画面がないので、練習を終わりまで行い、結果を practice-run/ に置きます。 / ' +
      'There is no display, so a practice runs to its end and leaves its results in practice-run/.';
    return { is: 'headless', program: chromium, why };
  }
  if (electron !== undefined) return { is: 'electron', program: electron };
  if (chromium !== undefined) {
    const name = basename(chromium);
    const why =
      `Electron の実行ファイルがないので(${noElectron})、同じ画面を ${name} で開きます。 / ` +
      `Electron's program is not here (${noElectron}), so the same workstation opens in ${name}.`;
    return { is: 'stand-in', program: chromium, why };
  }
  const why =
    `Electron も Chromium もないので(${noElectron})、練習を端末で行い、結果を practice-run/ に置きます。 / ` +
    `Neither Electron (${noElectron}) nor Chromium is here, so a practice runs in the terminal and leaves its results in practice-run/.`;
  return { is: 'headless', program: undefined, why };
}

/** Says whether windows can be shown: always on macOS and Windows; on Linux where an X or Wayland server is named and not known to be gone. */
export function hasDisplay(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  if (env['WAYLAND_DISPLAY']) return true;
  const display = env['DISPLAY'];
  if (!display) return false;
  const local = /^(?:unix)?:(\d+)/.exec(display)?.[1];
  return local === undefined || existsSync(`/tmp/.X11-unix/X${local}`);
}
