import { describe, expect, it } from 'vitest';
import { serveLockdown } from '../../../practice/apple/services/lockdown.ts';
import { PlistChannel } from '../../../practice/apple/wire/plist-channel.ts';
import { withIphones } from './one-rack.ts';
import { type Dict, TestComputer } from './test-computer.ts';

const SECRETS = /PLANTED-SECRET|planted-secret|\+81|8981/;

describe.concurrent('lockdownd of a practice iPhone', () => {
  it('tells a stranger only what iOS tells strangers', () =>
    withIphones({}, async ({ computer, udids: [udid = ''] }) => {
      const get = (dict: Dict) => computer.lockdown(udid, { Request: 'GetValue', ...dict });
      const all = (await get({}))?.Value as Dict;
      expect(all).toMatchObject({ ProductType: 'iPhone14,5', ProductVersion: '18.5', UniqueDeviceID: udid });
      expect(udid.split('-')[1]).toBe(Number(all.UniqueChipID).toString(16).toUpperCase().padStart(16, '0'));
      for (const key of ['SerialNumber', 'InternationalMobileEquipmentIdentity', 'NonVolatileRAM', 'PhoneNumber']) {
        expect(all).not.toHaveProperty(key);
        expect(await get({ Key: key })).toMatchObject({ Error: 'GetProhibited' });
      }
      expect(await get({ Key: 'NoSuchKey' })).toMatchObject({ Error: 'MissingValue' });
      expect(await get({ Domain: 'com.apple.disk_usage' })).toMatchObject({ Error: 'GetProhibited' });
      expect(JSON.stringify(all)).not.toMatch(SECRETS);
      expect(await computer.lockdown(udid, { Request: 'StartService', Service: 'x' })).toMatchObject({
        Error: 'SessionInactive',
      });
      expect(await computer.session(udid)).toBe('InvalidHostID');
    }));

  it('asks the person first, and then tells a trusted computer everything, secrets too', () =>
    withIphones({}, async ({ computer, udids: [udid = ''], rack }) => {
      expect(await computer.pair(udid)).toBe('PairingDialogResponsePending');
      expect(await computer.pair(udid, 20)).toBeNull();
      const all = (await computer.value(udid, null)) as Dict;
      expect(all).toMatchObject({ ActivationState: 'Activated', BrickState: false, PasswordProtected: false });
      expect(String(all.InternationalMobileEquipmentIdentity)).toMatch(/^00\d{13}$/);
      const nvram = all.NonVolatileRAM as { [key: string]: Uint8Array };
      const text = (name: string) => Buffer.from(nvram[name] ?? []).toString();
      expect(text('fm-activation-locked')).toBe('NO');
      expect(text('fm-spkeys')).toMatch(SECRETS);
      expect(String(all.PhoneNumber)).toMatch(SECRETS);
      expect(await computer.value(udid, 'BatteryCurrentCapacity', 'com.apple.mobile.battery')).toBe(84);
      expect(await computer.value(udid, 'SetupDone', 'com.apple.PurpleBuddy')).toBe(true);
      expect(await computer.value(udid, 'IsAssociated', 'com.apple.fmip')).toBe(false);
      const seconds = await computer.value(udid, 'TimeIntervalSince1970');
      expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(3);
      expect(
        await computer.lockdown(udid, { Request: 'ValidatePair', PairRecord: { HostID: computer.hostId } }),
      ).toEqual({
        Request: 'ValidatePair',
      });
      await computer.lockdown(udid, { Request: 'Unpair', PairRecord: { HostID: computer.hostId } });
      expect(await computer.session(udid)).toBe('InvalidHostID');
      expect(rack.phones[0]?.state.pairings.size).toBe(0);
    }));

  it.each([
    [['phone-locked'], 'PasswordProtected'],
    [['supervised'], 'MCProtected'],
    [['not-trusted'], 'PairingDialogResponsePending'],
    [['already-erased'], null],
  ] as const)('%s: a wish to pair is answered by %s', ([situation], error) =>
    withIphones({ situations: { 0: [situation] } }, async ({ computer, udids: [udid = ''] }) => {
      expect(await computer.pair(udid, 8)).toBe(error);
    }),
  );

  it('knows whom it trusts by the computer, whatever host id that gives itself', () =>
    withIphones({ situations: { 0: ['not-trusted'] } }, async ({ computer, udids: [udid = ''], rack }) => {
      expect(await computer.pair(udid)).toBe('PairingDialogResponsePending');
      rack.phones[0]?.answerTrust(true);
      const again = await TestComputer.at(rack.usbmuxd.port);
      expect([again.hostId === computer.hostId, await again.pair(udid)]).toEqual([false, null]);
      const another = await TestComputer.at(rack.usbmuxd.port, 'Y');
      expect(await another.pair(udid)).toBe('PairingDialogResponsePending');
      rack.phones[0]?.answerTrust(false);
      expect([await another.pair(udid), await again.pair(udid)]).toEqual(['UserDeniedPairing', null]);
    }));

  it('lets in only the computer whose certificate it was given', () =>
    withIphones({ situations: { 0: ['already-erased'] } }, async ({ computer, udids: [udid = ''], rack }) => {
      await computer.pair(udid);
      const pairing = rack.phones[0]?.state.pairings.get(computer.hostId);
      if (pairing === undefined) throw new Error('not paired');
      const other = { hostCertificate: pairing.deviceCertificate, rootCertificate: pairing.deviceCertificate };
      rack.phones[0]?.state.pairings.set(computer.hostId, { ...pairing, ...other });
      const session = await computer.session(udid);
      // TLS 1.3 lets the client believe for a moment that it is in.
      expect(typeof session === 'string' ? null : await session.ask({ Request: 'QueryType' })).toBeNull();
    }));

  it('drops a connection over which nothing is said', () =>
    withIphones({}, async ({ rack }) => {
      const [phone] = rack.phones;
      const channel = Object.create(PlistChannel.prototype, {
        read: {
          value: async (withinMs: number) => {
            asked.push(withinMs);
            return null;
          },
        },
        destroy: { value: () => asked.push(-1) },
      }) as PlistChannel;
      const asked: number[] = [];
      if (phone) await serveLockdown(phone, channel);
      expect(asked).toEqual([10_000, -1]);
    }));

  it.each([
    ['nvram-by-diagnostics-only', 'MissingValue', 'Success'],
    ['find-my-unreadable', 'MissingValue', 'Failure'],
    ['clock-behind', undefined, 'Success'],
  ])('%s: the NVRAM in lockdownd and in the diagnostics', (situation, lockdown, diagnostics) =>
    withIphones({ situations: { 0: [situation, 'already-erased'] } }, async ({ computer, udids: [udid = ''] }) => {
      await computer.pair(udid);
      const read = await computer.value(udid, 'NonVolatileRAM');
      expect(typeof read === 'string' ? read : undefined).toBe(lockdown);
      const relay = await computer.service(udid, 'com.apple.mobile.diagnostics_relay');
      const answer = await relay.ask({ Request: 'IORegistry', EntryName: 'options' });
      expect(answer?.Status).toBe(diagnostics);
      if (diagnostics === 'Success') expect(JSON.stringify(answer)).toContain('fm-spkeys');
      expect(await relay.ask({ Request: 'Goodbye' })).toEqual({ Status: 'Success' });
      expect(await relay.next()).toBeNull();
    }),
  );

  it.each([
    'wire-binary',
    'wire-bytes',
    'wire-merged',
    'mux-bytes',
    'mux-merged',
    'wire-control-bytes',
    'network-twin',
  ])('%s: the same is said in another manner', (situation) =>
    withIphones({ iphones: 2, situations: { 0: [situation, 'already-erased'] } }, async ({ computer, udids, rack }) => {
      const [udid = ''] = udids;
      expect(await computer.pair(udid)).toBeNull();
      expect(await computer.value(udid, 'SerialNumber')).toBe(rack.phones[0]?.state.identity.serial);
      const kinds = (await computer.devices()).map((one) => one.kind);
      expect(kinds).toEqual(situation === 'network-twin' ? ['Network', 'USB', 'USB'] : ['USB', 'USB']);
      const twin = await computer.ask({ MessageType: 'Connect', DeviceID: 10_001, PortNumber: 32_498 });
      expect(twin).toMatchObject({ Number: 2 });
    }),
  );
});
