import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readDevicePublicKey } from '../../../../native-adapters/apple/lockdownd/certificates.ts';
import * as der from '../../../../native-adapters/apple/lockdownd/der.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';

const now = new Date('2026-03-01T12:34:56.789Z');
const phone = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = (type: 'pkcs1' | 'spki'): Uint8Array =>
  new Uint8Array(Buffer.from(phone.publicKey.export({ format: 'pem', type }).toString()));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('certificates are what a pairing wants: empty names, ten years, SHA-256, signed by the root', async () => {
  const record = await new HostIdentity(() => now).newPairing({
    devicePublicKey: pem('pkcs1'),
    systemBuid: 'B',
    wifiMac: null,
  });
  const [root, host, device] = [record.rootCertificate, record.hostCertificate, record.deviceCertificate].map(
    (one) => new X509Certificate(Buffer.from(one)),
  );
  if (!root || !host || !device) throw new Error('three certificates');
  for (const certificate of [root, host, device]) {
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect([certificate.subject ?? '', certificate.issuer ?? '']).toEqual(['', '']);
    expect(certificate.serialNumber).toBe('01');
    expect(new Date(certificate.validFrom).toISOString()).toBe('2026-02-28T12:34:56.000Z');
    expect(new Date(certificate.validTo).toISOString()).toBe('2036-02-26T12:34:56.000Z');
    expect(hex(certificate.raw)).toContain(hex(der.objectIdentifier('1.2.840.113549.1.1.11')));
  }
  expect([root.ca, host.ca, device.ca]).toEqual([true, false, false]);
  expect(device.publicKey.equals(phone.publicKey)).toBe(true);
  expect(host.publicKey.equals(root.publicKey)).toBe(false);
  const usage = '0603551d0f0101ff0404030205a0';
  const keyName = '0603551d0e04160414';
  expect([root, host, device].map(({ raw }) => hex(raw).includes(usage))).toEqual([false, true, true]);
  expect([root, host, device].map(({ raw }) => hex(raw).includes(keyName))).toEqual([false, false, true]);
});

test('keys are made once, host ids for every pairing', async () => {
  const identity = new HostIdentity(() => now);
  const wish = { devicePublicKey: pem('spki'), systemBuid: 'B', wifiMac: 'aa:bb:cc:00:11:22' };
  const [first, second] = await Promise.all([identity.newPairing(wish), identity.newPairing(wish)]);
  expect(first.hostId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  expect(second.hostId).not.toBe(first.hostId);
  expect(second.hostCertificate).toEqual(first.hostCertificate);
  expect((await identity.newPairing({ ...wish, wifiMac: 'a\u0001b' })).wifiMac).toBeNull();
  expect([first.systemBuid, first.wifiMac, first.escrowBag]).toEqual(['B', 'aa:bb:cc:00:11:22', null]);
});

test('reads the key of a phone in both spellings, and nothing else', async () => {
  for (const type of ['pkcs1', 'spki'] as const)
    expect(readDevicePublicKey(pem(type))?.equals(phone.publicKey)).toBe(true);
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' });
  const broken = '-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----';
  for (const text of ['', 'garbage', broken, other.toString()])
    expect(readDevicePublicKey(Buffer.from(text))).toBeNull();
  const wish = { devicePublicKey: Buffer.from(broken), systemBuid: 'B', wifiMac: null };
  await expect(new HostIdentity(() => now).newPairing(wish)).rejects.toThrow('device public key');
});

test('times of both kinds, lengths of all sizes, names of any number', () => {
  expect(Buffer.from(der.time(new Date('2049-12-31T23:59:59Z'))).toString('latin1')).toBe('\x17\x0d491231235959Z');
  expect(Buffer.from(der.time(new Date('2050-01-01T00:00:00Z'))).toString('latin1')).toBe('\x18\x0f20500101000000Z');
  expect(hex(der.octets(new Uint8Array(127))).slice(0, 4)).toBe('047f');
  expect(hex(der.octets(new Uint8Array(128))).slice(0, 6)).toBe('048180');
  expect(hex(der.octets(new Uint8Array(300))).slice(0, 8)).toBe('0482012c');
  expect(hex(der.objectIdentifier('1.2.840.113549.1.1.1'))).toBe('06092a864886f70d010101');
  expect(createPublicKey(Buffer.from(pem('pkcs1'))).equals(phone.publicKey)).toBe(true);
});
