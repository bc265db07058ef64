import type { CdpSession } from './cdp-pipe.ts';
import type { Chromium } from './chromium.ts';
import type { IpcDesk } from './ipc-main.ts';
import type { StandInOptions } from './options.ts';
import type { RequestRules } from './requests.ts';

/** What the parts of one stand-in share: the browser, the messages, the rules, and a place for faults. */
export interface Desk {
  readonly options: StandInOptions;
  readonly ipc: IpcDesk;
  readonly requests: RequestRules;
  /** Electron's face of the one session. */
  readonly session: object;
  nextId(): number;
  appPath(): string;
  /** The running Chromium; it is started when first asked for. */
  chromium(): Promise<Chromium>;
  /** Gives a fresh page what holds for all pages: theme and permissions. */
  dress(session: CdpSession): Promise<void>;
  closeWindowOf(contentsId: number): void;
  /** Lets main fail with an error that has no caller to go to. */
  fail(error: Error): void;
}
