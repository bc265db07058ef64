import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../needs.ts';
import { askAll } from './conformance/questions.ts';
import { launchWorkstation, type Workstation } from './launch.ts';

type Answers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Answers that differ from a real Electron's, each with its reason. Empty, and a difference without a reason is a failure. */
const knownDifferences: Answers = {};

const real: Answers = JSON.parse(readFileSync(new URL('../fixtures/electron-answers.json', import.meta.url), 'utf8'));
const expected = Object.entries(real).flatMap(([group, answers]) =>
  Object.entries(answers).map(([name, answer]) => ({ group, name, answer })),
);

// The table was recorded from Electron 25.1.1. Where an Electron is present the same questions are put to it.
describeWhere(['chromium'], 'what crosses between page, preload and main', () => {
  let folder = '';
  let workstation: Workstation;
  let answers: Answers = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-conformance-'));
    workstation = await launchWorkstation({ dataFolder: folder, mainFile: 'tests/stand-in/conformance/main.mjs' });
    const asked = await workstation.main.evaluate(
      ({ BrowserWindow }, code) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<Answers>,
      `(${askAll})()`,
    );
    const notes = await workstation.main.evaluate(
      () => (globalThis as unknown as { probeNotes: string[] }).probeNotes,
      null,
    );
    const said = (start: string) => notes.filter((note) => note.startsWith(start)).join('|');
    answers = {
      ...asked,
      'refused twice': { 'a second handler for a channel': said('second:'), 'a second API under a name': said('dup:') },
    };
  });

  afterAll(async () => {
    await workstation?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('was asked 75 questions', () => {
    expect(expected).toHaveLength(75);
    const count = Object.values(answers).flatMap((group) => Object.keys(group)).length;
    expect(count).toBe(75);
  });

  it.each(expected)('$group: $name', ({ group, name, answer }) => {
    expect(answers[group]?.[name]).toBe(knownDifferences[group]?.[name] ?? answer);
  });
});
