import { describe, expect, it } from 'vitest';
import type { ReadersSeen, ReaderTransport } from '../../../domain/reader.ts';
import { bytesOf, hexOf } from '../../../practice/felica/chips/bytes.ts';
import { PRACTICE_CHIP_NAMES } from '../../../practice/felica/practice-chips.ts';
import { practiceChips, practiceChipTexts, practiceModels, startPracticeReaders } from '../../../practice/index.ts';
import { CARD_380, SETTINGS_380, START_300, START_380, WRITES_380 } from '../../fixtures/felica-wire.ts';

const RACK = practiceModels.map((model, slot) => ({ port: `port-${slot + 1}`, model }));
const AT_ONCE = async (): Promise<void> => undefined;
const S380 = 'practice:rc-s380-1';
const S300 = 'practice:rc-s300-1';
const POLL = '0000ffffff0a00f6d6046e000600ffff0100b300';
/** The same for system code 0003, the only one that an iPhone may be asked for. */
const POLL_0003 = '0000ffffff0a00f6d6046e00060000030100ae00';

type Options = Partial<Parameters<typeof startPracticeReaders>[0]>;

function bench(options: Options = {}): ReturnType<typeof startPracticeReaders> {
  return startPracticeReaders({ seed: 'bench', phones: RACK, pause: AT_ONCE, ...options });
}

function portOf(model: string): string {
  const found = RACK.find((phone) => phone.model === model);
  if (!found) throw new Error(`no ${model} in the rack`);
  return found.port;
}

async function open(readers: ReturnType<typeof bench>, place: string): Promise<ReaderTransport> {
  const signal = AbortSignal.timeout(5000);
  for await (const seen of readers.source.watch(signal)) {
    const sighting = seen.up ? seen.readers.find(({ reader }) => reader === place) : undefined;
    if (sighting) return readers.source.open(sighting, signal);
  }
  throw new Error('no reader was seen');
}

async function asked(transport: ReaderTransport, command: string): Promise<string> {
  await transport.write(bytesOf(command));
  let all = '';
  for (let packet = await transport.read(20); packet !== null; packet = await transport.read(20)) all += hexOf(packet);
  return all.replace(/^0000ff00ff00/, '');
}

async function ready(readers: ReturnType<typeof bench>): Promise<ReaderTransport> {
  const transport = await open(readers, S380);
  for (const { command } of [...START_380, ...SETTINGS_380]) await asked(transport, command);
  return transport;
}

