import { describe, expect, it } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import { type PortId, portId } from '../../../domain/ids.ts';
import { PhoneReadings } from '../../../main/devices/phone-readings.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { DeskRig } from '../jobs/desk-rig.ts';

const PORT = portId('usb:1-1');

function readingsOf(rig: DeskRig, mayRead: (port: PortId) => boolean = () => true) {
  const shown: string[] = [];
  const readings: PhoneReadings = new PhoneReadings({
    board: rig.board,
    desk: rig.desk,
    adapters: [rig.adapter],
    mayRead,
    onChange: (port) => {
      const { phone, unreadable } = readings.at(port);
      shown.push(phone === 'reading' ? 'reading' : (phone?.model ?? unreadable?.code ?? 'nothing'));
    },
  });
  rig.board.onChange(() => readings.settle());
  return { readings, shown };
}

const MODEL = sampleDevice().model.is === 'value' ? 'read' : 'none';

describe('readings', () => {
  it('read each phone once for each plug, by themselves', async () => {
    const rig = new DeskRig();
    let reads = 0;
    rig.adapter.script = {
      identify: () => {
        reads += 1;
        return sampleDevice();
      },
    };
    const { readings, shown } = readingsOf(rig);
    rig.hands.plug('usb:1-1');
    await expect.poll(() => readings.at(PORT).examined).not.toBeNull();
    rig.hands.plug('usb:1-2', 'unauthorized');
    expect([reads, shown[0], MODEL]).toEqual([1, 'reading', 'read']);
    expect(readings.at(PORT)).toMatchObject({ phone: { plans: [{ purpose: 'intake' }, { purpose: 'inspection' }] } });
    rig.hands.pull('usb:1-1');
    expect(readings.at(PORT)).toEqual({ phone: null, unreadable: null, examined: null });
    rig.hands.plug('usb:1-1');
    await expect.poll(() => readings.at(PORT).examined).not.toBeNull();
    expect(reads).toBe(2);
  });

  it('tell what can be done with a phone now, after a job that it never left its socket in', async () => {
    const rig = new DeskRig();
    const { readings } = readingsOf(rig);
    rig.hands.plug('usb:1-1');
    await expect.poll(() => readings.at(PORT).examined).not.toBeNull();
    const blockers = () => {
      const { phone } = readings.at(PORT);
      return phone === null || phone === 'reading'
        ? null
        : phone.plans.map((plan) => plan.blockers.map(({ id }) => id));
    };
    expect(blockers()).toEqual([[], []]);
    rig.adapter.script = { proposal: { blockers: [{ id: 'low-battery', severity: 'stop' }] } };
    expect(blockers()).toEqual([['low-battery'], ['low-battery']]);
  });

  it.each([
    ['that gives back what it was read with', async () => undefined, 2],
    ['that gives nothing back', null, 1],
  ])('read a phone %s as often as it must be after its job', async (_what, release, times) => {
    const rig = new DeskRig();
    rig.adapter.release = release;
    let reads = 0;
    rig.adapter.script = {
      identify: () => {
        reads += 1;
        return sampleDevice();
      },
    };
    const { readings } = readingsOf(rig);
    rig.hands.plug('usb:1-1');
    await expect.poll(() => readings.at(PORT).examined).not.toBeNull();
    readings.jobEnded(portId('usb:1-2'));
    readings.jobEnded(PORT);
    expect(readings.at(PORT).examined === null).toBe(times === 2);
    readings.settle();
    await expect.poll(() => readings.at(PORT).examined).not.toBeNull();
    expect(reads).toBe(times);
  });

  it('give a bad cable another try, and say what cannot be read', async () => {
    const rig = new DeskRig();
    let reads = 0;
    rig.adapter.script = {
      identify: () => {
        reads += 1;
        throw new WorkstationError(reads === 1 ? 'device.protocol' : 'device.refused');
      },
    };
    const { readings, shown } = readingsOf(rig);
    rig.hands.plug('usb:1-1');
    await expect.poll(() => readings.at(PORT).unreadable).toEqual({ code: 'device.refused', facts: {} });
    expect(shown).toEqual(['reading', 'device.refused']);
  });

  it('leave a phone alone while a job works on it, and are not waited for when it goes', async () => {
    const rig = new DeskRig();
    let reads = 0;
    rig.adapter.script = {
      identify: async () => {
        reads += 1;
        await new Promise((resolve) => setTimeout(resolve, 30));
        return sampleDevice();
      },
    };
    const busy = new Set<PortId>([PORT]);
    const { readings } = readingsOf(rig, (port) => !busy.has(port));
    rig.hands.plug('usb:1-1');
    readings.settle();
    expect(reads).toBe(0);
    busy.clear();
    readings.settle();
    expect(reads).toBe(1);
    rig.hands.pull('usb:1-1');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(readings.at(PORT).phone).toBeNull();
    readings.close();
    rig.hands.plug('usb:1-1');
    expect(reads).toBe(1);
  });

  it('take a number that a person gives', async () => {
    const rig = new DeskRig();
    const { readings } = readingsOf(rig, () => false);
    rig.hands.plug('usb:1-1');
    await readings.read(PORT, { imei: '356938035643809', source: 'scanned' });
    expect(readings.at(PORT).examined?.claims).toEqual([{ imei: '356938035643809', source: 'scanned' }]);
    await expect(readings.read(portId('usb:9-9'), null)).rejects.toThrow('device.absent');
  });
});
