import { readFileSync } from 'node:fs';

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../node_modules/electron/package.json', import.meta.url), 'utf8'),
);

/** The version of Electron whose types and behaviour the stand-in follows. */
export const electronVersion = manifest.version;
