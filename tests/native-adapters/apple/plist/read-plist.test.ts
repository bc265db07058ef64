import fc from 'fast-check';
import { build, buildBinary } from 'plist';
import { expect, test, vi } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import { dictOf, type PlistValue, unsigned64Of } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { readPlist, readPlistDict } from '../../../../native-adapters/apple/plist/read-plist.ts';
import { writePlist } from '../../../../native-adapters/apple/plist/write-plist.ts';

const xml = (inside: string): Uint8Array =>
  new Uint8Array(Buffer.from(`<plist version="1.0">${inside}</plist>`, 'utf8'));

function faultOf(bytes: Uint8Array): string {
  try {
    readPlist(bytes);
    return 'read';
  } catch (error) {
    return error instanceof WorkstationError && error.code === 'device.protocol' ? 'device.protocol' : String(error);
  }
}

// Names without __proto__, which the other program refuses; texts without control characters, which it cannot write.
const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '__proto__' && !/\p{Cc}/u.test(text));
const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((one) => !/[\p{Cc}\p{Cs}\ufffe\uffff\u2028]/u.test(one));
const leaf = fc.oneof(
  text,
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
  fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

test('reads what another program wrote, XML and binary (property)', () => {
  fc.assert(
    fc.property(value, (given) => {
      const written = given as Parameters<typeof build>[0];
      expect(readPlist(new Uint8Array(Buffer.from(build(written), 'utf8')))).toEqual(given);
      expect(readPlist(buildBinary(written))).toEqual(given);
    }),
    { numRuns: 200 },
  );
});

test('reads what we wrote, whole numbers of any size exact (property)', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), text, (number, word) => {
      const read = readPlistDict(writePlist({ number, word, none: undefined }));
      expect(BigInt(read['number'] as bigint)).toBe(number);
      expect(read['word']).toBe(word);
      expect('none' in read).toBe(false);
    }),
  );
});

const eight = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
};

/** A binary list of one object. */
function binary(...objects: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.from('bplist00', 'latin1');
  const offsets = objects.map(
    (_object, index) => 8 + objects.slice(0, index).reduce((sum, one) => sum + one.length, 0),
  );
  const table = Buffer.alloc(offsets.length * 2);
  for (const [index, offset] of offsets.entries()) table.writeUInt16BE(offset, index * 2);
  const tableAt = 8 + objects.reduce((sum, one) => sum + one.length, 0);
  const trailer = Buffer.concat([
    Buffer.from([0, 0, 0, 0, 0, 0, 2, 1]),
    eight(BigInt(objects.length)),
    eight(0n),
    eight(BigInt(tableAt)),
  ]);
  return new Uint8Array(Buffer.concat([header, ...objects, table, trailer]));
}

test('an ECID comes out exact, however the phone writes it', () => {
  const seen = 8_554_329_725_747_246n;
  const largest = 18_446_744_073_709_551_615n;
  for (const ecid of [seen, 9_007_199_254_740_993n, largest]) {
    expect(unsigned64Of(readPlist(xml(`<integer>${ecid}</integer>`)))).toBe(ecid);
    expect(unsigned64Of(readPlist(binary(Buffer.concat([Buffer.of(0x13), eight(ecid)]))))).toBe(ecid);
    expect(unsigned64Of(readPlist(binary(Buffer.concat([Buffer.of(0x14), eight(0n), eight(ecid)]))))).toBe(ecid);
  }
  expect(readPlist(xml('<integer>-1</integer>'))).toBe(-1);
  expect(unsigned64Of(readPlist(xml('<integer>-1</integer>')))).toBe(largest);
  expect(unsigned64Of(readPlist(xml('<integer>18446744073709551616</integer>')))).toBeNull();
  expect(unsigned64Of(readPlist(xml('<real>1.5</real>')))).toBeNull();
});

