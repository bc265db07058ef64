import { expect, it } from 'vitest';
import { describeWhere } from '../../needs.ts';
import { inShop, STAFF } from './shop.ts';
import { WindowPage } from './window-page.ts';

const MIB = 1024 * 1024;

describeWhere(['chromium', 'adb'], 'a screen that locks while phones are worked on', () => {
  it('shows the board, lets nobody touch it, and unlocks for whoever has a PIN; the jobs go on', async () => {
    const rack = { phones: 3, seed: 'window-lock', models: ['pixel-9', 'pixel-9', 'pixel-9'], storageBytes: 48 * MIB };
    await inShop(rack, async (shop) => {
      await shop.setUp(Object.values(STAFF));
      await shop.ask('change-settings', { lockAfterMinutes: 1 });
      const window = new WindowPage(shop.page);
      for (const name of ['A1', 'A2', 'A3']) await window.untilTile(name, 'board.state.ready');
      await window.select('A1');
      await window.startSelected();
      await window.untilTile('A1', 'board.job.performing');

      await window.button(window.words('window.lock')).click();
      await shop.page.getByRole('heading', { name: window.words('log-in.locked.title') }).waitFor();
      await expectOutOfReach(window, 'A1');
      const [port = ''] = shop.rack.phones.map((phone) => phone.port);
      await expect(shop.ask('cancel-job', { job: (await shop.until(port, () => true)).job?.id ?? '' })).rejects.toThrow(
        /^cancel-job was refused: operator\./,
      );
      await window.enterPin({ ...STAFF.mori, pin: '000111' });
      await shop.page.getByRole('alert').first().waitFor();
      await window.enterPin(STAFF.mori);
      await window.untilPerson(STAFF.mori);
      await window.untilTile('A1', 'board.job.performing', 'board.job.verifying', 'board.job.awaiting-review');

      // Nobody touches anything for a minute; the second job is begun just before, so that it is at work then.
      await window.untilTile('A1', 'board.job.awaiting-review');
      await window.select('A2');
      await window.startSelected();
      await shop.page.getByRole('heading', { name: window.words('log-in.locked.title') }).waitFor({ timeout: 90_000 });
      await shop.until(shop.rack.phones[1]?.port ?? '', ({ job }) => job?.state === 'awaiting-review');
      expect((await shop.state()).attendance.is).toBe('locked');
      await window.button(window.words('log-in.another')).click();
      await window.button(`${STAFF.sato.name} ${window.words('operators.role.checker')}`).click();
      await window.enterPin(STAFF.sato);
      await window.untilPerson(STAFF.sato);
      await window.untilTile('A2', 'board.job.awaiting-review');
      expect((await shop.state()).attendance).toMatchObject({ is: 'present', account: { id: 'sato' } });
    });
  });
});

/** The tile is seen behind the lock, and neither a press nor the Tab key comes to it; the program would refuse what it asks for all the same. */
async function expectOutOfReach({ page }: WindowPage, name: string): Promise<void> {
  const box = await page.getByText(name, { exact: true }).boundingBox();
  if (!box) throw new Error(`${name} cannot be seen behind the lock`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  expect(await page.getByRole('dialog').count()).toBe(0);
  for (let steps = 0; steps < 25; steps += 1) {
    await page.keyboard.press('Tab');
    expect(await page.getByRole('grid').evaluate((grid) => grid.contains(document.activeElement))).toBe(false);
  }
}
