import { afterEach, describe, expect, it } from 'vitest';
import type { ReaderView } from '../../../domain/chip-view.ts';
import type { ReaderId } from '../../../domain/ids.ts';
import type { ReaderModel } from '../../../domain/reader.ts';
import { openReaderDesk } from '../../../main/readers/open-reader-desk.ts';
import type { ReaderDesk } from '../../../main/readers/reader-desk.ts';
import type { TellerKnowledge } from '../../../main/readers/reading-teller.ts';
import { type PracticeChipName, type PracticeReaders, startPracticeReaders } from '../../../practice/index.ts';

const KNOWLEDGE: TellerKnowledge = {
  baselines: [],
  name: ({ system }) => ({ name: null, code: system.toString(16) }),
  seenIn: () => null,
};
const READ_WITHIN = { timeout: 20_000, interval: 20 };

let opened: { bench: PracticeReaders; desk: ReaderDesk } | null = null;
afterEach(async () => {
  await opened?.desk.close();
  opened?.bench.stop();
  opened = null;
});

function open(models: readonly ReaderModel[], scan: 'full' | 'iphone' = 'full'): NonNullable<typeof opened> {
  const bench = startPracticeReaders({ seed: 'desk', phones: [], models });
  opened = { bench, desk: openReaderDesk(bench.source, KNOWLEDGE, scan) };
  return opened;
}

const viewOf = (desk: ReaderDesk, reader: ReaderId): ReaderView | undefined =>
  desk.views().find((one) => one.reader === reader);

async function readerOf(model: ReaderModel, scan: 'full' | 'iphone' = 'full') {
  const { bench, desk } = open([model], scan);
  const [place] = bench.readers;
  if (!place) throw new Error('no practice reader');
  const { reader } = place;
  await expect.poll(() => viewOf(desk, reader)?.is, READ_WITHIN).toBe('ready');
  return { bench, desk, reader };
}

const READ_ALONE: readonly (readonly [PracticeChipName, string])[] = [
  ['empty', 'EMPTY'],
  ['suica', 'RESIDUAL'],
  ['wallets', 'RESIDUAL'],
  ['edy', 'RESIDUAL'],
  ['nanaco', 'RESIDUAL'],
  ['waon', 'RESIDUAL'],
  ['id', 'RESIDUAL'],
  ['mobile-4.1', 'RESIDUAL'],
  ['lite-s', 'REVIEW'],
];

