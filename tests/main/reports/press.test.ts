import { afterEach, describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import type { ProcessLauncher } from '../../../domain/side-process.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { printLabel } from '../../../main/reports/label.ts';
import { Press } from '../../../main/reports/press.ts';
import { passedRecord } from '../../domain/sample-record.ts';

const LABEL = {
  content: certificateFrom(passedRecord().entries),
  contentSha256: 'ab'.repeat(32),
  language: 'ja',
  widthMm: 62,
} as const;

let started = 0;
let kill = (): void => undefined;
const launch: ProcessLauncher = (order) => {
  started += 1;
  const side = forkLauncher(order);
  kill = () => side.kill();
  return side;
};
let press = new Press(launch);
afterEach(() => {
  press.close();
  press = new Press(launch);
  started = 0;
});

describe('the press', () => {
  it('prints in a process of its own, byte for byte what is printed here', async () => {
    const [one, other] = await Promise.all([press.ask('label', LABEL), press.ask('label', LABEL)]);
    expect(Buffer.from(one).equals(Buffer.from(await printLabel(LABEL, openPaperFonts())))).toBe(true);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    expect(started).toBe(1);
  });

  it('brings errors over with their code, and goes on', async () => {
    const file = '/nowhere/hakushi.sqlite';
    const period = { from: '2026-01-01', to: '2026-01-31' };
    await expect(press.ask('readAudit', { databaseFile: file, period })).rejects.toMatchObject({
      code: 'ledger.file-unreadable',
      facts: { file },
    });
    const finish = { id: 7, signature: null, outDir: '/nowhere', language: 'ja' } as const;
    await expect(press.ask('finishReport', finish)).rejects.toMatchObject({ code: 'app.unexpected' });
    expect((await press.ask('label', LABEL)).length).toBeGreaterThan(1_000);
    expect(started).toBe(1);
  });

  it('refuses what it was at when it dies, and is started anew for the next paper', async () => {
    const asked = press.ask('label', LABEL);
    kill();
    await expect(asked).rejects.toMatchObject({ code: 'app.unexpected' });
    expect((await press.ask('label', LABEL)).length).toBeGreaterThan(1_000);
    expect(started).toBe(2);
  });
});
