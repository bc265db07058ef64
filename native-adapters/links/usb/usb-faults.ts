import { WorkstationError } from '../../../domain/errors.ts';

/** What the USB package's words about a failed call mean. */
export type UsbFault = 'no-bus' | 'late' | 'stalled' | 'unplugged' | 'not-permitted' | 'busy' | 'driver' | 'unclear';

/** The errors with which a claimed reader can fail. */
export const READER_FAULTS = [
  'reader.absent',
  'reader.busy',
  'reader.driver',
  'reader.not-permitted',
  'reader.unplugged',
  'reader.hung',
  'reader.protocol',
] as const;
/** One of READER_FAULTS. */
export type ReaderFault = (typeof READER_FAULTS)[number];

// Only the text tells: the package gives every failure the same code. Sources: usb 3.1.0 (its words for transfers) and nusb 0.2.7 (all
// others: device.rs of its three platforms, enumeration.rs of Windows). The first that fits counts. `endpoint not found` is what a cable in
// mid-scan gave 2 times of 12: the package looks for the endpoint in what the system still knows of the device, and ours were in it when
// it was claimed.
const WORDS: readonly (readonly [RegExp, UsbFault])[] = [
  [/\/sys\/bus\/usb\/devices.* not found/, 'no-bus'],
  [/: Cancelled$|transfer was cancelled/, 'late'],
  [/: Stall$|endpoint stalled/, 'stalled'],
  [/: Disconnected$|device disconnected|device not found|: endpoint not found$|\(errno (?:19|108)\)/, 'unplugged'],
  [/permission denied|\(errno (?:1|13)\)/i, 'not-permitted'],
  [/(?:interface|device) is busy|\(errno 16\)|for exclusive access|interface is already claimed/i, 'busy'],
  [
    /incompatible driver is installed|could not determine driver|DeviceInterfaceGUIDs|not WinUSB|driver not installed/i,
    'driver',
  ],
];

const CODES: Readonly<Record<UsbFault, ReaderFault>> = {
  'no-bus': 'reader.absent',
  late: 'reader.hung',
  stalled: 'reader.protocol',
  unplugged: 'reader.unplugged',
  'not-permitted': 'reader.not-permitted',
  busy: 'reader.busy',
  driver: 'reader.driver',
  unclear: 'reader.protocol',
};

const MOST_WORDS = 200;

/** The text of anything thrown, in one line and short enough to be shown. */
export function wordsOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_WORDS).toWellFormed();
}

/** Says what a failed call of the USB package means; words that nobody knows are `unclear`. */
export function usbFaultOf(thrown: unknown): UsbFault {
  const text = wordsOf(thrown);
  return WORDS.find(([words]) => words.test(text))?.[1] ?? 'unclear';
}

/** The catalogued error of a failed call of the USB package; one that is catalogued already stays itself. */
export function readerError(thrown: unknown): WorkstationError {
  if (thrown instanceof WorkstationError) return thrown;
  return new WorkstationError(CODES[usbFaultOf(thrown)], { what: wordsOf(thrown) }, { cause: thrown });
}