describe('readers of a practice', () => {
  it('show one of each model, and carry its bytes', async () => {
    const readers = bench();
    expect(readers.readers).toEqual([
      { reader: S380, model: 'rc-s380' },
      { reader: S300, model: 'rc-s300' },
    ]);
    const s380 = await open(readers, S380);
    expect(await asked(s380, START_380[1]?.command ?? '')).toBe(START_380[1]?.answer);
    const s300 = await open(readers, S300);
    expect(await asked(s300, START_300[0]?.command ?? '')).toBe(START_300[0]?.answer);
    readers.stop();
  });

  it('are opened once at a time, and not when they are out', async () => {
    const readers = bench({ models: ['rc-s380', 'rc-s380'] });
    expect(readers.readers.map(({ reader }) => reader)).toEqual([S380, 'practice:rc-s380-2']);
    const first = await open(readers, S380);
    await expect(open(readers, S380)).rejects.toMatchObject({ code: 'reader.busy' });
    await first.close();
    await first.close();
    const again = await open(readers, S380);
    readers.unplug(S380);
    await expect(again.read(20)).rejects.toMatchObject({ code: 'reader.unplugged' });
    await expect(again.write(bytesOf(POLL))).rejects.toMatchObject({ code: 'reader.unplugged' });
    await again.close();
    readers.stop();
  });

  it('tell when a reader goes and comes, until the signal ends it', async () => {
    const readers = bench();
    const end = new AbortController();
    const heard: number[] = [];
    const told = (async () => {
      for await (const seen of readers.source.watch(end.signal)) heard.push(countOf(seen));
    })();
    await Promise.resolve();
    await Promise.resolve();
    for (const act of [readers.unplug, readers.plug]) {
      act.call(readers, S300);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    end.abort();
    await told;
    expect(heard).toEqual([2, 1, 2]);
    readers.stop();
  });

  it('fail a read in the middle of which the cable goes out, after what had arrived', async () => {
    const readers = bench();
    const transport = await ready(readers);
    readers.virtual(S380).faults.add({ is: 'unplugged', afterBytes: 5 });
    await transport.write(bytesOf(POLL));
    expect(hexOf((await transport.read(20)) ?? new Uint8Array())).toBe('0000ff00ff00');
    expect(hexOf((await transport.read(20)) ?? new Uint8Array())).toBe('0000ffffff');
    await expect(transport.read(20)).rejects.toMatchObject({ code: 'reader.unplugged' });
    readers.stop();
  });

  it('send the empty transfer behind a full packet', async () => {
    const readers = bench();
    const transport = await ready(readers);
    await asked(transport, WRITES_380[1]?.command ?? '');
    expect(readers.virtual(S380).zeroLength).toEqual({ owed: 1, seen: 1 });
    readers.stop();
  });

  it('read the phone that lies on them, wherever it lay before', async () => {
    const readers = bench();
    const transport = await ready(readers);
    const port = portOf('galaxy-s23');
    expect(await asked(transport, POLL)).toMatch(/^0000ffffff0600fad70580/);
    readers.lay(S300, { is: 'phone', port });
    readers.lay(S380, { is: 'phone', port });
    expect([readers.at(S300), readers.at(S380)]).toEqual([{ is: 'nothing' }, { is: 'phone', port }]);
    expect(await asked(transport, POLL)).toMatch(/^0000ffffff1b00e5d7050000000008140101.*fe00..00$/);
    readers.lay(S380, { is: 'phone', port: portOf('redmi-note-11') });
    expect(await asked(transport, POLL)).toMatch(/^0000ffffff0600fad70580/);
    readers.lay(S380, { is: 'nothing' });
    expect(readers.at(S380)).toEqual({ is: 'nothing' });
    expect(() => readers.lay('practice:none', { is: 'nothing' })).toThrow(RangeError);
    expect(() => readers.lay(S380, { is: 'phone', port: 'none' })).toThrow(RangeError);
    readers.stop();
  });

  it('hear nothing from an iPhone but the answer of an Express card to the one poll that it may be asked', async () => {
    const phones = [1, 2, 3].map((place) => ({ port: `usb:9-${place}`, model: 'iphone-13' }));
    const chips = { 'usb:9-2': 'iphone-express', 'usb:9-3': 'suica' } as const;
    const readers = bench({ phones, chips });
    const transport = await ready(readers);
    const answers: string[][] = [];
    for (const { port } of phones) {
      readers.lay(S380, { is: 'phone', port });
      answers.push([await asked(transport, POLL), await asked(transport, POLL_0003)].map((one) => one.slice(16, 26)));
    }
    const silent = 'd705800000';
    expect(answers).toEqual([
      [silent, silent],
      [silent, 'd705000000'],
      [silent, silent],
    ]);
    expect(readers.truth('usb:9-1').hasChip).toBe(false);
    expect(readers.follow('usb:9-1', 'wake-phone')).toEqual({ saw: 'nothing' });
    expect(() => bench({ phones, residual: 1 })).toThrow(RangeError);
    readers.stop();
  });

  it('read everything that is in the drawer under its name', async () => {
    const readers = bench();
    const transport = await ready(readers);
    const answers = new Map<string, string>();
    for (const chip of PRACTICE_CHIP_NAMES) {
      readers.lay(S380, { is: 'chip', chip });
      answers.set(chip, (await asked(transport, POLL)).slice(16, 26));
    }
    const silent = 'd705800000';
    expect(answers.get('locked')).toBe(silent);
    expect(answers.get('iphone-express')).toBe(silent);
    expect(answers.get('hot-reader')).toBe('d705400000');
    expect(answers.get('two-cards')).toBe('d705080000');
    expect([...answers.values()].filter((answer) => answer === 'd705000000').length).toBeGreaterThanOrEqual(9);
    readers.stop();
  });
});

describe('chips of the practice phones', () => {
  it('are all empty unless something else is asked for, and a model without one has none', () => {
    const readers = bench();
    for (const { port, model } of RACK) {
      const hasChip = model !== 'redmi-note-11';
      expect(readers.truth(port)).toEqual({ hasChip, isEmpty: hasChip, isLocked: false, writes: 0 });
      expect(readers.chipOfPhone(port) === null).toBe(!hasChip);
    }
    expect(() => readers.chipOfPhone('none')).toThrow(RangeError);
    readers.stop();
  });

  it('hold something in as many phones as are wished, chosen by the seed, beside those that are named', () => {
    const residual = (seed: string): string[] => {
      const readers = bench({ seed, residual: 2, chips: { [portOf('pixel-9')]: 'waon' } });
      return RACK.filter(({ port }) => !readers.truth(port).isEmpty && readers.truth(port).hasChip).map(
        ({ port }) => port,
      );
    };
    const seeds = ['a', 'b', 'c', 'd', 'e'].map((seed) => residual(seed));
    for (const ports of seeds) {
      expect(ports).toHaveLength(3);
      expect(ports).toContain(portOf('pixel-9'));
    }
    expect(residual('a')).toEqual(seeds[0]);
    expect(new Set(seeds.map((ports) => ports.join())).size).toBeGreaterThan(1);
    expect(() => bench({ residual: 8 })).toThrow(RangeError);
    expect(() => bench({ chips: { none: 'waon' } })).toThrow(RangeError);
  });

  it('are the same for the same seed and others for another', () => {
    const numbers = (seed: string): string[] =>
      RACK.map(({ port }) => hexOf(bench({ seed }).chipOfPhone(port)?.blueprint.idm ?? new Uint8Array()));
    expect(numbers('x')).toEqual(numbers('x'));
    expect(numbers('x')).not.toEqual(numbers('y'));
    expect(new Set(numbers('x')).size).toBe(RACK.length);
  });

  it('change by what a person does at the phone, who cannot erase what is locked', () => {
    const port = portOf('xperia-10-v');
    const readers = bench({ chips: { [port]: 'locked' } });
    expect(readers.follow(port, 'own-erase')).toEqual({ saw: 'refused' });
    expect(readers.follow(port, 'memory-screen')).toEqual({ saw: 'cannot-open' });
    expect(readers.follow(port, 'reset')).toEqual({ saw: 'lock-screen' });
    expect(readers.truth(port)).toMatchObject({ isEmpty: false, isLocked: true });
    expect(readers.follow(port, 'wake-phone')).toEqual({ saw: 'in-use' });
    expect(readers.follow(port, 'memory-screen')).toEqual({ saw: 'in-use' });
    expect(readers.follow(port, 'own-erase')).toEqual({ saw: 'used' });
    expect(readers.follow(port, 'memory-screen-after')).toEqual({ saw: 'unused' });
    expect(readers.truth(port)).toMatchObject({ isEmpty: true, isLocked: false });
    expect(readers.follow(portOf('redmi-note-11'), 'own-erase')).toEqual({ saw: 'not-there' });
    readers.stop();
  });

  it('keep what the owner forgot to move, although the owner says that all was moved', () => {
    const [forgetful, careful] = [portOf('galaxy-s23'), portOf('arrows-m04')];
    const readers = bench({ chips: { [forgetful]: 'wallets', [careful]: 'suica' } });
    for (const port of [forgetful, careful]) expect(readers.follow(port, 'services')).toEqual({ saw: 'all-moved' });
    expect([readers.truth(forgetful).isEmpty, readers.truth(careful).isEmpty]).toEqual([false, true]);
    expect(readers.follow(forgetful, 'app-cards')).toEqual({ saw: 'some-left' });
    expect(readers.follow(forgetful, 'docopy')).toEqual({ saw: 'done' });
    expect(readers.truth(forgetful).isEmpty).toBe(true);
    readers.stop();
  });

  it('lose the card beside them when a person takes it out of the case, also while they lie on a reader', async () => {
    const port = portOf('pixel-7a');
    const readers = bench({ chips: { [port]: 'two-cards' } });
    const transport = await ready(readers);
    readers.lay(S380, { is: 'phone', port });
    expect(await asked(transport, POLL)).toContain('d70508000000');
    readers.follow(port, 'take-card-out');
    expect(await asked(transport, POLL)).toMatch(/fe00..00$/);
    readers.stop();
  });

  it('count what would have changed a chip in a phone, and not what a loose card gets', async () => {
    const port = portOf('galaxy-s23');
    const readers = bench();
    const transport = await ready(readers);
    readers.lay(S380, { is: 'chip', chip: 'lite-s' });
    await asked(transport, WRITES_380[0]?.command ?? '');
    expect(readers.writesToPhones()).toBe(0);
    readers.lay(S380, { is: 'phone', port });
    await asked(transport, CARD_380[0]?.command ?? '');
    expect(readers.writesToPhones()).toBe(0);
    await asked(transport, WRITES_380[0]?.command ?? '');
    expect(readers.writesToPhones()).toBe(1);
    expect(readers.truth(port).writes).toBe(1);
    readers.lay(S380, { is: 'chip', chip: 'empty' });
    await asked(transport, WRITES_380[0]?.command ?? '');
    expect(readers.writesToPhones()).toBe(2);
    readers.stop();
  });
});

describe('the door of the practice', () => {
  it('names every chip of the drawer and has a sentence for each in both languages', () => {
    expect(practiceChips).toEqual([
      'empty',
      'suica',
      'wallets',
      'edy',
      'nanaco',
      'waon',
      'id',
      'mobile-4.1',
      'lite-s',
      'iphone-express',
      'locked',
      'two-cards',
      'flaky',
      'hot-reader',
    ]);
    for (const name of practiceChips) {
      expect(practiceChipTexts.get(name)?.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(practiceChipTexts.get(name)?.en).toMatch(/^[a-z]/i);
    }
  });
});

function countOf(seen: ReadersSeen): number {
  return seen.up ? seen.readers.length : -1;
}
