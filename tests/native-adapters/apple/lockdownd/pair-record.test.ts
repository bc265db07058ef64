import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { PairRecord } from '../../../../native-adapters/apple/lockdownd/pair-record.ts';
import { readPlistDict } from '../../../../native-adapters/apple/plist/read-plist.ts';
import { writePlist } from '../../../../native-adapters/apple/plist/write-plist.ts';

const phone = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const devicePublicKey = Buffer.from(phone.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString());
const identity = new HostIdentity(() => new Date());
const pairing = () => identity.newPairing({ devicePublicKey, systemBuid: 'BUID-1', wifiMac: '00:11:22:33:44:55' });

test('a record survives the daemon, keys and escrow bag included', async () => {
  const record = (await pairing()).withEscrowBag(Uint8Array.of(9, 8));
  const again = PairRecord.parse(record.toPlist());
  expect(again?.toPlist()).toEqual(record.toPlist());
  expect([again?.hostId, again?.systemBuid, again?.wifiMac]).toEqual([record.hostId, 'BUID-1', '00:11:22:33:44:55']);
  expect(again?.escrowBag).toEqual(Uint8Array.of(9, 8));
  expect(again?.tlsIdentity().deviceCertificate).toEqual(record.tlsIdentity().deviceCertificate);
  expect(Object.keys(readPlistDict(record.toPlist())).sort()).toEqual([
    'DeviceCertificate',
    'EscrowBag',
    'HostCertificate',
    'HostID',
    'HostPrivateKey',
    'RootCertificate',
    'RootPrivateKey',
    'SystemBUID',
    'WiFiMACAddress',
  ]);
});

test('what a phone is told holds no private key', async () => {
  const record = await pairing();
  expect(Object.keys(record.publicPart()).sort()).toEqual([
    'DeviceCertificate',
    'HostCertificate',
    'HostID',
    'RootCertificate',
    'SystemBUID',
  ]);
  expect(Buffer.from(writePlist(record.publicPart())).toString()).not.toContain(
    Buffer.from('PRIVATE').toString('base64').slice(0, 8),
  );
});

test('no way of printing shows a key', async () => {
  const record = (await pairing()).withEscrowBag(Buffer.from('escrow-escrow'));
  const dict = readPlistDict(record.toPlist());
  const secrets = ['HostPrivateKey', 'RootPrivateKey'].flatMap((key) =>
    Buffer.from(dict[key] as Uint8Array)
      .toString()
      .split('\n')
      .filter((line) => line.length > 20),
  );
  const nested = { record, identity, tls: record.tlsIdentity() };
  const error = new Error(`failed for ${record}`, { cause: record });
  const printed = [
    inspect(nested, { depth: 9, showHidden: true }),
    JSON.stringify({ record, identity }),
    String(record),
    inspect(error),
    `${record}`,
  ].join('\n');
  expect(secrets.length).toBeGreaterThan(20);
  for (const secret of [...secrets, 'PRIVATE KEY', 'escrow-escrow']) expect(printed).not.toContain(secret);
  expect(JSON.parse(JSON.stringify(record))).toEqual({ hostId: record.hostId });
  expect(inspect(record)).toBe(`PairRecord ${record.hostId}`);
});

test('records that cannot be used are null, never an error', async () => {
  const good = readPlistDict((await pairing()).toPlist());
  const other = readPlistDict(
    (
      await new HostIdentity(() => new Date()).newPairing({ devicePublicKey, systemBuid: 'B', wifiMac: null })
    ).toPlist(),
  );
  const broken = [
    {},
    { ...good, HostID: undefined },
    { ...good, HostID: 'x'.repeat(1_000) },
    { ...good, HostPrivateKey: undefined },
    { ...good, HostPrivateKey: Buffer.from('garbage') },
    { ...good, HostPrivateKey: other['HostPrivateKey'] },
    { ...good, DeviceCertificate: Buffer.from('garbage') },
    { ...good, RootCertificate: 7 },
  ];
  for (const dict of broken) expect(PairRecord.parse(writePlist(dict))).toBeNull();
  expect(PairRecord.parse(Buffer.from('garbage'))).toBeNull();
  expect(PairRecord.parse(writePlist({ ...good, RootPrivateKey: undefined, EscrowBag: undefined }))?.hostId).toBe(
    good['HostID'],
  );
});
