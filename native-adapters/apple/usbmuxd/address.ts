import { WorkstationError } from '../../../domain/errors.ts';

/** Where a USB mux daemon listens. */
export type MuxAddress =
  | { readonly is: 'unix'; readonly path: string }
  | { readonly is: 'tcp'; readonly host: string; readonly port: number };

// libusbmuxd README: the socket of Linux and macOS, and the port of Apple's service on Windows.
const USUAL_PATH = '/var/run/usbmuxd';
const WINDOWS: MuxAddress = { is: 'tcp', host: '127.0.0.1', port: 27_015 };
const LONGEST_SHOWN = 80;

/**
 * Returns where the daemon is: the value of USBMUXD_SOCKET_ADDRESS in any spelling that libusbmuxd, go-ios, pymobiledevice3 or
 * appium take, or the usual place of the platform when it is unset or empty; throws usbmuxd.setting-unreadable for a value that is none.
 */
export function muxAddress(platform: string, setting: string | undefined): MuxAddress {
  const given = setting?.trim() ?? '';
  if (given === '') return platform === 'win32' ? WINDOWS : { is: 'unix', path: USUAL_PATH };
  const address = readUnix(given) ?? readTcp(given);
  if (address !== null) return address;
  const what = given.replaceAll(/\p{Cc}/gu, ' ').slice(0, LONGEST_SHOWN);
  throw new WorkstationError('usbmuxd.setting-unreadable', { what });
}

/** The address as a person may read it. */
export function shownAddress(address: MuxAddress): string {
  if (address.is === 'unix') return address.path;
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

function readUnix(given: string): MuxAddress | null {
  const named = /^unix:(?:\/\/)?(.*)$/is.exec(given)?.[1];
  const path = named ?? (isBarePath(given) ? given : '');
  return path === '' || path.includes('\0') ? null : { is: 'unix', path };
}

function isBarePath(given: string): boolean {
  return /^\.{0,2}\//.test(given) || !/[:[\]]/.test(given);
}

function readTcp(given: string): MuxAddress | null {
  const [, bracketed, plain, digits] =
    /^(?:tcp:\/\/)?(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^\s:/[\]]+)):(\d{1,5})$/i.exec(given) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? null : { is: 'tcp', host, port };
}
