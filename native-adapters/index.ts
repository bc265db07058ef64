import type { PhoneAdapter } from '../domain/adapter.ts';
import type { SightingSource } from '../domain/port.ts';
import type { ProcessLauncher } from '../domain/side-process.ts';
import { AdbServer } from './android/adb/adb-server.ts';
import { ByteTally } from './android/adb/byte-tally.ts';
import { ensureServer } from './android/adb/ensure-server.ts';
import type { HearExchange } from './android/adb/exchange.ts';
import { type Patience, REAL_PATIENCE } from './android/android-bench.ts';
import { androidAdapter } from './android/makers/generic/index.ts';
import { readOverwriterManifest } from './android/overwriter/binary.ts';
import { keepUsb, realUsb } from './links/usb/keep-usb.ts';
import { watchAdb } from './watchers/adb-watcher.ts';
import { mergeWatches } from './watchers/merge-watches.ts';
import { watchUsb } from './watchers/usb-watcher.ts';
import type { WatchedPhones } from './watchers/watched-phones.ts';

export { findAdb } from './android/adb/ensure-server.ts';
export type { HearExchange } from './android/adb/exchange.ts';
export { type Patience, REAL_PATIENCE } from './android/android-bench.ts';
export { withClaimedImei } from './android/steps/identify.ts';
export {
  type AroundSettings,
  type Probe,
  type Probes,
  surroundingProbes,
  thisPlatform,
} from './surroundings/look-around.ts';
export type { WatchedPhones } from './watchers/watched-phones.ts';

/** Where the phones are and what they are worked on with. */
export interface BenchSettings {
  /** The adb server to use; null = the one on 127.0.0.1:5037, started when adb is installed and none runs. */
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  /** Folder with the overwriter's binaries and their manifest. */
  readonly overwriterFolder: string;
  /** Whether the USB buses of this computer are watched too; a practice rack has nothing there. */
  readonly usb: 'watched' | 'left-alone';
  readonly patience?: Patience;
  /** How the process that holds the USB package is started. */
  readonly launch: ProcessLauncher;
  /** Hears what phones are asked and answer, cut and without numbers that name a person. */
  readonly hear?: HearExchange | null;
}

/** Everything that speaks to phones: adapters, the watcher, and what they are made of. */
export interface Bench {
  readonly adapters: readonly PhoneAdapter[];
  /** Yields what every one of `sources` sees, at each change, until the signal ends it. */
  watch(signal: AbortSignal): AsyncIterable<WatchedPhones>;
  readonly sources: readonly SightingSource[];
  readonly adbServerVersion: number;
  /** SHA-256 of each overwriter binary by machine type. */
  readonly overwriterSha256: Readonly<Record<string, string>>;
}

/** The phones of another computer's adb server are not on the buses of this one. */
function isHere(adbServer: BenchSettings['adbServer']): boolean {
  return adbServer === null || ['127.0.0.1', '::1', 'localhost'].includes(adbServer.host);
}

/** Opens the door to all adapters; throws `adb.absent`, `adb.server-down`, `adb.server-old` or `overwriter.binary-damaged`. */
export async function openBench(settings: BenchSettings): Promise<Bench> {
  const adb = settings.adbServer ? new AdbServer(settings.adbServer) : (await ensureServer()).server;
  const adbServerVersion = await adb.version();
  const manifest = await readOverwriterManifest(settings.overwriterFolder);
  const { overwriterFolder, patience = REAL_PATIENCE, launch, hear = null } = settings;
  const isUsbWatched = settings.usb === 'watched' && isHere(settings.adbServer);
  return {
    adapters: [androidAdapter({ adb, overwriterFolder, patience, tally: new ByteTally(), hear })],
    watch: (signal) =>
      mergeWatches([watchAdb(adb, signal), ...(isUsbWatched ? [watchUsb(keepUsb(signal, realUsb(launch)))] : [])]),
    sources: isUsbWatched ? ['adb', 'usb'] : ['adb'],
    adbServerVersion,
    overwriterSha256: Object.fromEntries(manifest.binaries.map(({ abi, sha256 }) => [abi, sha256])),
  };
}
