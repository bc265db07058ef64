import type { PhoneAdapter } from '../domain/adapter.ts';
import type { AppleModelFound, AppleNumbers } from '../domain/apple-models.ts';
import { WorkstationError } from '../domain/errors.ts';
import type { OrderFailure } from '../domain/failed-order.ts';
import type { SightingSource } from '../domain/port.ts';
import type { ProcessLauncher } from '../domain/side-process.ts';
import { BenchServer } from './android/adb/bench-server.ts';
import { ByteTally } from './android/adb/byte-tally.ts';
import type { HearExchange } from './android/adb/exchange.ts';
import { androidAdapter } from './android/makers/generic/index.ts';
import { readOverwriterManifest } from './android/overwriter/binary.ts';
import { iphoneAdapter } from './apple/iphone/index.ts';
import { HostIdentity } from './apple/lockdownd/host-identity.ts';
import { TrustDesk } from './apple/trust-desk.ts';
import { type MuxAddress, muxAddress } from './apple/usbmuxd/address.ts';
import { Usbmuxd } from './apple/usbmuxd/usbmuxd.ts';
import { openUsbBus, type UsbBus } from './links/usb/usb-bus.ts';
import { type Patience, REAL_PATIENCE } from './patience.ts';
import { watchAdb } from './watchers/adb-watcher.ts';
import { mergeWatches } from './watchers/merge-watches.ts';
import { watchUsb } from './watchers/usb-watcher.ts';
import { watchUsbmuxd } from './watchers/usbmuxd-watcher.ts';
import { watchNothing } from './watchers/watch-nothing.ts';
import type { WatchedPhones } from './watchers/watched-phones.ts';

export { findAdb } from './android/adb/ensure-server.ts';
export type { HearExchange } from './android/adb/exchange.ts';
export { withClaimedImei } from './android/steps/identify.ts';
export { type ReadOptions, readChip } from './felica/chip/read-chip.ts';
export { type Sensed, senseChip } from './felica/chip/sense-chip.ts';
export { type ZeroedCard, type ZeroOrder, zeroCard } from './felica/loose-cards/zero-card.ts';
export { type ZeroableWay, zeroableWay } from './felica/loose-cards/zeroable-way.ts';
export { readerAdapters } from './felica/readers/index.ts';
export { recordingTransport } from './links/recording-transport.ts';
export { type ReplayTransport, replayTransport } from './links/replay-transport.ts';
export { openUsbBus, type UsbBus } from './links/usb/usb-bus.ts';
export { usbReaders } from './links/usb/usb-readers.ts';
export { type Patience, REAL_PATIENCE } from './patience.ts';
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
  /** Where usbmuxd listens; `system` = as this computer has it, null = no iPhones are looked for. */
  readonly usbmuxd: { readonly host: string; readonly port: number } | 'system' | null;
  /** How orders to erase came to nothing on iPhones before, by UDID: such a phone is not ordered in the same way again. */
  readonly failedOrders?: Iterable<readonly [udid: string, how: OrderFailure]>;
  /** Says what an Apple device is called; what no table knows is null. */
  readonly findAppleModel: (numbers: AppleNumbers) => AppleModelFound;
  /** Folder with the overwriter's binaries and their manifest. */
  readonly overwriterFolder: string;
  /** Whether the USB buses of this computer are watched too; a practice rack has nothing there. */
  readonly usb: 'watched' | 'left-alone';
  readonly patience?: Patience;
  /** The buses to watch, where others watch them too; null = the bench looks at them by itself. */
  readonly bus?: UsbBus | null;
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
  /** The version that the adb server told last; null before it told any. */
  readonly adbServerVersion: number | null;
  /** SHA-256 of each overwriter binary by machine type. */
  readonly overwriterSha256: Readonly<Record<string, string>>;
}

/** The phones of another computer's adb server are not on the buses of this one. */
function isHere(adbServer: BenchSettings['adbServer']): boolean {
  return adbServer === null || ['127.0.0.1', '::1', 'localhost'].includes(adbServer.host);
}

/** The iPhones' part of a bench: who works on them, and who sees them. */
interface AppleSide {
  readonly adapters: readonly PhoneAdapter[];
  watch(signal: AbortSignal): AsyncIterable<WatchedPhones>;
}

/** Opens the iPhones' part; null where none are looked for. Without a place for its daemon it sees nothing and says why, and Android goes on. */
function openAppleSide({
  usbmuxd: wanted,
  findAppleModel,
  patience = REAL_PATIENCE,
  failedOrders = [],
}: BenchSettings): AppleSide | null {
  if (wanted === null) return null;
  try {
    const address: MuxAddress =
      wanted === 'system'
        ? muxAddress(process.platform, process.env.USBMUXD_SOCKET_ADDRESS)
        : { is: 'tcp', host: wanted.host, port: wanted.port };
    const usbmuxd = new Usbmuxd(address);
    const trust = new TrustDesk(usbmuxd, new HostIdentity(() => new Date()), { failedOrders });
    const bench = { usbmuxd, trust, findModel: findAppleModel, patience };
    return { adapters: [iphoneAdapter(bench)], watch: (signal) => watchUsbmuxd(usbmuxd, trust, signal) };
  } catch (error) {
    if (!(error instanceof WorkstationError)) throw error;
    return { adapters: [], watch: () => watchNothing('usbmuxd', error.code) };
  }
}

/** Opens the door to all adapters; throws `overwriter.binary-damaged`. A server that is missing is told by the watch, and others go on. */
export async function openBench(settings: BenchSettings): Promise<Bench> {
  const server = new BenchServer(settings.adbServer);
  const { adb } = server;
  const manifest = await readOverwriterManifest(settings.overwriterFolder);
  const { overwriterFolder, patience = REAL_PATIENCE, launch, hear = null } = settings;
  const { bus } = settings;
  const isUsbWatched = settings.usb === 'watched' && isHere(settings.adbServer);
  const apple = openAppleSide(settings);
  return {
    adapters: [
      androidAdapter({ adb, overwriterFolder, patience, tally: new ByteTally(), hear }),
      ...(apple?.adapters ?? []),
    ],
    watch: (signal) =>
      mergeWatches([
        watchAdb(server, signal),
        ...(apple ? [apple.watch(signal)] : []),
        ...(isUsbWatched ? [watchUsb((bus ?? openUsbBus(launch)).watch(signal))] : []),
      ]),
    sources: ['adb', ...(apple ? (['usbmuxd'] as const) : []), ...(isUsbWatched ? (['usb'] as const) : [])],
    get adbServerVersion() {
      return server.version;
    },
    overwriterSha256: Object.fromEntries(manifest.binaries.map(({ abi, sha256 }) => [abi, sha256])),
  };
}
