import { describe, expect, it } from 'vitest';
import type { CauseFinding } from '../../../domain/not-detected.ts';
import { findCauses, type SearchForCauses } from '../../../main/devices/find-causes.ts';
import type { Probes } from '../../../native-adapters/index.ts';
import { attached, observed, PHONE } from '../../domain/seen-surroundings.ts';

const well = observed();
const SOUND: Required<Probes> = {
  board: async () => well.board,
  'usb-devices': async () => well['usb-devices'],
  permissions: async () => well.permissions,
  surroundings: async () => well.surroundings,
  adb: async () => well.adb,
  usbmuxd: async () => well.usbmuxd,
  'data-folder': async () => well['data-folder'],
  clock: async () => well.clock,
};

function search(probes: Probes, more: Partial<SearchForCauses> = {}): Promise<readonly CauseFinding[]> {
  return findCauses({
    probes: { ...SOUND, ...probes },
    platform: 'linux',
    practice: false,
    withinMs: 100,
    ...more,
  });
}

const unlooked = (found: readonly CauseFinding[]): ReadonlySet<unknown> =>
  new Set(found.filter(({ certainty }) => certainty === 'not-looked').map(({ facts }) => facts['probe']));

describe('looking for causes', () => {
  it('finds none where all is well, and those that are there', async () => {
    expect(await search({})).toEqual([]);
    const board = async () => observed({ board: { phones: [attached('unauthorized')] } }).board;
    expect(await search({ board })).toMatchObject([{ cause: 'android.unauthorized', certainty: 'seen' }]);
  });

  it('tells of a probe that hangs, even one that does not listen to its signal, and waits for no other', async () => {
    const found = await search({ adb: () => new Promise(() => undefined) });
    expect(unlooked(found)).toEqual(new Set(['adb']));
    expect(found[0]?.facts).toEqual({ probe: 'adb', why: 'late' });
    expect(found.every(({ certainty }) => certainty === 'not-looked')).toBe(true);
    expect(found.map(({ cause }) => cause)).toContain('computer.adb-not-running');
  });

  it('tells of a probe that fails, at once or later', async () => {
    const clock = () => {
      throw new Error('at once');
    };
    const found = await search({ clock, 'data-folder': () => Promise.reject(new Error('later')) });
    expect(unlooked(found)).toEqual(new Set(['clock', 'data-folder']));
    expect(new Set(found.map(({ facts }) => facts['why']))).toEqual(new Set(['failed']));
  });

  it('tells of a probe that is not there, and of what depends on the buses when those were not seen', async () => {
    const { board: _none, ...without } = SOUND;
    const found = await findCauses({
      probes: { ...without, 'usb-devices': () => Promise.reject(new Error('no')) },
      platform: 'linux',
      practice: false,
    });
    expect(unlooked(found)).toEqual(new Set(['board', 'usb-devices', 'permissions']));
  });

  it('ends the work of a probe that is late', async () => {
    let isStopped = false;
    const adb = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          isStopped = true;
          reject(new Error('stopped'));
        });
      });
    await search({ adb }, { withinMs: 20 });
    expect(isStopped).toBe(true);
  });

  it('ends with the reason of the signal, before and while it looks', async () => {
    const stop = new AbortController();
    const looking = search({ clock: () => new Promise(() => undefined) }, { signal: stop.signal, withinMs: 60_000 });
    stop.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
    await expect(search({}, { signal: stop.signal })).rejects.toThrow('enough');
  });

  it('knows what is practice and what the program can work on', async () => {
    const found = await search({}, { practice: true });
    expect(found).toMatchObject([{ cause: 'practice.real-phone', facts: { name: PHONE.name } }]);
  });
});