describe.each(['rc-s380', 'rc-s300'] as const)('a practice %s behind the drivers of the product', (model) => {
  it.each(READ_ALONE)('reads %s as %s by itself, as soon as it lies there', async (chip, state) => {
    const { bench, desk, reader } = await readerOf(model);
    bench.lay(reader, { is: 'chip', chip });
    await expect.poll(() => viewOf(desk, reader)?.reading?.state, READ_WITHIN).toBe(state);
    const view = viewOf(desk, reader);
    expect(view).toMatchObject({ model, is: 'read', isOccupied: true, error: null });
    const id = view?.reading?.id ?? '';
    expect(desk.reading(reader, id).fresh.reading.reader.model).toBe(model);
    expect(desk.isStillThere(reader, id)).toBe(true);
    bench.lay(reader, { is: 'nothing' });
    await expect.poll(() => viewOf(desk, reader)?.isOccupied, READ_WITHIN).toBe(false);
    expect(desk.isStillThere(reader, id)).toBe(false);
    expect(bench.writesToPhones()).toBe(0);
  });

  it('does not read two chips as one that is empty, and says what to do', async () => {
    const { bench, desk, reader } = await readerOf(model);
    bench.lay(reader, { is: 'chip', chip: 'two-cards' });
    await expect.poll(() => viewOf(desk, reader)?.isOccupied, READ_WITHIN).toBe(true);
    desk.readAgain(reader);
    await expect.poll(() => viewOf(desk, reader)?.reading?.state, READ_WITHIN).toMatch(/UNKNOWN|REVIEW|RESIDUAL/);
    expect(bench.writesToPhones()).toBe(0);
  });

  it('sees nothing of a locked phone, and calls that unknown when it is asked', async () => {
    const { bench, desk, reader } = await readerOf(model);
    bench.lay(reader, { is: 'chip', chip: 'locked' });
    desk.readAgain(reader);
    await expect.poll(() => viewOf(desk, reader)?.reading?.reasons, READ_WITHIN).toEqual(['no-answer']);
    expect(viewOf(desk, reader)?.reading?.state).toBe('UNKNOWN');
  });

  it('never reads a chip that lies badly as empty', async () => {
    const { bench, desk, reader } = await readerOf(model);
    for (let times = 0; times < 3; times += 1) {
      const before = viewOf(desk, reader)?.reading?.id;
      bench.lay(reader, { is: 'chip', chip: 'flaky' });
      desk.readAgain(reader);
      await expect.poll(() => viewOf(desk, reader)?.reading?.id !== before, READ_WITHIN).toBe(true);
      expect(viewOf(desk, reader)?.reading?.state).toMatch(/^(RESIDUAL|UNKNOWN)$/);
      bench.lay(reader, { is: 'nothing' });
    }
    expect(bench.writesToPhones()).toBe(0);
  });

  it('reads nothing on a hot reader', async () => {
    const { bench, desk, reader } = await readerOf(model);
    bench.lay(reader, { is: 'chip', chip: 'hot-reader' });
    if (model === 'rc-s380') {
      await expect.poll(() => viewOf(desk, reader)?.error?.code, READ_WITHIN).toBe('reader.hot');
      expect(viewOf(desk, reader)).toMatchObject({ is: 'fault', help: 'let-cool', reading: null });
      return;
    }
    // An RC-S300 has no word for heat: all that is known is that nothing is understood.
    await expect.poll(() => viewOf(desk, reader)?.help, READ_WITHIN).toBe('move-phone');
    desk.readAgain(reader);
    await expect.poll(() => viewOf(desk, reader)?.reading?.state, READ_WITHIN).toBe('UNKNOWN');
  });

  it('polls an iPhone only when it is asked, and finds the Express card that is left', async () => {
    const { bench, desk, reader } = await readerOf(model, 'iphone');
    const { frames } = bench.virtual(reader).field;
    bench.lay(reader, { is: 'chip', chip: 'iphone-express' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(bench.virtual(reader).field.frames).toBe(frames);
    desk.readAgain(reader);
    await expect.poll(() => viewOf(desk, reader)?.reading?.state, READ_WITHIN).toBe('RESIDUAL');
    expect(bench.virtual(reader).field.frames).toBe(frames + 1);
  });

  it('comes back after it was pulled out, and reads then', async () => {
    const { bench, desk, reader } = await readerOf(model);
    bench.lay(reader, { is: 'chip', chip: 'waon' });
    bench.unplug(reader);
    await expect.poll(() => desk.views(), READ_WITHIN).toEqual([]);
    bench.plug(reader);
    await expect.poll(() => viewOf(desk, reader)?.reading?.state, READ_WITHIN).toBe('RESIDUAL');
  });
});

describe('two practice readers', () => {
  it('work side by side, and the one that is pulled out costs the other nothing', async () => {
    const { bench, desk } = open(['rc-s380', 'rc-s300']);
    const [one, other] = bench.readers.map(({ reader }) => reader);
    if (!one || !other) throw new Error('no two practice readers');
    bench.lay(one, { is: 'chip', chip: 'empty' });
    await expect.poll(() => viewOf(desk, one)?.is, READ_WITHIN).toMatch(/ready|reading/);
    bench.unplug(one);
    bench.lay(other, { is: 'chip', chip: 'suica' });
    await expect.poll(() => viewOf(desk, other)?.reading?.state, READ_WITHIN).toBe('RESIDUAL');
    bench.plug(one);
    await expect.poll(() => viewOf(desk, one)?.reading?.state, READ_WITHIN).toBe('EMPTY');
  });
});
