import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import { HostIdentity } from '../../../native-adapters/apple/lockdownd/host-identity.ts';
import { bytesOf, type PlistDict } from '../../../native-adapters/apple/plist/plist-value.ts';
import { readPlistDict } from '../../../native-adapters/apple/plist/read-plist.ts';
import { writePlist } from '../../../native-adapters/apple/plist/write-plist.ts';
import { TrustDesk } from '../../../native-adapters/apple/trust-desk.ts';
import { Usbmuxd } from '../../../native-adapters/apple/usbmuxd/usbmuxd.ts';
import { FakePhone, type Wilful } from './fake-lockdown.ts';
import { FakeMux } from './fake-mux.ts';

const PHONE = { udid: '00008030-001A2B3C4D5E6F70', deviceId: 7 };
const LIMITS = { withinMs: 10_000 };
const open: FakeMux[] = [];

afterEach(async () => {
  for (const mux of open.splice(0)) await mux.stop();
});

/** A phone behind a daemon that keeps its pair record, and this computer's trust in it. */
async function trustIn(wilful: Wilful = {}) {
  const phone = new FakePhone(wilful);
  const kept: { record: Uint8Array | null } = { record: null };
  const mux = await FakeMux.start((peer) => {
    switch (peer.request['MessageType']) {
      case 'ReadPairRecord':
        if (kept.record === null) peer.result(2);
        else peer.reply({ PairRecordData: kept.record });
        return;
      case 'SavePairRecord':
        kept.record = bytesOf(peer.request['PairRecordData']);
        peer.result(0);
        return;
      case 'DeletePairRecord':
        kept.record = null;
        peer.result(0);
        return;
      default:
        phone.behindMux(peer);
    }
  });
  open.push(mux);
  const trust = new TrustDesk(new Usbmuxd(mux.address), new HostIdentity(() => new Date()));
  const ask = (): Promise<string> =>
    trust.trust(PHONE, LIMITS).catch((error: unknown) => {
      if (!(error instanceof WorkstationError)) throw error;
      return [error.code, ...Object.values(error.facts)].join(' ');
    });
  const asked = (request: string): number => phone.heard.filter((one) => one['Request'] === request).length;
  return { kept, trust, ask, asked };
}

/** Answers one kind of request by an error, for as many times. */
function refusing(request: string, error: string, times = Number.POSITIVE_INFINITY): Wilful {
  let left = times;
  return {
    says: ({ Request: name }) => {
      if (name !== request || left === 0) return undefined;
      left -= 1;
      return { Request: request, Error: error };
    },
  };
}

describe('what a phone answers to a wish to pair', () => {
  test.each([
    ['PairingDialogResponsePending', 'asked'],
    ['UserDeniedPairing', 'denied'],
    ['PasswordProtected', 'locked'],
    ['EscrowLocked', 'locked'],
    ['MCProtected', 'supervised-elsewhere'],
    ['MCChallengeRequired', 'supervised-elsewhere'],
    ['FMiPProtected', 'device.activation-locked'],
    ['PairingProhibitedOverThisConnection', 'device.pairing-refused PairingProhibitedOverThisConnection'],
    ['ServiceProhibited', 'device.pairing-refused ServiceProhibited'],
    ['InvalidPairRecord', 'device.pairing-refused InvalidPairRecord'],
    ['toString', 'device.pairing-refused toString'],
  ])('%s is shown as %s', async (error, shown) => {
    const { ask, asked } = await trustIn(refusing('Pair', error));
    expect(await ask()).toBe(shown);
    expect(asked('Pair')).toBe(1);
  });

  test('an error in place of its key is named as it came', async () => {
    const { ask } = await trustIn({
      says: ({ Key }) => (Key === 'DevicePublicKey' ? { Request: 'GetValue', Error: 'GetProhibited' } : undefined),
    });
    expect(await ask()).toBe('device.pairing-refused GetProhibited');
  });
});

describe('a connection that is over', () => {
  const NAMES = ['SessionInactive', 'InvalidSessionID', 'InvalidConnection'] as const;
  test.each(NAMES)('%s: is opened once more for a pairing and for a session', async (name) => {
    const pairing = await trustIn(refusing('Pair', name, 1));
    expect([await pairing.ask(), pairing.asked('Pair')]).toEqual(['trusted', 2]);
    const session = await trustIn(refusing('StartSession', name, 1));
    expect([await session.ask(), await session.ask(), session.asked('StartSession')]).toEqual([
      'trusted',
      'trusted',
      2,
    ]);
  });

  test('is not opened for ever', async () => {
    const { ask, asked } = await trustIn(refusing('Pair', 'InvalidConnection'));
    expect([await ask(), asked('Pair')]).toEqual(['device.pairing-refused InvalidConnection', 2]);
  });
});

test('a phone that is being restored is called so, and is asked nothing else', async () => {
  const { ask, asked, trust } = await trustIn({
    says: ({ Request: name }) =>
      name === 'QueryType'
        ? { Request: 'QueryType', Type: 'com.apple.mobile.restored' }
        : { Request: String(name), Error: 'Unsupported' },
  });
  expect([await ask(), await ask()]).toEqual(['device.restoring', 'device.restoring']);
  expect([asked('Pair'), asked('GetValue'), trust.state(PHONE)]).toEqual([0, 0, null]);
});

describe('an iOS whose TLS this computer does not speak', () => {
  const version = (text: string): Wilful => ({
    says: ({ Key }) => (Key === 'ProductVersion' ? { Request: 'GetValue', Value: text } : undefined),
  });
  test.each(['9.3.5', '8', '7.1.2'])('%s is named, and its owner is not asked in vain', async (text) => {
    const { ask, asked } = await trustIn(version(text));
    expect([await ask(), asked('Pair')]).toEqual([`device.ios-too-old ${text}`, 0]);
  });

  test.each(['10.0', '10.3.3', '26.1', 'unheard of'])('%s is none of them', async (text) => {
    expect(await (await trustIn(version(text))).ask()).toBe('trusted');
  });
});

describe('a kept pairing whose certificate the phone does not show', () => {
  const foreign = (record: Uint8Array | null): Uint8Array => {
    const dict: PlistDict = readPlistDict(record ?? new Uint8Array());
    return writePlist({ ...dict, DeviceCertificate: dict['HostCertificate'] });
  };

  test('is thrown away, and a new one is made', async () => {
    const { ask, asked, kept } = await trustIn();
    expect(await ask()).toBe('trusted');
    kept.record = foreign(kept.record);
    expect([await ask(), await ask(), asked('Pair')]).toEqual(['trusted', 'trusted', 2]);
  });

  test('is replaced once at a plug; what stays impossible then has a name of its own', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const devicePublicKey = new Uint8Array(Buffer.from(publicKey.export({ format: 'pem', type: 'pkcs1' }).toString()));
    const wish = { devicePublicKey, systemBuid: 'B', wifiMac: null };
    const { deviceCertificate } = await new HostIdentity(() => new Date()).newPairing(wish);
    const { ask, asked, kept } = await trustIn({ shows: { key, cert: deviceCertificate } });
    expect(await ask()).toBe('trusted');
    expect(await ask()).toBe('device.no-session device certificate');
    expect([kept.record, asked('Pair')]).toEqual([null, 2]);
  });
});
