import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Platform, ProbeId } from '../../domain/cause.ts';
import { causesOf, plainFact } from '../../domain/judge-causes.ts';
import { CAUSES, type CauseFinding, type CauseId, causeOf } from '../../domain/not-detected.ts';
import type { Observations, Observed, SeenUsb, UsbKind } from '../../domain/observations.ts';
import { attached, bus, observations, observed, PHONE, PLATFORMS, PORT, stray, usb } from './seen-surroundings.ts';

const READER = usb({ kind: 'rc-s380', id: '054c:06c3', name: 'RC-S380' });
const IPHONE = usb({ kind: 'iphone', id: '05ac:12a8', name: 'iPhone' });
const of = (kind: UsbKind, change: Partial<SeenUsb> = {}): SeenUsb => usb({ kind, ...change });
const on = (mode: Parameters<typeof attached>[0]): Observed => observed({ board: { phones: [attached(mode)] } });
const plugged = (...devices: readonly SeenUsb[]): Observed => observed({ 'usb-devices': bus(devices) });
const EMPTY = bus([]);
const NO_BUS = { ...EMPTY, hasBus: false };

/** A surrounding for each cause that a program can see; on the first platform that can. */
const SCENES: Partial<Record<CauseId, readonly [saw: Observed, change?: Partial<Observations>]>> = {
  'android.debugging-off': [on('debugging-off')],
  'android.unauthorized': [on('unauthorized')],
  'android.connecting': [on('connecting')],
  'android.offline': [on('offline')],
  'android.no-permissions': [on('no-permissions')],
  'android.waiting-for-adb': [on('waiting-for-adb')],
  'android.recovery': [on('recovery')],
  'android.sideload': [on('sideload')],
  'android.rescue': [on('rescue')],
  'android.bootloader': [on('bootloader')],
  'android.unknown-state': [on('unknown')],
  'android.charging-only': [plugged(of('phone-charging'))],
  'android.emergency-download': [plugged(of('qualcomm-edl'))],
  'android.samsung-download': [plugged(of('samsung-download'))],
  'android.mediatek-preloader': [plugged(of('mediatek-preloader'))],
  'android.equal-serials': [observed({ board: { ambiguous: [stray('A'), stray('A')] } })],
  'android.empty-serial': [observed({ board: { phones: [attached('android', { serial: null })] } })],
  'android.emulator': [observed({ board: { phones: [attached('android', { serial: 'emulator-5554' })] } })],
  'android.held-by-program': [plugged(usb({ users: ['gvfsd-mtp'] }))],
  'android.driver-missing': [plugged(usb({ lacksDriver: true })), { platform: 'windows' }],
  'iphone.usbmuxd-missing': [observed({ 'usb-devices': bus([IPHONE]), usbmuxd: 'missing' })],
  'iphone.usbmuxd-silent': [observed({ 'usb-devices': bus([IPHONE]), usbmuxd: 'silent' })],
  'iphone.apple-service-missing': [
    observed({ 'usb-devices': bus([IPHONE]), usbmuxd: 'missing' }),
    { platform: 'windows' },
  ],
  'iphone.recovery': [plugged(of('iphone-recovery'))],
  'iphone.dfu': [plugged(of('iphone-dfu'))],
  'reader.old-model': [plugged(of('old-reader'))],
  'reader.not-permitted': [plugged(usb({ ...READER, opens: false }))],
  'reader.kernel-driver': [plugged(usb({ ...READER, heldBy: 'port100' }))],
  'reader.driver-not-blocked': [observed({ 'usb-devices': bus([READER]), permissions: { isPort100Blocked: false } })],
  'reader.held-by-program': [plugged(usb({ ...READER, users: ['pcscd'] }))],
  'reader.sony-driver': [plugged(usb({ ...READER, heldBy: 'SonyNfcPort' })), { platform: 'windows' }],
  'reader.driver-missing': [plugged(usb({ ...READER, lacksDriver: true })), { platform: 'windows' }],
  'computer.no-usb-bus': [observed({ 'usb-devices': NO_BUS })],
  'computer.usb-watch-stopped': [observed({ board: { blind: [{ source: 'usb', why: 'usb.hung' }] } })],
  'computer.container': [observed({ 'usb-devices': EMPTY, surroundings: { container: 'docker' } })],
  'computer.virtual-machine': [observed({ 'usb-devices': EMPTY, surroundings: { virtualMachine: 'KVM' } })],
  'computer.wsl': [observed({ 'usb-devices': EMPTY, surroundings: { isWsl: true } })],
  'computer.sandboxed-install': [observed({ 'usb-devices': EMPTY, surroundings: { sandbox: 'snap' } })],
  'computer.udev-not-running': [observed({ surroundings: { hasUdev: false } })],
  'computer.window-sandbox': [observed({ surroundings: { namespacesForbiddenBy: 'user.max_user_namespaces=0' } })],
  'computer.no-udev-rule': [
    observed({ 'usb-devices': bus([usb({ opens: false })]), permissions: { phoneRule: false } }),
  ],
  'computer.not-in-plugdev': [
    observed({ 'usb-devices': bus([usb({ opens: false })]), permissions: { plugdev: 'not-member' } }),
  ],
  'computer.usb-device-blocked': [plugged(of('other', { allowed: false, configured: null }))],
  'computer.over-current': [
    observed({ 'usb-devices': bus([PHONE], { sockets: [{ name: 'usb:1-2', overCurrents: 3 }] }) }),
  ],
  'computer.hub-without-power': [
    observed({ 'usb-devices': bus([PHONE], { poweredByBus: [{ name: 'hub', demandMa: 900, passesMa: 400 }] }) }),
  ],
  'computer.crowded-bus': [observed({ 'usb-devices': bus([PHONE], { buses: [{ name: '1', devices: 120 }] }) })],
  'computer.not-configured': [plugged(usb({ configured: false }))],
  'computer.power-saving': [plugged(usb({ savesPower: true }))],
  'computer.adb-not-installed': [observed({ adb: { server: 'nothing', version: null, isInstalled: false } })],
  'computer.adb-not-running': [observed({ adb: { server: 'nothing', version: null } })],
  'computer.adb-too-old': [observed({ adb: { version: 39, clientVersion: null } })],
  'computer.adb-port-taken': [observed({ adb: { server: 'foreign', version: null, program: 'nc' } })],
  'computer.adb-silent': [observed({ adb: { server: 'silent', version: null } })],
  'computer.adb-of-another-user': [observed({ adb: { otherUser: 1001 } })],
  'computer.adb-versions-differ': [observed({ adb: { clientVersion: 40 } })],
  'computer.data-not-writable': [observed({ 'data-folder': { writable: false } })],
  'computer.disk-full': [observed({ 'data-folder': { leftBytes: 10 * 1024 * 1024 } })],
  'computer.clock-off': [observed({ clock: { nowMs: 0 } })],
  'practice.real-phone': [plugged(PHONE), { practice: true }],
};

