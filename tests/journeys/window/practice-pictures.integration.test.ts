import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { takePracticePictures } from './practice-pictures.ts';

describeWhere(['chromium', 'fonts-noto-cjk'], 'npm start without a display', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hakushi-pictures-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes eight practice phones to a verdict through the window and leaves a picture of each stage', async () => {
    expect(await takePracticePictures(folder)).toBe(8);
    const pictures = ['1-first-run', '2-plugged-in', '3-at-work', '4-ended', '5-chips-read'].map((name) =>
      readFileSync(join(folder, 'pictures', `${name}.png`)),
    );
    for (const bytes of pictures) {
      // Width and height stand behind the header of a PNG.
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1920, 1080]);
    }
    expect(new Set(pictures.map((bytes) => bytes.toString('base64'))).size).toBe(5);
  });
});
