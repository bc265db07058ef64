/** What the adb server says about one transport. */
export type AdbState =
  | 'device'
  | 'unauthorized'
  | 'authorizing'
  | 'connecting'
  | 'offline'
  | 'recovery'
  | 'sideload'
  | 'rescue'
  | 'bootloader'
  | 'host'
  | 'no-permissions'
  | 'unknown';

/** One line of the adb server's phone list; every field is null where the server did not say it. */
export interface AdbListing {
  readonly serial: string | null;
  readonly state: AdbState;
  /** The place on the bus as adb names it (`usb:1-1.2`); never set for TCP and for Windows' native back end. */
  readonly path: string | null;
  /** Names one attachment; a re-plugged phone gets another. Digits only. */
  readonly transportId: string | null;
  readonly product: string | null;
  readonly model: string | null;
  readonly device: string | null;
  /** The server's own words where the state needs them (no permissions, unknown state). */
  readonly detail: string | null;
}

// State names: AOSP adb/transport.cpp, connection_state_name().
const ONE_WORD_STATES: ReadonlySet<string> = new Set([
  'device',
  'unauthorized',
  'authorizing',
  'connecting',
  'offline',
  'recovery',
  'sideload',
  'rescue',
  'bootloader',
  'host',
  'unknown',
]);
// AOSP adb/transport.cpp, append_transport(): printed for an empty serial; the question marks are of older servers.
const NO_SERIAL = ['(no serial number)', '????????????'];
const NO_PERMISSIONS = /(?:^|\s)(no permissions\b.*)$/u;
const USB_PATH = /^usb:[A-Za-z0-9._:-]{1,64}$/;
const TRANSPORT_ID = /^[0-9]{1,20}$/;
const LONGEST_FIELD = 256;
const MOST_LINES = 4096;

interface Fields {
  readonly head: string;
  readonly named: ReadonlyMap<string, string>;
}

// Reads `key:value` words from the right until something else stands there, so that a serial or a
// permission text may hold anything: hostile serials can only reach the words left of the state.
function splitFromTheRight(line: string): Fields {
  const named = new Map<string, string>();
  let head = line.trimEnd();
  for (;;) {
    const match = /(?:^|\s)(usb|product|model|device|transport_id|features):(\S*)$/.exec(head);
    const key = match?.[1];
    if (match === null || key === undefined || named.has(key)) return { head, named };
    named.set(key, match[2] ?? '');
    head = head.slice(0, match.index).trimEnd();
  }
}

const clip = (text: string): string => text.slice(0, LONGEST_FIELD);

function serialOf(text: string): string | null {
  const serial = text.trim();
  return serial === '' || NO_SERIAL.includes(serial) ? null : clip(serial);
}

function isOneWordState(word: string): word is AdbState {
  return ONE_WORD_STATES.has(word);
}

function readHead(head: string): Pick<AdbListing, 'serial' | 'state' | 'detail'> {
  const lastWord = /(?:^|\s)(\S+)$/.exec(head);
  const word = lastWord?.[1] ?? '';
  if (isOneWordState(word)) {
    return { serial: serialOf(head.slice(0, head.length - word.length)), state: word, detail: null };
  }
  const refused = NO_PERMISSIONS.exec(head);
  if (refused !== null) {
    return {
      serial: serialOf(head.slice(0, refused.index)),
      state: 'no-permissions',
      detail: clip(refused[1] ?? ''),
    };
  }
  const firstWord = /^(\(no serial number\)|\S+)\s*(.*)$/u.exec(head.trimStart());
  return { serial: serialOf(firstWord?.[1] ?? ''), state: 'unknown', detail: clip(firstWord?.[2] ?? head) };
}

function readLine(line: string): AdbListing {
  const { head, named } = splitFromTheRight(line);
  const usb = named.get('usb');
  const path = usb === undefined ? null : `usb:${usb}`;
  const transportId = named.get('transport_id') ?? '';
  const field = (key: string): string | null => {
    const value = named.get(key);
    return value === undefined || value === '' ? null : clip(value);
  };
  return {
    ...readHead(head),
    path: path !== null && USB_PATH.test(path) ? path : null,
    transportId: TRANSPORT_ID.test(transportId) ? transportId : null,
    product: field('product'),
    model: field('model'),
    device: field('device'),
  };
}

// A serial with a line end in it could forge a whole line. A transport id names one attachment and a path one place, so a
// second claim to either leaves nobody with it: better a phone that cannot be worked on than orders sent to the wrong one.
function withoutSharedNames(listings: readonly AdbListing[]): AdbListing[] {
  const claims = new Map<string, number>();
  for (const name of listings.flatMap(({ path, transportId }) => [path, transportId])) {
    if (name !== null) claims.set(name, (claims.get(name) ?? 0) + 1);
  }
  const own = (name: string | null): string | null => (name !== null && claims.get(name) === 1 ? name : null);
  return listings.map((listing) => ({ ...listing, path: own(listing.path), transportId: own(listing.transportId) }));
}

/** Reads the answer to host:devices-l or host:track-devices-l (or their short forms); never throws, never guesses by column. A path or transport id that two lines claim is null in both. */
export function parseListing(text: string): AdbListing[] {
  const lines = text.split('\n', MOST_LINES);
  return withoutSharedNames(lines.filter((line) => line.trim() !== '').map(readLine));
}
