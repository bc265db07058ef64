import { describe, expect, it } from 'vitest';
import { CAUSES, type CauseFinding } from '../../../domain/not-detected.ts';
import { causeFindings } from '../../../main/cli/cause-lines.ts';
import { PORT } from '../../domain/seen-surroundings.ts';

const finding = (change: Partial<CauseFinding>): CauseFinding => ({
  cause: 'android.offline',
  port: null,
  certainty: 'seen',
  facts: {},
  ...change,
});

describe("the doctor's words for a cause", () => {
  it('name the port, the cause, how it shows, and the steps', () => {
    const [said] = causeFindings('en', [finding({ port: PORT })]);
    expect(said).toMatchObject({ code: 'android.offline', severity: 'warn' });
    expect(said?.text).toBe('usb:1-1.2: The phone is seen but does not answer. adb reports "offline".');
    expect(said?.fix.split('\n')).toHaveLength(3);
  });

  it('stop nobody for what is only possible', () => {
    const cause = 'computer.adb-not-running';
    const severities = (['seen', 'possible'] as const).map(
      (certainty) => causeFindings('ja', [finding({ cause, certainty })])[0]?.severity,
    );
    expect(severities).toEqual(['error', 'warn']);
    expect(causeFindings('ja', [finding({ cause, certainty: 'possible' })])[0]?.text).toContain('可能性');
  });

  it('say once for each probe that it could not look, and for how many causes that leaves a doubt', () => {
    const blind = CAUSES.filter(({ known }) => known.by === 'detected' && known.probe === 'adb');
    const found = blind.map(({ id }) => finding({ cause: id, certainty: 'not-looked' }));
    const said = causeFindings('en', [...found, finding({ cause: 'computer.clock-off', certainty: 'not-looked' })]);
    expect(said.map(({ code }) => code)).toEqual(['not-looked.adb', 'not-looked.clock']);
    expect(said[0]?.text).toContain(String(blind.length));
    expect(said.every(({ severity }) => severity === 'warn')).toBe(true);
  });

  it('say of every cause something in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const said = causeFindings(
        language,
        CAUSES.map(({ id }) => finding({ cause: id })),
      );
      expect(said).toHaveLength(CAUSES.length);
      for (const { text, fix } of said) expect(`${text}${fix}`).not.toMatch(/[{}]|cause\.|undefined/);
    }
  });
});
