import { describe, expect, it } from 'vitest';
import { practiceIphoneFaults } from '../../../practice/index.ts';
import { type OneRack, until, withIphones } from './one-rack.ts';
import type { Dict } from './test-computer.ts';

interface Erased {
  readonly status: unknown;
  readonly events: readonly string[];
  readonly oldPairing: string;
  readonly silentPairing: string | null;
  readonly values: Dict;
  readonly record: string;
  readonly recordBefore: string;
  readonly at: number;
}

const recordOf = ({ rack }: OneRack) => rack.phones[0]?.state.nvram.get('obliteration') ?? '';

/** Erases the first phone over its cable, as far as it goes, and looks at what came of it. */
async function erase(one: OneRack, dict: Dict = { PreserveDataPlan: false }): Promise<Erased> {
  const { computer, rack, udids } = one;
  const [udid = ''] = udids;
  await computer.pair(udid, 20);
  const recordBefore = recordOf(one);
  const events: string[] = [];
  const listener = await computer.mux();
  await listener.ask({ MessageType: 'Listen' });
  const hear = async (): Promise<void> => {
    for (let event = await listener.next(); event !== null; event = await listener.next())
      events.push(`${event.MessageType} ${event.DeviceID}`);
  };
  void hear();
  const service = await computer.service(udid, 'com.apple.mobile.MCInstall');
  const at = Math.floor(Date.now() / 1000);
  const answer = await service.ask({ RequestType: 'EraseDevice', ...dict });
  const [phone] = rack.phones;
  const isRefused = answer?.Status === 'CommandFormatError';
  if (!isRefused && (await until(() => phone?.state.mode === 'off', 2000)))
    await until(() => phone?.isOffered === true, 4000);
  const now = phone?.state.identity.udid ?? '';
  const oldSession = phone?.isOffered ? await computer.session(now) : 'gone';
  const oldPairing = typeof oldSession === 'string' ? oldSession : 'accepted';
  const silentPairing = phone?.isOffered ? await computer.pair(now) : 'gone';
  const values = silentPairing === null ? ((await computer.value(now, null)) as Dict) : {};
  listener.socket.destroy();
  return { status: answer?.Status, events, oldPairing, silentPairing, values, record: recordOf(one), recordBefore, at };
}

const secondsIn = (record: string) => Number(/@(\d+)/.exec(record)?.[1]);

describe.concurrent('the erase of a practice iPhone', () => {
  it.each(['iphone-13', 'iphone-8', 'iphone-15', 'ipad-9', 'iphone-future'])(
    '%s: leaves, and comes back as new',
    (model) =>
      withIphones({ models: [model], seed: model }, async (one) => {
        const [phone] = one.rack.phones;
        const place = one.rack.bus.devices()[0];
        const erased = await erase(one);
        expect(erased).toMatchObject({ status: 'Acknowledged', oldPairing: 'InvalidHostID', silentPairing: null });
        expect(erased.events.slice(0, 3)).toEqual(['Attached 1', 'Detached 1', 'Attached 2']);
        expect(erased.values).toMatchObject({
          ActivationState: 'Unactivated',
          BrickState: true,
          PasswordProtected: false,
          DeviceName: model === 'ipad-9' ? 'iPad' : 'iPhone',
          UniqueDeviceID: one.udids[0],
        });
        expect(erased.record).toMatch(/^EACS Done @\d{10}/);
        expect(erased.record).not.toBe(erased.recordBefore);
        expect(secondsIn(erased.record) - erased.at).toBeGreaterThanOrEqual(0);
        const now = one.rack.bus.devices()[0];
        expect([now?.ports, now?.serial]).toEqual([place?.ports, place?.serial]);
        expect(now?.address).not.toBe(place?.address);
        expect([phone?.state.userData, phone?.wipes, phone?.state.ownerName]).toEqual([0, 1, '']);
      }),
  );

  it.each([
    [{ PreserveDataPlan: false }, false],
    [{ PreserveDataPlan: 0 }, false],
    [{ PreserveDataPlan: true }, true],
    [{ PreserveDataPlan: 1 }, true],
    [{}, true],
  ])('%j keeps the eSIM: %s', (told, isLeft) =>
    withIphones({ situations: { 0: ['esim', 'already-erased'] } }, async (one) => {
      await erase(one, told);
      expect(one.rack.phones[0]?.state.esim).toBe(isLeft);
    }),
  );

  it('is refused by iOS 10, which does not know the request', () =>
    withIphones({ models: ['iphone-5c'], situations: { 0: ['already-erased'] } }, async (one) => {
      expect(await erase(one)).toMatchObject({ status: 'CommandFormatError' });
      expect(one.rack.phones[0]?.wipes).toBe(0);
    }));

  it('leaves a record without a time on iOS 12', () =>
    withIphones({ models: ['iphone-6'] }, async (one) => {
      expect((await erase(one)).record).toBe('handle_message: Obliteration Complete');
    }));

  it('writes the record by the clock of the phone', () =>
    withIphones({ situations: { 0: ['clock-behind'] } }, async (one) => {
      const { record, at } = await erase(one);
      expect(at - secondsIn(record)).toBeGreaterThan(25 * 3600);
    }));

  it('answers what an organisation set up, before and after', () =>
    withIphones({ situations: { 0: ['mdm'] } }, async (one) => {
      const [udid = ''] = one.udids;
      await one.computer.pair(udid, 20);
      const service = await one.computer.service(udid, 'com.apple.mobile.MCInstall');
      expect(await service.ask({ RequestType: 'Flush' })).toEqual({ Status: 'Acknowledged' });
      expect(await service.ask({ RequestType: 'GetCloudConfiguration' })).toMatchObject({
        CloudConfiguration: { IsSupervised: true, OrganizationName: expect.any(String) },
      });
      expect((await service.ask({ RequestType: 'GetProfileList' }))?.OrderedIdentifiers).toHaveLength(1);
      expect(await service.ask({ RequestType: 'NoSuch' })).toMatchObject({ Status: 'CommandFormatError' });
      await erase(one);
      const after = await one.computer.service(udid, 'com.apple.mobile.MCInstall');
      expect((await after.ask({ RequestType: 'GetProfileList' }))?.OrderedIdentifiers).toEqual([]);
    }));
});

