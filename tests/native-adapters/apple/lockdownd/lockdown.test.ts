import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import type { AllowedValue } from '../../../../native-adapters/apple/lockdownd/allowed-values.ts';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { Lockdown } from '../../../../native-adapters/apple/lockdownd/lockdown.ts';
import { dictOf } from '../../../../native-adapters/apple/plist/plist-value.ts';
import { framed, type Said } from '../fake-lockdown.ts';
import { PhoneBench } from '../phone-bench.ts';

const bench = new PhoneBench();
const soon = { withinMs: 300 };
const serial = { domain: null, key: 'SerialNumber' } as const;

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  return error instanceof WorkstationError ? error.message : `not ours: ${String(error)}`;
}

afterEach(() => bench.close());

/** A phone that says this to a request and is agreeable otherwise. */
const saying = (name: string, said: Said) =>
  bench.phone({ says: (request) => (request['Request'] === name ? said : undefined) });

describe('Lockdown', () => {
  test('names itself in every request', async () => {
    const { phone, usbmuxd } = await bench.phone();
    const lockdown = await Lockdown.open(usbmuxd, 7);
    expect(await lockdown.queryType()).toBe('com.apple.mobile.lockdown');
    await lockdown.getValue({ domain: 'com.apple.fmip', key: 'IsAssociated' });
    lockdown.close();
    expect(phone.heard).toEqual([
      { Label: 'hakushi', Request: 'QueryType' },
      { Label: 'hakushi', Request: 'GetValue', Domain: 'com.apple.fmip', Key: 'IsAssociated' },
    ]);
  });

  test('pairs without telling a private key, then speaks in TLS with the phone of that pairing', async () => {
    const { phone, usbmuxd } = await bench.phone({
      says: (request) => (request['Key'] === 'SerialNumber' ? { Request: 'GetValue', Value: 'F17' } : undefined),
    });
    const record = await bench.pair(usbmuxd);
    expect(record.escrowBag).toEqual(Uint8Array.of(1, 2, 3));
    const offered = phone.heard.find((one) => one['Request'] === 'Pair');
    expect(offered).toMatchObject({ ProtocolVersion: '2', PairingOptions: { ExtendedPairingErrors: true } });
    expect(Object.keys(dictOf(offered?.['PairRecord']) ?? {}).filter((key) => key.includes('Private'))).toEqual([]);
    const lockdown = await Lockdown.open(usbmuxd, 7);
    expect(await lockdown.startSession(record)).toEqual({ ok: true, value: null });
    expect(await lockdown.getValue(serial)).toEqual({ ok: true, value: 'F17' });
    expect(await lockdown.startService('com.apple.mobile.MCInstall')).toEqual({
      ok: true,
      value: { port: 49_200, isTls: true },
    });
    expect(await lockdown.stopSession()).toEqual({ ok: true, value: null });
    expect(phone.heard.at(-1)).toMatchObject({ Request: 'StopSession', SessionID: 'S-1' });
    for (const printed of [
      inspect(lockdown, { depth: 9, showHidden: true }),
      JSON.stringify(lockdown),
      String(lockdown),
    ]) {
      expect(printed).not.toMatch(/PRIVATE KEY/);
    }
    lockdown.close();
  });

  test('a phone that shows another certificate is refused and gets nothing more', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const devicePublicKey = Buffer.from(publicKey.export({ format: 'pem', type: 'pkcs1' }).toString());
    const other = await new HostIdentity(() => new Date()).newPairing({
      devicePublicKey,
      systemBuid: 'B',
      wifiMac: null,
    });
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const { phone, usbmuxd } = await bench.phone({ shows: { key, cert: other.deviceCertificate } });
    const record = await bench.pair(usbmuxd);
    const lockdown = await Lockdown.open(usbmuxd, 7);
    expect(await faultOf(lockdown.startSession(record))).toBe('device.protocol what=device certificate');
    const before = phone.heard.length;
    expect(await faultOf(lockdown.getValue(serial))).toMatch(/^device\.unplugged/);
    expect(phone.heard).toHaveLength(before);
  });

  test('a phone that cannot agree on TLS, or hangs up in it, is told apart', async () => {
    const started = { Request: 'StartSession', SessionID: 'S', EnableSessionSSL: false };
    const talking = await bench.phone({
      says: (request) =>
        request['Request'] === 'StartSession'
          ? new Uint8Array(
              Buffer.concat([
                framed({ ...started, EnableSessionSSL: true }),
                Buffer.from('this is no TLS record at all'),
              ]),
            )
          : undefined,
    });
    const record = await bench.pair(talking.usbmuxd);
    const first = await Lockdown.open(talking.usbmuxd, 7);
    expect(await faultOf(first.startSession(record, { withinMs: 2_000 }))).toMatch(
      /^device\.protocol what=tls reason=ERR_SSL/,
    );
    const plain = await saying('StartSession', started);
    const second = await Lockdown.open(plain.usbmuxd, 7);
    expect(await second.startSession(record)).toEqual({ ok: true, value: null });
    expect(await second.getValue(serial)).toEqual({ ok: false, error: 'MissingValue' });
    second.close();
  });

  test('names of errors are answers', async () => {
    const { usbmuxd } = await bench.phone();
    const record = await bench.pair(usbmuxd);
    const stranger = await bench.pair((await bench.phone()).usbmuxd);
    const lockdown = await Lockdown.open(usbmuxd, 7);
    expect(await lockdown.startSession(stranger)).toEqual({ ok: false, error: 'InvalidHostID' });
    expect(await lockdown.unpair(record)).toEqual({ ok: true, value: null });
    expect(await lockdown.stopSession()).toEqual({ ok: true, value: null });
    lockdown.close();
    for (const error of ['PairingDialogResponsePending', 'PasswordProtected']) {
      const { usbmuxd: other } = await saying('Pair', { Request: 'Pair', Error: error });
      await expect(bench.pair(other)).rejects.toThrow(error);
    }
    const hostile = await saying('GetValue', { Request: 'GetValue', Error: `\u202e${'x'.repeat(500)}` });
    const asking = await Lockdown.open(hostile.usbmuxd, 7);
    expect(await asking.getValue(serial)).toEqual({ ok: false, error: `?${'x'.repeat(99)}` });
    asking.close();
  });

  test('NVRAM comes back without what we may not keep', async () => {
    const value = {
      'fm-activation-locked': Buffer.from('NO'),
      'fm-spkeys': Buffer.from('secret'),
      obliteration: 'EACS Done @1',
    };
    const { usbmuxd } = await saying('GetValue', { Request: 'GetValue', Value: value });
    const lockdown = await Lockdown.open(usbmuxd, 7);
    const answer = await lockdown.getValue({ domain: null, key: 'NonVolatileRAM' });
    expect(answer).toEqual({ ok: true, value: { 'fm-activation-locked': 'NO', obliteration: 'EACS Done @1' } });
    lockdown.close();
  });

  test('what is not on the list is never asked', async () => {
    const { phone, usbmuxd } = await bench.phone();
    const lockdown = await Lockdown.open(usbmuxd, 7);
    const forbidden = { domain: null, key: 'DeviceName' } as unknown as AllowedValue;
    await expect(lockdown.getValue(forbidden)).rejects.toThrow('DeviceName is not allowed');
    expect(phone.heard).toEqual([]);
    lockdown.close();
  });

  test.each<[string, Said, RegExp]>([
    ['silence', 'silence', /^device\.timeout what=lockdown GetValue/],
    ['an end', 'hang-up', /^device\.unplugged/],
    ['half an answer', framed({ Value: 'x' }).subarray(0, 30), /^device\.timeout/],
    ['the answer to another request', { Request: 'Pair', Value: 'x' }, /^device\.protocol what=lockdown GetValue/],
    ['neither value nor error', { Request: 'GetValue' }, /^device\.protocol what=lockdown GetValue SerialNumber/],
  ])('%s is an error of ours', async (_name, said, fault) => {
    const { usbmuxd } = await saying('GetValue', said);
    const lockdown = await Lockdown.open(usbmuxd, 7);
    expect(await faultOf(lockdown.getValue(serial, soon))).toMatch(fault);
    lockdown.close();
  });
});
