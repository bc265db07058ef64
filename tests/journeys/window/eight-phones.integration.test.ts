import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isErased, isGreen, type PortView } from '../../../domain/window-state.ts';
import { verifyCertificate } from '../../../main/reports/verify-certificate.ts';
import { describeWhere } from '../../needs.ts';
import { answerQuestions } from './hands.ts';
import { inShop, type Shop, STAFF } from './shop.ts';
import { WindowPage } from './window-page.ts';

const MODELS = ['pixel-9', 'pixel-7a', 'aquos-sense4', 'pixel-9', 'pixel-7a', 'aquos-sense4', 'pixel-9', 'pixel-7a'];
const REFUSING = 7;
const RACK = {
  phones: 8,
  seed: 'window-eight',
  models: MODELS,
  faults: ['unplugged', 'storage-lies'],
  situations: { [REFUSING]: ['refuses-everything'] },
};

/** The Ports of a shop by what their phones do. */
function castOf({ rack }: Shop) {
  const withFault = (fault: string): string => {
    const found = rack.phones.find((phone) => phone.fault === fault);
    if (!found) throw new Error(`no phone has the fault ${fault}`);
    return found.port;
  };
  const refusing = rack.phones.find(({ situations }) => situations.length > 0);
  if (!refusing || refusing.fault !== null)
    throw new Error('the refusing phone has a fault as well: take another seed');
  const faulty = { unplugged: withFault('unplugged'), lying: withFault('storage-lies'), refusing: refusing.port };
  const sound = rack.phones.map(({ port }) => port).filter((port) => !Object.values(faulty).includes(port));
  return { ...faulty, sound };
}

const isRead = ({ phone, unreadable, mode }: PortView): boolean =>
  (mode === 'android' || mode === 'recovery' || mode === 'rescue') &&
  (unreadable !== null || (phone !== null && phone !== 'reading'));

describeWhere(['chromium', 'adb'], 'eight phones in the window', () => {
  it('come from plug to certificate by two people, and three of them never', async () => {
    await inShop(RACK, async (shop) => {
      const { unplugged, lying, refusing, sound } = castOf(shop);
      await shop.setUp(Object.values(STAFF));
      const window = new WindowPage(shop.page);
      for (const { port } of shop.rack.phones) await shop.until(port, isRead);

      await window.switchTo(STAFF.kato);
      await window.selectAll();
      const started = await window.startSelected();
      expect(started).toBe(window.words('consent.summary', { started: 7, refused: 0 }));
      await answerQuestions(shop, window, [...sound, lying, unplugged]);

      // The cable is gone and the phone with it: the operator gives that job up, and it is no pass.
      await window.untilTile(shop.nameOf(unplugged), 'board.job.performing');
      await shop.until(unplugged, ({ mode, job }) => mode === null && job?.state === 'performing');
      await window.cancel(shop.nameOf(unplugged));
      await window.untilTile(
        shop.nameOf(unplugged),
        'board.job.cancelled',
        'board.job.interrupted',
        'board.job.failed',
      );
      await window.untilTile(shop.nameOf(lying), 'board.job.failed');
      for (const port of sound) await window.untilTile(shop.nameOf(port), 'board.job.awaiting-review');
      expect((await shop.state()).ports.filter(({ job }) => job !== null && isGreen(job))).toEqual([]);

      await reviewAll(shop, window, sound);
      // No reader has seen their chips: erased, and not for sale yet.
      for (const port of sound) await window.untilTile(shop.nameOf(port), 'chip.job.not-read');
      await shop.expectNoFalseGreen();

      await expectCertificates(shop, window, sound);
      const { ports } = await shop.state();
      const erased = ports.filter(({ job }) => job !== null && isErased(job)).map(({ port }) => port);
      expect(erased.toSorted()).toEqual(sound.toSorted());
      expect(ports.filter(({ job }) => job !== null && isGreen(job))).toEqual([]);
      await expectNoCertificate(shop, window, [unplugged, lying]);
      expect(ports.find(({ port }) => port === refusing)?.job).toBeNull();
    });
  });
});

/** Who did the work cannot look at it again; another person takes over by PIN and looks at each. */
async function reviewAll(shop: Shop, window: WindowPage, ports: readonly string[]): Promise<void> {
  await window.switchTo(STAFF.sato);
  await window.selectGroup('review');
  await window.act('review');
  for (const [turn, port] of ports.entries()) {
    const { saw: imei } = await shop.rack.person.follow(port, 'read-imei');
    expect(await shop.rack.person.follow(port, 'look-at-screen')).toEqual({ saw: 'setup-screen' });
    await window.review({ imei, screen: 'setup-screen' });
    const isLast = turn === ports.length - 1;
    await window
      .button(window.words(isLast ? 'review.back' : 'review.next'))
      .last()
      .click();
  }
}

/** Issues the certificate of each phone in its panel, and checks the files as an auditor would. */
async function expectCertificates(shop: Shop, window: WindowPage, ports: readonly string[]): Promise<void> {
  for (const port of ports) await window.issuePaper(shop.nameOf(port));
  const folder = join(shop.dataFolder, 'certificates');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const records = (await shop.state()).ports
    .filter(({ port }) => ports.includes(port))
    .map(({ job }) => job?.record ?? '');
  for (const record of records) {
    const json = files.find((name) => name.includes(record) && name.endsWith('.json')) ?? '';
    const pdf = files.find((name) => name.includes(record) && name.endsWith('.pdf')) ?? '';
    expect(await verifyCertificate(join(folder, json))).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    const text = readFileSync(join(folder, json), 'utf8');
    expect(text).toMatch(/"headline":"(machine-proven|person-attested)"/);
    expect(text).toContain('"sale":"blocked"');
  }
}

/** What a phone without a pass gets is its record under another title. */
async function expectNoCertificate(shop: Shop, window: WindowPage, ports: readonly string[]): Promise<void> {
  for (const port of ports) {
    await window.issuePaper(shop.nameOf(port));
    const { record = '' } = (await shop.state()).ports.find((one) => one.port === port)?.job ?? {};
    const folder = join(shop.dataFolder, 'certificates');
    const json = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.includes(record) && name.endsWith('.json'),
    );
    const text = readFileSync(join(folder, json ?? ''), 'utf8');
    expect(text).not.toMatch(/"headline":"(machine-proven|person-attested)"/);
  }
}
