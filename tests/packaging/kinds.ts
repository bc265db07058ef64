/** A kind of computer that packages are made for. */
export interface Kind {
  readonly builder: 'linux' | 'win' | 'mac';
  readonly arch: 'x64' | 'arm64';
  /** The package that holds the USB package's binary, and that binary. */
  readonly usb: readonly [folder: string, file: string];
  readonly sqlite: string;
}

/** The kinds of computers that the settings name, one of each system. */
export const KINDS = {
  linux: {
    builder: 'linux',
    arch: 'x64',
    usb: ['usb-linux-x64-gnu', 'usb.linux-x64-gnu.node'],
    sqlite: 'linux-x64.node',
  },
  win: {
    builder: 'win',
    arch: 'x64',
    usb: ['usb-win32-x64-msvc', 'usb.win32-x64-msvc.node'],
    sqlite: 'win32-x64.node',
  },
  mac: {
    builder: 'mac',
    arch: 'arm64',
    usb: ['usb-darwin-arm64', 'usb.darwin-arm64.node'],
    sqlite: 'darwin-arm64.node',
  },
} as const satisfies Readonly<Record<string, Kind>>;
