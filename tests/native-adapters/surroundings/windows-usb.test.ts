import { describe, expect, it } from 'vitest';
import { readWindowsUsb } from '../../../native-adapters/surroundings/windows-usb.ts';

// Made from the documented form of Win32_PnPEntity; no answer of a real Windows was at hand.
const adb = (more: object) => ({
  PNPDeviceID: 'USB\\VID_18D1&PID_4EE2&MI_01\\6&1',
  Name: 'ADB Interface',
  Service: 'WINUSB',
  ConfigManagerErrorCode: 0,
  CompatibleID: ['USB\\COMPAT_VID_18d1&Class_ff', 'USB\\Class_ff&SubClass_42&Prot_01', 'USB\\Class_ff'],
  ...more,
});
const entry = (PNPDeviceID: string, more: object = {}) => ({
  PNPDeviceID,
  Name: '複合デバイス',
  Service: 'usbccgp',
  ConfigManagerErrorCode: 0,
  CompatibleID: null,
  ...more,
});
const read = (...entries: readonly object[]) => readWindowsUsb(JSON.stringify(entries)).devices;

describe("Windows' list of devices", () => {
  it('shows a phone once, by its debugging interface, and that it has a driver', () => {
    const parent = entry('USB\\VID_18D1&PID_4EE2\\SERIAL');
    expect(read(parent, adb({}))).toMatchObject([
      { id: '18d1:4ee2', kind: 'phone-debugging', lacksDriver: false, port: null, opens: null },
    ]);
  });

  it('tells a phone whose driver is not installed', () => {
    expect(read(adb({ Service: null, ConfigManagerErrorCode: 28 }))).toMatchObject([{ lacksDriver: true }]);
  });

  it("tells a reader that Sony's driver holds, and one on WinUSB", () => {
    const reader = (Service: string) => entry('USB\\VID_054C&PID_06C3\\1', { Name: 'NFC Port/PaSoRi', Service });
    expect(read(reader('NfcPortDriver'))).toMatchObject([{ kind: 'rc-s380', heldBy: 'NfcPortDriver' }]);
    expect(read(reader('WinUSB'))).toMatchObject([{ kind: 'rc-s380', heldBy: null }]);
  });

  it('looks at the interface of an RC-S300 that is ours, not at that of smart cards', () => {
    const part = (number: string, kind: string, Service: string) =>
      entry(`USB\\VID_054C&PID_0DC9&MI_${number}\\1`, {
        Service,
        CompatibleID: [`USB\\Class_${kind}&SubClass_00&Prot_00`],
      });
    const whole = entry('USB\\VID_054C&PID_0DC9\\1');
    expect(read(whole, part('00', '0b', 'WUDFRd'), part('01', 'ff', 'WINUSB'))).toMatchObject([{ heldBy: null }]);
    expect(read(whole, part('00', '0b', 'WUDFRd'), part('01', 'ff', 'SonyNfc'))).toMatchObject([{ heldBy: 'SonyNfc' }]);
  });

  it('tells a reader, or its interface that is ours, for which Windows has no driver', () => {
    const none = { Service: null, ConfigManagerErrorCode: 28 };
    const [vendorClass, cards] = ['ff', '0b'].map((kind) => [`USB\\Class_${kind}&SubClass_00&Prot_00`]);
    const whole = entry('USB\\VID_054C&PID_0DC9\\1');
    const part = (number: string, change: Record<string, unknown>) =>
      entry(`USB\\VID_054C&PID_0DC9&MI_${number}\\1`, change);
    expect(read(entry('USB\\VID_054C&PID_06C3\\1', none))).toMatchObject([{ kind: 'rc-s380', lacksDriver: true }]);
    const ours = part('01', { ...none, CompatibleID: vendorClass });
    expect(read(whole, part('00', { CompatibleID: cards }), ours)).toMatchObject([{ lacksDriver: true, heldBy: null }]);
    const theirs = part('00', { ...none, CompatibleID: cards });
    const fine = part('01', { Service: 'WINUSB', ConfigManagerErrorCode: 0, CompatibleID: vendorClass });
    expect(read(whole, theirs, fine)).toMatchObject([{ lacksDriver: false }]);
  });

  it('shows phones in download modes and iPhones by their numbers, and nothing of what has none', () => {
    const devices = read(
      entry('USB\\VID_05C6&PID_9008\\1'),
      entry('USB\\VID_05AC&PID_12A8\\1'),
      entry('USB\\ROOT_HUB30\\4'),
      entry('USB\\VID_ZZZZ&PID_0001\\1'),
    );
    expect(devices.map(({ kind }) => kind)).toEqual(['qualcomm-edl', 'iphone']);
  });

  it('reads one entry, none, and refuses what is no answer', () => {
    expect(readWindowsUsb(JSON.stringify(adb({}))).devices).toHaveLength(1);
    expect(readWindowsUsb('\r\n')).toMatchObject({ hasBus: true, devices: [] });
    for (const answer of ['Get-CimInstance : Access denied', '{"a":1}', '[1]'])
      expect(() => readWindowsUsb(answer)).toThrow();
  });
});
