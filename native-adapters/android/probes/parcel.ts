/** What `service call` brought back: a text, a null, or an exception of the service. */
export type ParcelReply =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'null' }
  | { readonly is: 'exception' };

const WORD_BYTES = 4;
const LONGEST_TEXT = 256;

function wordsOf(dump: string): Buffer | null {
  const inside = /Result: Parcel\(([\s\S]*)\)/.exec(dump)?.[1];
  if (inside === undefined) return null;
  // The columns are: an offset, up to four little-endian words, and the same bytes as text between quotes.
  const words = inside.split('\n').flatMap((line) => {
    const hex = line.replace(/'.*$/, '').replace(/0x[0-9a-f]{8}:/i, '');
    return hex.match(/\b[0-9a-f]{8}\b/gi) ?? [];
  });
  const bytes = Buffer.alloc(words.length * WORD_BYTES);
  for (const [at, word] of words.entries()) bytes.writeUInt32LE(Number.parseInt(word, 16), at * WORD_BYTES);
  return bytes;
}

/**
 * Reads the parcel that `service call` dumps: an exception number (0 = none), then a UTF-16 text with its length (-1 =
 * null). Returns null for anything else. Source: android.os.Parcel.
 */
export function parseParcel(dump: string): ParcelReply | null {
  const bytes = wordsOf(dump);
  if (!bytes || bytes.length < WORD_BYTES) return null;
  if (bytes.readInt32LE(0) !== 0) return { is: 'exception' };
  if (bytes.length < 2 * WORD_BYTES) return null;
  const length = bytes.readInt32LE(WORD_BYTES);
  if (length === -1) return { is: 'null' };
  const start = 2 * WORD_BYTES;
  if (length < 0 || length > LONGEST_TEXT || start + length * 2 > bytes.length) return null;
  return { is: 'text', text: bytes.toString('utf16le', start, start + length * 2) };
}
