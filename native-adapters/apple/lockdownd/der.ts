// Tags: ITU-T X.690 §8 (DER); the few that a certificate needs.
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const CONTEXT_CONSTRUCTED = 0xa0;

function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag), lengthOf(content.length), content]));
}

function lengthOf(sizeBytes: number): Uint8Array {
  if (sizeBytes < 0x80) return Uint8Array.of(sizeBytes);
  const hex = sizeBytes.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Uint8Array.of(0x80 | digits.length, ...digits);
}

/** A SEQUENCE of elements that are DER already. */
export function sequence(...elements: readonly Uint8Array[]): Uint8Array {
  return element(SEQUENCE, ...elements);
}

/** An element inside an explicit context tag `[n]`. */
export function explicit(number: number, inside: Uint8Array): Uint8Array {
  return element(CONTEXT_CONSTRUCTED | number, inside);
}

/** A whole number from 0 to 127. */
export function smallInteger(value: number): Uint8Array {
  return element(INTEGER, Uint8Array.of(value & 0x7f));
}

/** TRUE; FALSE is a default everywhere here, and DER leaves defaults out. */
export function truth(): Uint8Array {
  return element(BOOLEAN, Uint8Array.of(0xff));
}

/** The NULL that stands for no parameters. */
export function nothing(): Uint8Array {
  return element(NULL);
}

/** An OCTET STRING around bytes. */
export function octets(bytes: Uint8Array): Uint8Array {
  return element(OCTET_STRING, bytes);
}

/** A BIT STRING whose last `unused` bits do not count. */
export function bits(bytes: Uint8Array, unused = 0): Uint8Array {
  return element(BIT_STRING, Uint8Array.of(unused), bytes);
}

/** An OBJECT IDENTIFIER from its dotted name. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(OBJECT_IDENTIFIER, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** A time in whole seconds; RFC 5280 §4.1.2.5 wants UTCTime until 2049 and GeneralizedTime from 2050 on. */
export function time(at: Date): Uint8Array {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return at.getUTCFullYear() < 2050
    ? element(UTC_TIME, Buffer.from(digits.slice(2), 'latin1'))
    : element(GENERALIZED_TIME, Buffer.from(digits, 'latin1'));
}