/** What each fault shows to a computer that erases the phone; what is not named is as on a sound one. */
const SHOWN: Readonly<Record<string, (one: OneRack, erased: Erased) => void>> = {
  'ack-without-erase': (one, { status, events, oldPairing }) => {
    expect([status, oldPairing, one.rack.phones[0]?.wipes]).toEqual(['Acknowledged', 'accepted', 0]);
    expect(events).toEqual(['Attached 1']);
  },
  'reboot-without-erase': (one, { events, oldPairing, values }) => {
    expect([oldPairing, values.ActivationState, one.rack.phones[0]?.wipes]).toEqual(['accepted', 'Activated', 0]);
    expect(events).toHaveLength(3);
    expect(one.rack.phones[0]?.state.userData).toBeGreaterThan(0);
  },
  'old-pairing-valid': (_, { oldPairing, values }) => {
    expect([oldPairing, values.ActivationState]).toEqual(['accepted', 'Unactivated']);
  },
  'eof-instead-of-ack': (one, { status, oldPairing, silentPairing }) => {
    expect([status, oldPairing, silentPairing, one.rack.phones[0]?.wipes]).toEqual([
      undefined,
      'InvalidHostID',
      null,
      1,
    ]);
  },
  'command-format-error': (one, { status }) => {
    expect([status, one.rack.phones[0]?.wipes]).toEqual(['CommandFormatError', 0]);
  },
  'stale-nvram': (_, { record, recordBefore, oldPairing, at }) => {
    expect([record, oldPairing]).toEqual([recordBefore, 'InvalidHostID']);
    expect(secondsIn(record)).toBeLessThan(at);
  },
  'rrts-nvram': (_, { record, oldPairing }) => {
    expect([record.slice(0, 9), oldPairing]).toEqual(['RRTS Done', 'InvalidHostID']);
  },
  'failed-nvram': (one, { record, recordBefore, oldPairing }) => {
    expect(record).toMatch(/^EACS Done/);
    expect([record === recordBefore, oldPairing]).toEqual([false, 'InvalidHostID']);
    expect(one.rack.phones[0]?.state.nvram.get('oblit-failure')).toMatch(/^EACS failed/);
  },
  'activation-locked': (one, { silentPairing, oldPairing }) => {
    expect([silentPairing, oldPairing]).toEqual(['PairingDialogResponsePending', 'InvalidHostID']);
    expect(one.rack.phones[0]?.state.nvram.get('fm-activation-locked')).toBe('YES');
  },
  'never-returns': (one, { oldPairing }) => {
    expect([oldPairing, one.rack.bus.devices()]).toEqual(['gone', []]);
  },
  'another-phone-returns': (one, { record }) => {
    expect(one.rack.phones[0]?.state.identity.udid).not.toBe(one.udids[0]);
    expect(record).toMatch(/^EACS/);
  },
  'mux-restarted': (_, { events, oldPairing, silentPairing }) => {
    expect([oldPairing, silentPairing]).toEqual(['InvalidHostID', null]);
    expect(events.join()).not.toContain('Attached 2');
  },
  'mux-restarted-instead': (one, { status, oldPairing }) => {
    expect([status, oldPairing, one.rack.phones[0]?.wipes]).toEqual(['Acknowledged', 'accepted', 0]);
  },
};

describe.concurrent('a practice iPhone with a fault', () => {
  it.each(Object.entries(SHOWN))('%s', (fault, shows) =>
    withIphones({ faults: [fault], seed: fault }, async (one) => shows(one, await erase(one))),
  );

  it('trust-denied: the wrong button is tapped, and again after a replug', () =>
    withIphones({ faults: ['trust-denied'] }, async ({ computer, udids: [udid = ''], rack }) => {
      expect(await computer.pair(udid, 20)).toBe('UserDeniedPairing');
      rack.phones[0]?.unplug();
      rack.phones[0]?.plug();
      expect(await computer.pair(udid)).toBe('PairingDialogResponsePending');
      expect(await computer.pair(udid, 20)).toBe('UserDeniedPairing');
    }));

  it('can have every fault of the list', () => {
    expect([...Object.keys(SHOWN), 'trust-denied'].sort()).toEqual([...practiceIphoneFaults].sort());
  });
});
