import { describe, expect, it } from 'vitest';
import { notReadable, value } from '../../../domain/device.ts';
import { portId } from '../../../domain/ids.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import { CONSENT, DeskRig, expectRefused, OPERATOR } from './desk-rig.ts';

const never = new AbortController().signal;

describe('equal serial numbers', () => {
  const twin = (imeis: readonly string[] | null) =>
    sampleDevice({ serial: value('TWIN', 'getprop'), imeis: imeis ? value(imeis, 'call') : notReadable('call', 'no') });
  const read = async (rig: DeskRig, path: string, imeis: readonly string[] | null, claim: string | null = null) => {
    rig.adapter.script = { identify: () => twin(imeis) };
    const port = rig.board.at(portId(path))?.port ?? rig.hands.plug(path);
    return rig.desk.examine(port, never, claim ? { imei: claim, source: 'typed' } : null);
  };
  const order = { operator: OPERATOR, purpose: 'inspection' } as const;
  const [IMEI_1, IMEI_2] = ['490154203237518', '356938035643809'];

  it('without an IMEI are never guessed apart; with IMEIs of their own they are two phones', async () => {
    const rig = new DeskRig();
    const nameless = await read(rig, 'usb:1-1', null);
    const named = await read(rig, 'usb:1-2', [IMEI_2]);
    expectRefused(rig, rig.desk.draft(nameless, order, CONSENT), 'device.identity-ambiguous');
    expect(rig.desk.draft(named, order, CONSENT).state).toBe('ready');
  });

  it('and an equal IMEI, or one that a person typed, do not tell them apart', async () => {
    const rig = new DeskRig();
    const one = await read(rig, 'usb:1-1', [IMEI_1]);
    const other = await read(rig, 'usb:1-2', [IMEI_2, IMEI_1]);
    expectRefused(rig, rig.desk.draft(one, order, CONSENT), 'device.identity-ambiguous');
    expectRefused(rig, rig.desk.draft(other, order, CONSENT), 'device.identity-ambiguous');
    const typed = await read(rig, 'usb:1-1', null, IMEI_1);
    expectRefused(rig, rig.desk.draft(typed, order, CONSENT), 'device.identity-ambiguous');
  });

  it('are noticed before the second phone was read', async () => {
    const rig = new DeskRig();
    rig.hands.plug('usb:1-1', 'android', 'TWIN');
    rig.hands.plug('usb:1-2', 'unauthorized', 'TWIN');
    expectRefused(rig, rig.desk.draft(await read(rig, 'usb:1-1', null), order, CONSENT), 'device.identity-ambiguous');
    expect(rig.desk.draft(await read(rig, 'usb:1-1', [IMEI_1]), order, CONSENT).state).toBe('ready');
  });

  it('are no obstacle when the other phone has gone', async () => {
    const rig = new DeskRig();
    await read(rig, 'usb:1-2', null);
    rig.hands.pull('usb:1-2');
    expect(rig.desk.draft(await read(rig, 'usb:1-1', null), order, CONSENT).state).toBe('ready');
  });
});
