// `npm run screenshots -- --out DIR`: pictures of every screen in both languages, both themes and two sizes, for eyes.
import { parseArgs } from 'node:util';
import { WindowPage } from '../journeys/window/window-page.ts';
import { BuiltPages } from '../renderer/open-page.ts';
import { Camera } from './camera.ts';
import { SCRIPTED_SHOTS } from './scripted-shots.ts';
import { shootProgram } from './shoot-program.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'screenshots' }, only: { type: 'string', default: '' } },
});
const camera = new Camera(values.out);
const isWanted = (name: string): boolean => name.includes(values.only);

const failed: string[] = [];
const pages = await BuiltPages.open();
try {
  for (const { name, state, replies = {}, reach } of SCRIPTED_SHOTS.filter((shot) => isWanted(shot.name))) {
    const { page, complaints } = await pages.page({ state, replies, size: { width: 1366, height: 768 } });
    try {
      await reach?.(new WindowPage(page));
      await camera.take(page, name, 'script');
    } catch (error) {
      complaints.push(String(error));
    }
    if (complaints.length > 0) failed.push(`${name}: ${complaints.join('; ')}`);
    await page.context().close();
  }
} finally {
  await pages.close();
}
if (values.only === '' || values.only === 'program') failed.push(...(await shootProgram(camera)));

const { file, pictures } = camera.writeIndex();
for (const line of failed) process.stdout.write(`not as it must be: ${line}\n`);
process.stdout.write(`${pictures} pictures: ${file}\n`);
process.exitCode = failed.length > 0 || pictures === 0 ? 1 : 0;
