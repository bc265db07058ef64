import type { WhoActs } from './errors.ts';

/** An operating system that the workstation runs on. */
export type Platform = 'linux' | 'windows' | 'macos';

/** What a cause concerns: a kind of phone, the contactless reader, this computer, or the practice rack. */
export type CauseAbout = 'android' | 'iphone' | 'reader' | 'computer' | 'practice';

/** A place where a program can look without changing anything. */
export type ProbeId =
  | 'board'
  | 'usb-devices'
  | 'permissions'
  | 'surroundings'
  | 'adb'
  | 'usbmuxd'
  | 'data-folder'
  | 'clock';

/** How a cause can be known: a probe sees it on some platforms, or no program can and the person at the bench is asked. */
export type HowKnown =
  | { readonly by: 'detected'; readonly probe: ProbeId; readonly on: readonly Platform[] }
  | { readonly by: 'asked' };

/** How much a cause hinders: `error` keeps every phone from being worked on, `warn` some of them. */
export type CauseSeverity = 'error' | 'warn';

/** One line of the catalogue; its words are the texts `cause.<id>.title`, `.see` and `.fix`. */
export interface CauseLine {
  readonly known: HowKnown;
  readonly platforms: readonly Platform[];
  readonly severity: CauseSeverity;
  readonly who: WhoActs;
}

/** Every platform, for causes that know no border. */
export const EVERYWHERE: readonly Platform[] = ['linux', 'windows', 'macos'];

type Rest = Partial<Omit<CauseLine, 'known'>>;

/** A cause that only a person can recognise. */
export function asked(rest: Rest = {}): CauseLine {
  return { known: { by: 'asked' }, platforms: EVERYWHERE, severity: 'warn', who: 'operator', ...rest };
}

/** A cause that a probe sees, everywhere or on the given platforms; where it can occur but not be seen, `platforms` says so. */
export function detected(probe: ProbeId, on: readonly Platform[] = EVERYWHERE, rest: Rest = {}): CauseLine {
  return { known: { by: 'detected', probe, on }, platforms: on, severity: 'warn', who: 'operator', ...rest };
}
