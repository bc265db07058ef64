import { describe, expect, it, test } from 'vitest';
import {
  askedOn,
  CAUSES,
  type Cause,
  causeOf,
  causeOfMode,
  causesOn,
  causeWords,
  isCauseId,
} from '../../domain/not-detected.ts';
import type { PhoneMode } from '../../domain/port.ts';
import type { Language } from '../../domain/text.ts';

const LANGUAGES: readonly Language[] = ['ja', 'en'];
const asked = CAUSES.filter(({ known }) => known.by === 'asked');

type NothingToSay = 'android' | 'iphone' | 'iphone-recovery' | 'iphone-dfu';
const modes: Readonly<Record<Exclude<PhoneMode, NothingToSay>, true>> = {
  recovery: true,
  sideload: true,
  rescue: true,
  bootloader: true,
  unauthorized: true,
  offline: true,
  'no-permissions': true,
  connecting: true,
  'debugging-off': true,
  'waiting-for-adb': true,
  'waiting-for-usbmuxd': true,
  unknown: true,
};

function seeable({ known }: Cause): boolean {
  return known.by === 'detected';
}

describe('the catalogue', () => {
  it('holds at least forty causes, each once, some of every kind', () => {
    expect(CAUSES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CAUSES.map(({ id }) => id)).size).toBe(CAUSES.length);
    expect(new Set(CAUSES.map(({ about }) => about))).toEqual(
      new Set(['android', 'iphone', 'reader', 'computer', 'practice']),
    );
    expect(CAUSES.filter(seeable).length).toBeGreaterThan(30);
    expect(asked.length).toBeGreaterThan(15);
  });

  it('names what each cause concerns in its id', () => {
    for (const { id, about } of CAUSES) expect(id.startsWith(`${about}.`)).toBe(true);
  });

  it('is seen only where it can occur', () => {
    for (const { id, known, platforms } of CAUSES) {
      expect(platforms.length, id).toBeGreaterThan(0);
      if (known.by === 'detected') for (const platform of known.on) expect(platforms, id).toContain(platform);
    }
  });

  it('leaves out of each platform what cannot occur there', () => {
    const idsOn = (platform: 'linux' | 'windows' | 'macos') => causesOn(platform).map(({ id }) => id);
    expect(idsOn('linux')).not.toContain('android.driver-missing');
    expect(idsOn('windows')).toContain('android.driver-missing');
    expect(idsOn('windows')).not.toContain('computer.no-udev-rule');
    expect(idsOn('macos')).toContain('computer.mac-accessory');
    expect(idsOn('macos')).not.toContain('reader.kernel-driver');
    for (const platform of ['linux', 'windows', 'macos'] as const) expect(idsOn(platform)).toContain('iphone.locked');
  });

  it('asks a person about what no program sees there', () => {
    const ids = (platform: 'linux' | 'windows' | 'macos') => askedOn(platform).map(({ id }) => id);
    expect(ids('linux')).toContain('android.charge-only-cable');
    expect(ids('linux')).not.toContain('computer.over-current');
    expect(ids('windows')).toContain('computer.over-current');
    expect(ids('windows')).not.toContain('computer.mac-accessory');
    for (const platform of ['linux', 'windows', 'macos'] as const) {
      const seen = causesOn(platform).filter(({ known }) => known.by === 'detected' && known.on.includes(platform));
      expect(seen.length + ids(platform).length).toBe(causesOn(platform).length);
    }
  });

  it('is found by its names and by no others', () => {
    expect(causeOf('reader.kernel-driver')).toMatchObject({ about: 'reader', platforms: ['linux'] });
    for (const word of ['', 'toString', 'android', 'situation.adb.offline']) expect(isCauseId(word)).toBe(false);
  });
});

describe('the words', () => {
  test.each(LANGUAGES)('in %s are complete for every cause, even when no fact is known', (language) => {
    for (const { id } of CAUSES) {
      const { title, see, steps } = causeWords(language, id);
      for (const text of [title, see, ...steps]) {
        expect(text.trim(), id).not.toBe('');
        expect(text, id).not.toMatch(/[{}]|cause\./);
      }
    }
  });

  it('ask a question about what no program can see', () => {
    for (const { id } of asked) {
      expect(causeWords('ja', id).see, id).toMatch(/か。/);
      expect(causeWords('en', id).see, id).toContain('?');
    }
  });

  it('print the facts that are known', () => {
    const { see } = causeWords('en', 'reader.kernel-driver', { driver: 'port100' });
    expect(see).toContain('(port100)');
  });

  it('give every step its own line', () => {
    expect(causeWords('ja', 'android.offline').steps).toHaveLength(3);
  });
});

describe('what the mode of a phone says', () => {
  it('is nothing for a phone in Android', () => {
    expect(causeOfMode('android')).toBeNull();
  });

  test.each(Object.keys(modes) as (keyof typeof modes)[])('%s is a cause that the board sees', (mode) => {
    const id = causeOfMode(mode);
    // USB shows it and nothing else does: why it keeps silent, only a person at the phone can see.
    if (mode === 'waiting-for-usbmuxd') {
      expect(id).toBe('iphone.restricted');
      return;
    }
    expect(id === null ? null : causeOf(id)).toMatchObject({
      about: 'android',
      known: { by: 'detected', probe: 'board' },
    });
  });
});
