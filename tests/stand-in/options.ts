/** What the environment tells the stand-in; everything has a default. */
export interface StandInOptions {
  /** A window on the screen, or none that anybody sees. */
  readonly headed: boolean;
  /** Also opens a debugging port on loopback, for tests that look at the page; it closes with Chromium. */
  readonly port: boolean;
  readonly chromium: string | undefined;
  /** Whether safeStorage claims a key store, with a key of its own that protects nothing. */
  readonly keychain: boolean;
  readonly locale: string;
}

/** Reads the stand-in's options from environment variables that begin with HAKUSHI_STAND_IN_. */
export function readOptions(env: Readonly<Record<string, string | undefined>>): StandInOptions {
  const of = (name: string) => env[`HAKUSHI_STAND_IN_${name}`];
  return {
    headed: of('WINDOW') === 'headed',
    port: of('PORT') === '1',
    chromium: of('CHROMIUM'),
    keychain: of('KEYCHAIN') === '1',
    locale: of('LOCALE') ?? 'ja',
  };
}
