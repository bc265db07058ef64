import { Buffer } from 'node:buffer';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { plainPin } from '../../domain/operator.ts';

/** The cost of a hash: scrypt (RFC 7914) with N = 2^logN, using 128 · r · N bytes of memory. */
export interface PinCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** What new PINs are hashed with: 128 MiB for each try. */
export const PIN_COST: PinCost = { logN: 17, r: 8, p: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const BLOCK_BYTES = 128;
// A row that was meddled with must not make one try take all memory.
const MOST_MEMORY_BYTES = 512 * 1024 * 1024;
const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

interface StoredHash extends PinCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Hashes a PIN with a new salt; the text names method, cost, salt and hash: `$scrypt$ln=17,r=8,p=1$salt$hash`, base64 without padding. */
export async function hashPin(pin: string, cost: PinCost = PIN_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt, cost);
  const { logN, r, p } = cost;
  return `$scrypt$ln=${logN},r=${r},p=${p}$${bare(salt)}$${bare(hash)}`;
}

/** Tells, in constant time, whether a PIN is the one that was hashed; false for a text that is no such hash. */
export async function isPin(pin: string, stored: string): Promise<boolean> {
  const read = readHash(stored);
  if (read === null) return false;
  return timingSafeEqual(await derive(pin, read.salt, read), read.hash);
}

/** Tells whether a hash was made at a lower cost than new ones are. */
export function isWeaker(stored: string, than: PinCost = PIN_COST): boolean {
  const read = readHash(stored);
  if (read === null) return true;
  return memoryBytes(read) < memoryBytes(than) || memoryBytes(read) * read.p < memoryBytes(than) * than.p;
}

function readHash(stored: string): StoredHash | null {
  const [, logN, r, p, salt = '', hash = ''] = FORM.exec(stored) ?? [];
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const isPossible = cost.logN > 0 && cost.r > 0 && cost.p > 0 && memoryBytes(cost) * cost.p <= MOST_MEMORY_BYTES;
  if (!isPossible) return null;
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

const memoryBytes = ({ logN, r }: PinCost): number => BLOCK_BYTES * r * 2 ** logN;
const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

function derive(pin: string, salt: Buffer, cost: PinCost): Promise<Buffer> {
  const { logN, r, p } = cost;
  const options = { N: 2 ** logN, r, p, maxmem: memoryBytes(cost) + BLOCK_BYTES * r * (p + 2) };
  return new Promise((resolve, reject) => {
    // Not the synchronous form: a log-in must not hold up the phones at work.
    scrypt(plainPin(pin), salt, HASH_BYTES, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