const detected = CAUSES.filter(({ known }) => known.by === 'detected');
const scenes = Object.entries(SCENES) as [CauseId, readonly [Observed, Partial<Observations>?]][];
const seenOn = (id: CauseId): readonly Platform[] => {
  const { known } = causeOf(id);
  return known.by === 'detected' ? known.on : [];
};
const ids = (found: readonly CauseFinding[]): readonly CauseId[] => found.map(({ cause }) => cause);

describe('each cause that a program can see', () => {
  it('has a surrounding in these tests', () => {
    expect(new Set(Object.keys(SCENES))).toEqual(new Set(detected.map(({ id }) => id)));
  });

  test.each(scenes)('%s is what its surrounding yields, and nothing else', (id, [saw, change]) => {
    const found = causesOf(observations(saw, change));
    expect(ids(found)).toEqual([id]);
    expect(found[0]?.certainty).not.toBe('not-looked');
  });

  test.each(scenes)('%s is told on every platform that can see it, and on no other', (id, [saw, change]) => {
    for (const platform of PLATFORMS) {
      const found = ids(causesOf(observations(saw, { ...change, platform })));
      expect(found.includes(id), platform).toBe(seenOn(id).includes(platform));
    }
  });

  test.each(PLATFORMS)('is silent where everything is well, on %s', (platform) => {
    expect(causesOf(observations(observed(), { platform }))).toEqual([]);
  });
});

it('many readers at once are nothing to be told of, and no version of the program lacks them', () => {
  const found = causesOf(observations(plugged(READER, of('rc-s300'), READER)));
  expect(found).toEqual([]);
});

