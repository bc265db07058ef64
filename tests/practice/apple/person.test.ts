import { describe, expect, it } from 'vitest';
import { PracticePerson } from '../../../practice/person.ts';
import { truthOfIphones } from '../../../practice/truth.ts';
import { type OneRack, until, withIphones } from './one-rack.ts';

const PORT = 'usb:9-1';
const at = ({ rack }: OneRack) => {
  const person = new PracticePerson(new Map(), new Map(rack.phones.map((phone) => [rack.bus.portOf(phone), phone])));
  return async (instruction: string) => (await person.follow(PORT, instruction)).saw;
};

describe.concurrent('a person at a practice iPhone', () => {
  it('taps Trust when the question is there, which nobody else does then', () =>
    withIphones({ situations: { 0: ['not-trusted'] } }, async (one) => {
      const follow = at(one);
      const [udid = ''] = one.udids;
      const trusting = follow('trust-computer');
      expect(await one.computer.pair(udid)).toBe('PairingDialogResponsePending');
      expect(await trusting).toBe('home');
      expect(await one.computer.pair(udid)).toBeNull();
      // Trusted already: there is nothing to press.
      expect(await follow('trust-computer')).toBe('home');
    }));

  it('unlocks it, and then it may be paired', () =>
    withIphones({ situations: { 0: ['phone-locked'] } }, async (one) => {
      const follow = at(one);
      expect([
        await follow('look-at-screen'),
        await follow('look-find-my'),
        await follow('erase-in-ios-settings'),
      ]).toEqual(['lock-screen', 'lock-screen', 'lock-screen']);
      expect(await follow('unlock-screen')).toBe('home');
      expect(await one.computer.pair(one.udids[0] ?? '', 20)).toBeNull();
    }));

  it('erases it in Settings, sees the set-up screen, and reads the IMEI', () =>
    withIphones({ situations: { 0: ['esim'] } }, async (one) => {
      const follow = at(one);
      const imei = await follow('read-imei');
      expect(imei).toMatch(/^00\d{13}$/);
      expect(await follow('look-find-my')).toBe('signed-out');
      const before = one.rack.phones[0]?.state.nvram.get('obliteration');
      expect(await follow('erase-in-ios-settings')).toBe('setup-screen');
      expect(await follow('read-imei')).toBe(imei);
      const { nvram, esim } = one.rack.phones[0]?.state ?? {};
      expect([nvram?.get('obliteration') === before, esim]).toEqual([false, false]);
    }));

  it('cannot erase it in Settings while its account is on it, and sees the lock when the cable did', () =>
    withIphones({ faults: ['activation-locked'] }, async (one) => {
      const follow = at(one);
      expect([await follow('look-find-my'), await follow('erase-in-ios-settings')]).toEqual(['signed-in', 'home']);
      await one.rack.phones[0]?.erase('mcinstall', false);
      expect([await follow('look-at-screen'), await follow('look-find-my')]).toEqual(['activation-lock', 'signed-in']);
    }));

  it.each(['recovery', 'dfu'])('%s: has it restored elsewhere, and it comes back as a phone under set-up', (mode) =>
    withIphones({ situations: { 0: [mode] } }, async (one) => {
      const follow = at(one);
      expect([await follow('look-at-screen'), await follow('read-imei')]).toEqual(['no-command', 'no-command']);
      expect(await follow('restore-elsewhere')).toBe('setup-screen');
      const [udid = ''] = one.udids;
      expect(await one.computer.pair(udid)).toBeNull();
      expect(await one.computer.value(udid, 'ActivationState')).toBe('Unactivated');
      expect(one.rack.bus.devices()).toMatchObject([{ ports: [1], productId: 0x12a8, serial: udid.replace('-', '') }]);
    }),
  );

  it('pulls the cable and plugs it in again', () =>
    withIphones({}, async (one) => {
      const [before] = one.rack.bus.devices();
      const replugged = at(one)('replug');
      expect(one.rack.bus.devices()).toEqual([]);
      expect(await replugged).toBe('home');
      const [after] = one.rack.bus.devices();
      expect([after?.ports, after?.address === before?.address]).toEqual([before?.ports, false]);
    }));

  it('gives up on a phone that stays dark, and understands only what they were taught', () =>
    withIphones({ faults: ['never-returns'] }, async (one) => {
      await one.rack.phones[0]?.erase('mcinstall', false);
      const person = new PracticePerson(new Map(), new Map([[PORT, one.rack.phones[0] as never]]));
      await expect(person.follow(PORT, 'toString')).rejects.toThrow('does not understand');
      await expect(person.follow('usb:9-2', 'replug')).rejects.toThrow('no practice phone');
      expect((await person.follow(PORT, 'look-at-screen')).saw).toBe('off');
    }));
});

describe.concurrent('what is really so inside a practice iPhone', () => {
  it('tells data, wipes, and the pair record that is left', () =>
    withIphones({}, async ({ rack, computer, udids: [udid = ''] }) => {
      const truth = truthOfIphones(rack);
      const before = truth(PORT);
      expect(before).toMatchObject({ wipes: 0, isTheSame: true, leftFiles: 0 });
      expect(before?.userData).toBeGreaterThan(0);
      const record = { PairRecordID: udid, PairRecordData: Buffer.from('r') };
      await computer.ask({ MessageType: 'SavePairRecord', ...record });
      await rack.phones[0]?.erase('mcinstall', false);
      expect(truth(PORT)).toEqual({ userData: 0, wipes: 1, isTheSame: true, leftFiles: 1 });
      await computer.ask({ MessageType: 'DeletePairRecord', ...record });
      expect(truth(PORT)?.leftFiles).toBe(0);
      expect(truth('usb:9-2')).toBeNull();
    }));

  it('tells that another phone stands in', () =>
    withIphones({ faults: ['another-phone-returns'] }, async ({ rack }) => {
      const truth = truthOfIphones(rack);
      await rack.phones[0]?.erase('mcinstall', false);
      expect(await until(() => truth(PORT)?.isTheSame === false)).toBe(true);
    }));
});