test('control bytes become spaces, characters and sections become text', () => {
  const read = readPlist(xml('<string>a\u0001b\tc&#1;d&amp;&lt;&#x41;<!-- x --><![CDATA[<&>]]></string>'));
  expect(read).toBe('a b\tc d&<A<&>');
  expect(readPlist(Buffer.concat([xml('<true/>'), Buffer.from('\n\0\n')]))).toBe(true);
});

test('a key of JavaScript is a key like any other', () => {
  const read = dictOf(readPlist(xml('<dict><key>__proto__</key><true/><key>constructor</key><false/></dict>')));
  expect(Object.keys(read ?? {})).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, PlistValue>)['isAdmin']).toBeUndefined();
});

test.each([
  '',
  'garbage',
  '<plist>',
  '<plist></plist>',
  '<plist><string>a</plist></string>',
  '<plist><dict><string>a</string></dict></plist>',
  '<plist><dict><key>a</key></dict></plist>',
  '<plist><integer>1x</integer></plist>',
  '<plist><integer></integer></plist>',
  '<plist><real>nan</real></plist>',
  '<plist><data>%</data></plist>',
  '<plist><date>soon</date></plist>',
  '<plist><string>&b;</string></plist>',
  '<plist><string>&#x110000;</string></plist>',
  '<plist><ustring>a</ustring></plist>',
  '<plist><true/></plist><plist><true/></plist>',
  '<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><string>&a;</string></plist>',
])('%j is device.protocol', (said) => {
  expect(faultOf(new Uint8Array(Buffer.from(said)))).toBe('device.protocol');
});

test('what XML cannot say is not written', () => {
  expect(() => writePlist({ text: 'a\u0001b' })).toThrow(WorkstationError);
});

test('a message must be a dictionary', () => {
  expect(() => readPlistDict(xml('<array/>'))).toThrow(WorkstationError);
});

test('lists that unfold or nest without end are refused before the test runs out of time', () => {
  const bomb = Array.from({ length: 20 }, (_none, index) => Buffer.from([0xae, ...Array(14).fill(index + 1)]));
  expect(faultOf(binary(...bomb, Buffer.of(0x09)))).toBe('device.protocol');
  expect(faultOf(binary(Buffer.of(0xa1, 0)))).toBe('device.protocol');
  expect(faultOf(xml('<array>'.repeat(100_000)))).toBe('device.protocol');
  expect(faultOf(xml(`<array>${'<true/>'.repeat(1_000_000)}</array>`))).toBe('device.protocol');
  expect(faultOf(xml('<'.repeat(1_000_000)))).toBe('device.protocol');
  expect(faultOf(xml(`<string>${'&'.repeat(1_000_000)}</string>`))).toBe('device.protocol');
});

test('garbage is read or device.protocol, and never on the console (property)', () => {
  const told = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
  const piece = fc.constantFrom(
    '<plist>',
    '</plist>',
    '<dict>',
    '</dict>',
    '<key>a</key>',
    '<string>',
    '</string>',
    '<integer>',
    '&',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<',
    '>',
    '7',
    '<?',
    '<array/>',
  );
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(piece, { maxLength: 20 }).map((parts) => new Uint8Array(Buffer.from(`<plist>${parts.join('')}`))),
    fc.uint8Array({ maxLength: 120 }).map((bytes) => new Uint8Array(Buffer.concat([Buffer.from('bplist00'), bytes]))),
    fc
      .tuple(
        fc.uint8Array({ minLength: 8, maxLength: 60 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
      )
      .map(([bytes, offsetSize, referenceSize]) => {
        const trailer = Buffer.concat([
          Buffer.from([0, 0, 0, 0, 0, 0, offsetSize, referenceSize]),
          eight(9n),
          eight(0n),
          eight(8n),
        ]);
        return new Uint8Array(Buffer.concat([Buffer.from('bplist00'), bytes, trailer]));
      }),
  );
  fc.assert(
    fc.property(noise, (bytes) => ['read', 'device.protocol'].includes(faultOf(bytes))),
    { numRuns: 2_000 },
  );
  for (const spy of told) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});
