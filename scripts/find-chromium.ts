import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macNames = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const windowsPaths = [
  'Chromium/Application/chrome.exe',
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

/** Returns the path of a Chromium, Chrome or Edge of this machine, or undefined. HAKUSHI_STAND_IN_CHROMIUM names one outright. */
export function findChromium(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const named = env['HAKUSHI_STAND_IN_CHROMIUM'];
  return (named ? [named] : places(env, platform)).find(isProgram);
}

function places(env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') return macNames.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    return folders.flatMap((folder) => windowsPaths.map((path) => join(folder, path)));
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
