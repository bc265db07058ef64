import { expect, it } from 'vitest';
import { isGreen } from '../../../domain/window-state.ts';
import { describeWhere } from '../../needs.ts';
import { answerQuestions } from './hands.ts';
import { inShop, STAFF } from './shop.ts';
import { WindowPage } from './window-page.ts';

const MIB = 1024 * 1024;

describeWhere(['chromium', 'adb'], 'a window that goes away in mid-job', () => {
  it('shows the same after a reload, and loses nothing', async () => {
    const rack = { phones: 2, seed: 'window-reload', models: ['pixel-9', 'pixel-9'], storageBytes: 64 * MIB };
    await inShop(rack, async (shop) => {
      await shop.setUp(Object.values(STAFF));
      const window = new WindowPage(shop.page);
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'board.state.ready');
      await window.selectAll();
      await window.startSelected();
      const [port = ''] = shop.rack.phones.map((phone) => phone.port);
      await shop.until(port, ({ job }) => job?.state === 'performing' && job.progress !== null);
      await shop.page.reload();
      const again = await shop.until(port, () => true);
      expect(again.job).toMatchObject({ state: 'performing', operator: 'mori' });
      await window.untilTile('A1', 'board.job.performing', 'board.job.verifying', 'board.job.awaiting-review');
      await answerQuestions(
        shop,
        window,
        shop.rack.phones.map((phone) => phone.port),
      );
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'board.job.awaiting-review');
      // What the window folded out of events since its reload is what a window that opens now is told.
      const folded = await window.board();
      await shop.page.reload();
      await window.untilTile('A1', 'board.job.awaiting-review');
      expect(await window.board()).toEqual(folded);
      expect((await shop.state()).ports.map(({ job }) => job?.state)).toEqual(['awaiting-review', 'awaiting-review']);
    });
  });

  it('tells after a crash of main that the job was interrupted, and keeps the neighbour', async () => {
    const rack = { phones: 2, seed: 'window-crash', models: ['pixel-9', 'pixel-9'], storageBytes: 64 * MIB };
    await inShop(rack, async (shop) => {
      const [first = '', second = ''] = shop.rack.phones.map((phone) => phone.port);
      await shop.setUp(Object.values(STAFF));
      let window = new WindowPage(shop.page);
      for (const name of ['A1', 'A2']) await window.untilTile(name, 'board.state.ready');
      await window.select('A1');
      await window.startSelected();
      await window.untilTile('A1', 'board.job.awaiting-review');
      const { job: done } = await shop.until(first, () => true);
      await window.select('A2');
      await window.startSelected();
      const { job: cut } = await shop.until(second, ({ job }) => job?.state === 'performing' && job.progress !== null);

      await shop.restartAfterKill();
      window = new WindowPage(shop.page);
      await window.enterPin(STAFF.mori, 'log-in.who');
      await window.untilTile('A2', 'board.job.interrupted');
      await shop.page.getByText(window.words('window.recovered', { count: 1 })).waitFor();
      const { ports, waiting, ledger } = await shop.state();
      expect(ledger.recovered).toBe(1);
      // Nobody saw the phone of the neighbour's job while main was gone, so the job waits beside the board.
      expect(waiting).toMatchObject([{ id: done?.id, port: first, state: 'awaiting-review', verdict: null }]);
      const here = ports.find(({ port }) => port === second)?.job;
      expect(here).toMatchObject({ id: cut?.id, state: 'interrupted', reason: { code: 'job.interrupted' } });
      expect(ports.filter(({ job }) => job !== null && isGreen(job))).toEqual([]);
    });
  });
});
