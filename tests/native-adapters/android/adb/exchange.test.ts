import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heeded, shownText } from '../../../../native-adapters/android/adb/exchange.ts';

describe('an exchange as a person may see it', () => {
  it('holds no IMEI, telephone number, key or parcel, however it is spelt', () => {
    const key = 'a3f0'.repeat(16);
    expect(shownText('490154203237518')).toBe('•••');
    expect(shownText('imei: 49-015420-323751-8, tel 090 1234 5678')).toBe('imei: •••, tel •••');
    expect(shownText(`overwriter --key ${key} --job job-1`)).toBe('overwriter --key ••• --job job-1');
    expect(shownText("Result: Parcel(\n 0x00000000: 00000000 0000000f 00390034 '........4.9.'")).toBe(
      '(parcel)\n(parcel)',
    );
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^\d{15}$/), fc.string(), (before, imei, after) => {
        expect(shownText(`${before} ${imei} ${after}`)).not.toContain(imei);
      }),
    );
  });

  it('is short, steers no terminal, and is never broken by what a phone says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (raw) => {
        const shown = shownText(raw);
        expect(shown.length).toBeLessThanOrEqual(600);
        expect(/[^\P{Cc}\n]/u.test(shown)).toBe(false);
      }),
    );
  });

  it('is heard with its answer or its failure, and changes neither', async () => {
    const heard: string[] = [];
    const hear = (direction: string, text: string): void => void heard.push(`${direction} ${text}`);
    const result = { stdout: Buffer.from('hello\n'), stderr: new Uint8Array(0), exitCode: 0 };
    expect(await heeded(hear, 'echo hello', async () => result)).toBe(result);
    await expect(heeded(hear, 'id', () => Promise.reject(new Error('device.offline')))).rejects.toThrow(
      'device.offline',
    );
    expect(await heeded(null, 'id', async () => result)).toBe(result);
    expect(heard).toEqual(['sent echo hello', 'received hello\n[0]', 'sent id', 'received (device.offline)']);
  });
});