describe('what nobody knows', () => {
  const probes: readonly ProbeId[] = [
    'board',
    'usb-devices',
    'permissions',
    'surroundings',
    'adb',
    'usbmuxd',
    'data-folder',
    'clock',
  ];

  /** Probes of which a finding could come, when these did not look. */
  const sourceOf = (id: CauseId): ProbeId | null => {
    const { known } = causeOf(id);
    return known.by === 'detected' ? known.probe : null;
  };
  // A box, or the way to iPhones, becomes possible when nobody saw the buses; nothing else does.
  const MAY_BECOME_POSSIBLE = new Set<ProbeId | null>(['surroundings', 'usbmuxd']);

  it('claims nothing: what is missing, late or failed makes its causes "not looked", and no others', () => {
    const scene = fc.constantFrom(...scenes.map(([, one]) => one));
    const why = fc.constantFrom('late', 'failed', 'no-probe', null);
    const platforms = fc.constantFrom(...PLATFORMS);
    fc.assert(
      fc.property(scene, fc.subarray([...probes]), why, platforms, ([saw, change], gone, reason, platform) => {
        const all = observations(saw, { ...change, platform });
        const blind = gone.map((probe) => [probe, reason === null ? undefined : { looked: false, why: reason }]);
        const found = causesOf({ ...all, looks: { ...all.looks, ...Object.fromEntries(blind) } });
        const isGone = (probe: ProbeId | null): boolean =>
          gone.some((one) => one === probe || (probe === 'permissions' && one === 'usb-devices'));
        const by = (certainty: CauseFinding['certainty']) => found.filter((one) => one.certainty === certainty);
        for (const { cause } of by('not-looked')) expect(isGone(sourceOf(cause)), cause).toBe(true);
        const whole = ids(causesOf(all));
        const claimed = [...by('seen'), ...by('possible')].filter(
          ({ cause }) => !MAY_BECOME_POSSIBLE.has(sourceOf(cause)),
        );
        expect(whole).toEqual(expect.arrayContaining([...ids(claimed)]));
        const missing = detected.filter(({ id }) => seenOn(id).includes(platform) && isGone(sourceOf(id)));
        expect(ids(found)).toEqual(expect.arrayContaining(missing.map(({ id }) => id)));
      }),
    );
  });

  it('claims nothing: a device of which every field is unknown yields no cause', () => {
    const unknown = { heldBy: null, lacksDriver: null, allowed: null, opens: null, users: null, configured: null };
    const kinds: readonly UsbKind[] = ['phone-debugging', 'phone-files', 'iphone', 'rc-s300', 'hub', 'other'];
    for (const kind of kinds) {
      const device = usb({ ...unknown, savesPower: null, port: null, name: null, kind });
      const sockets = [{ name: 'usb:1-1', overCurrents: null }];
      const saw = observed({
        'usb-devices': bus([device], { sockets }),
        adb: { version: null, clientVersion: null, isInstalled: null, program: null },
        'data-folder': { writable: null, leftBytes: null },
        clock: { nowMs: Number.NaN },
      });
      for (const platform of PLATFORMS)
        expect(causesOf(observations(saw, { platform })), `${kind} ${platform}`).toEqual([]);
    }
  });

  it('is told of each part of the buses that was not answered', () => {
    const saw = observed({ 'usb-devices': bus([PHONE], { unanswered: ['power', 'programs'] }) });
    const found = causesOf(observations(saw));
    expect(ids(found)).toEqual(['computer.hub-without-power', 'android.held-by-program', 'reader.held-by-program']);
    expect(new Set(found.map(({ certainty }) => certainty))).toEqual(new Set(['not-looked']));
  });

  it('leaves an empty port without a known binary at "possible"', () => {
    const saw = observed({ adb: { server: 'nothing', version: null, isInstalled: null } });
    expect(causesOf(observations(saw))).toMatchObject([{ cause: 'computer.adb-not-running', certainty: 'possible' }]);
  });
});

describe('what fits more than one cause', () => {
  it('takes no box for the cause while devices are seen in it', () => {
    const surroundings = { container: 'docker', virtualMachine: 'KVM', isWsl: true, sandbox: 'snap' };
    expect(causesOf(observations(observed({ surroundings })))).toEqual([]);
    const bare = causesOf(observations(observed({ surroundings, 'usb-devices': EMPTY })));
    expect(bare.map(({ certainty }) => certainty)).toEqual(['possible', 'possible', 'possible', 'possible']);
  });

  it('is sure of the container where there is no bus at all, and tells that before what is possible', () => {
    const saw = observed({ 'usb-devices': NO_BUS, surroundings: { container: 'lxc', virtualMachine: 'KVM' } });
    expect(causesOf(observations(saw)).map(({ cause, certainty }) => [cause, certainty])).toEqual([
      ['computer.no-usb-bus', 'seen'],
      ['computer.container', 'seen'],
      ['computer.virtual-machine', 'possible'],
    ]);
  });

  it('does not miss usbmuxd where there is no iPhone, and calls a phone that cannot be opened by its port', () => {
    expect(causesOf(observations(observed({ usbmuxd: 'missing' })))).toEqual([]);
    const shut = plugged(usb({ opens: false }));
    expect(causesOf(observations(shut))).toMatchObject([{ cause: 'android.no-permissions', port: PORT }]);
  });

  it('says each cause once for each port', () => {
    const other = attached('offline', { port: attached('offline').port, serial: 'S2' });
    const saw = observed({ board: { phones: [attached('offline'), other] } });
    expect(causesOf(observations(saw))).toHaveLength(1);
  });

  it('takes an emulator for what it is, but not in a practice', () => {
    const saw = observed({
      board: { phones: [attached('android', { serial: 'emulator-5554' })] },
      'usb-devices': EMPTY,
    });
    expect(causesOf(observations(saw, { practice: true }))).toEqual([]);
  });
});

describe('text from devices', () => {
  it('is data: one short line without control characters, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const saw = plugged(usb({ ...READER, name, heldBy: `port100${name}`, opens: false }));
        for (const { facts } of causesOf(observations(saw))) {
          for (const fact of Object.values(facts)) {
            expect(String(fact)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
            expect([...String(fact)].length).toBeLessThanOrEqual(80);
          }
        }
      }),
    );
    expect(plainFact('\u001b[31mPixel\u202e\n7a\u0000')).toBe('[31mPixel 7a');
  });
});
