import { describe, expect, test } from 'vitest';
import { CHIP_TROUBLES, type ChipReading, type ChipState } from '../../domain/chip.ts';
import { appleErasedAllows, baselineFor, ChipVerdict } from '../../domain/chip-verdict.ts';
import {
  area,
  containerNodes,
  emptyReading,
  root,
  sampleBaseline,
  service,
  silentReading,
  suicaReading,
  system,
  withSystem,
} from './sample-chip.ts';

const judge = (reading: ChipReading, baseline = null as typeof sampleBaseline | null) =>
  ChipVerdict.of(reading, baseline);
const chip = (changes: Partial<NonNullable<ChipReading['chip']>>): ChipReading['chip'] => ({
  kind: 'phone',
  pmm: '011810b4142434ff',
  icCode: 0x18,
  romType: 1,
  ...changes,
});

describe('EMPTY', () => {
  test('is a whole walk of a phone that shows the empty structure and nothing else', () => {
    const verdict = judge(emptyReading());
    expect({ ...verdict }).toEqual({ state: 'EMPTY', reasons: ['only-empty-structure'], residues: [] });
    expect(ChipVerdict.isGenuine(verdict)).toBe(true);
    expect(ChipVerdict.isGenuine({ ...verdict })).toBe(false);
  });

  test.each<[string, ChipReading]>([
    ['blocks that were not asked for', emptyReading({ systems: [system(0xfe00), system(0xfe0f, containerNodes)] })],
    ['no container at all', emptyReading({ systemList: [0xfe00], systems: [system(0xfe00)] })],
    ['a container with a part of the fixed nodes', emptyReading({ systems: [system(0xfe00), system(0xfe0f)] })],
    ['several unused slots', emptyReading({ systemList: [0xfe00, 0xffff, 0xfe0f, 0xffff] })],
    [
      'a container that only a poll found',
      emptyReading({ systemList: [0xfe00], systems: [system(0xfe00), system(0xfe0f, [root], { seenBy: 'poll' })] }),
    ],
    ['an older IC of phones', emptyReading({ chip: chip({ icCode: 0x14, pmm: '011410b4142434ff' }) })],
  ])('also with %s', (_name, reading) => {
    expect(judge(reading).state).toBe('EMPTY');
  });
});

describe('what is not EMPTY', () => {
  test.each<[string, ChipReading, Exclude<ChipState, 'EMPTY'>, string[]]>([
    ['silence', silentReading(), 'UNKNOWN', ['no-answer']],
    ['a Suica', suicaReading(), 'RESIDUAL', ['residue']],
    ['a transit system with its root only', withSystem(system(0x0003)), 'REVIEW', ['transit-root-only']],
    ['an unknown system with its root only', withSystem(system(0x1234)), 'REVIEW', ['system-unknown']],
    ['a list without an answer', emptyReading({ systemList: null }), 'UNKNOWN', ['no-system-list', 'walk-disagrees']],
    [
      'a listed system that was not walked',
      emptyReading({ systemList: [0xfe00, 0xfe0f, 3] }),
      'UNKNOWN',
      ['walk-incomplete'],
    ],
    [
      'a common area that was not walked to its end',
      emptyReading({ systems: [system(0xfe00, [root], { isWhole: false }), system(0xfe0f)] }),
      'UNKNOWN',
      ['walk-incomplete'],
    ],
    [
      'a walk without the root area',
      emptyReading({ systems: [system(0xfe00, []), system(0xfe0f)] }),
      'UNKNOWN',
      ['walk-incomplete'],
    ],
    [
      'no common area',
      emptyReading({ systemList: [0xfe0f], systems: [system(0xfe0f)] }),
      'UNKNOWN',
      ['no-common-area'],
    ],
    [
      'blocks in use',
      emptyReading({ systems: [system(0xfe00, [root], { blocks: { assigned: 1275, free: 1200 } }), system(0xfe0f)] }),
      'REVIEW',
      ['blocks-in-use'],
    ],
    [
      'an unknown node in the container',
      emptyReading({ systems: [system(0xfe00), system(0xfe0f, [...containerNodes, service(0xc008)])] }),
      'REVIEW',
      ['container-unknown-node'],
    ],
    [
      'the same system twice',
      emptyReading({ systems: [system(0xfe00), system(0xfe00), system(0xfe0f)] }),
      'UNKNOWN',
      ['walk-disagrees'],
    ],
    [
      'the root twice',
      emptyReading({ systems: [system(0xfe00, [root, root]), system(0xfe0f)] }),
      'UNKNOWN',
      ['walk-disagrees'],
    ],
    [
      'a system twice in the list',
      emptyReading({ systemList: [0xfe00, 0xfe0f, 0xfe00] }),
      'UNKNOWN',
      ['walk-disagrees'],
    ],
    [
      'a list and a poll that disagree',
      emptyReading({ systems: [system(0xfe00, [root], { seenBy: 'poll' }), system(0xfe0f)] }),
      'UNKNOWN',
      ['walk-disagrees'],
    ],
    [
      'an IC that is in no table',
      emptyReading({ chip: chip({ kind: 'unlisted', icCode: 0x21, pmm: '012110b4142434ff' }) }),
      'UNKNOWN',
      ['unlisted-chip'],
    ],
    [
      'an IC that is in no table, though called a phone',
      emptyReading({ chip: chip({ icCode: 0x21, pmm: '012110b4142434ff' }) }),
      'UNKNOWN',
      ['unlisted-chip'],
    ],
    ['a PMm that says another IC', emptyReading({ chip: chip({ icCode: 0x17 }) }), 'UNKNOWN', ['bad-answer']],
    ['a PMm that says another ROM', emptyReading({ chip: chip({ romType: 2 }) }), 'UNKNOWN', ['bad-answer']],
    [
      "an iPhone's chip in a full scan",
      emptyReading({ chip: chip({ icCode: 0x16, pmm: '011610b4142434ff' }) }),
      'UNKNOWN',
      ['apple-chip'],
    ],
    ['a program on the phone', emptyReading({ chip: chip({ kind: 'host-emulation' }) }), 'UNKNOWN', ['host-emulation']],
    [
      'a card in the case',
      emptyReading({ chip: chip({ kind: 'card', icCode: 0x31, pmm: '013110b4142434ff' }) }),
      'REVIEW',
      ['loose-card'],
    ],
    [
      'a card that is called a phone',
      emptyReading({ chip: chip({ icCode: 0x31, pmm: '013110b4142434ff' }) }),
      'REVIEW',
      ['loose-card'],
    ],
  ])('%s', (_name, reading, state, reasons) => {
    const verdict = judge(reading);
    expect([verdict.state, verdict.reasons]).toEqual([state, reasons]);
  });

  test.each(CHIP_TROUBLES)('a whole walk with the trouble %s', (trouble) => {
    const verdict = judge(emptyReading({ troubles: [trouble] }));
    expect(verdict.state).toBe(trouble === 'loose-card' ? 'REVIEW' : 'UNKNOWN');
    expect(verdict.reasons).toEqual([trouble]);
  });
});

describe('RESIDUAL', () => {
  test('names every area and service beyond the structure, in the order of the walk', () => {
    const reading = withSystem(system(0x0003, [root, service(0x008b), service(0x090f)]), {
      systems: [
        system(0xfe00, [root, area(0x1000, 0x173f), area(0x1001, 0x173f), service(0x110b)]),
        system(0xfe0f, containerNodes),
        system(0x0003, [root, service(0x008b), service(0x090f)]),
      ],
    });
    expect(judge(reading).residues).toEqual([
      { system: 0xfe00, node: area(0x1000, 0x173f) },
      { system: 0xfe00, node: area(0x1001, 0x173f) },
      { system: 0xfe00, node: service(0x110b) },
      { system: 0x0003, node: service(0x008b) },
      { system: 0x0003, node: service(0x090f) },
    ]);
  });

  test('stands also when the walk broke off, and on an IC that is in no table', () => {
    const broken = { ...suicaReading(), troubles: ['chip-lost', 'walk-incomplete'] as const };
    expect(judge(broken)).toMatchObject({ state: 'RESIDUAL', reasons: ['chip-lost', 'walk-incomplete', 'residue'] });
    const unlisted = { ...suicaReading(), chip: chip({ kind: 'unlisted', icCode: 0x21, pmm: '012110b4142434ff' }) };
    expect(judge(unlisted)).toMatchObject({ state: 'RESIDUAL', reasons: ['unlisted-chip', 'residue'] });
  });

  test('is never said of the phone because of a card, a program, or a chip that did not answer', () => {
    for (const kind of ['card', 'host-emulation'] as const) {
      const verdict = judge({ ...suicaReading(), chip: chip({ kind }) });
      expect([verdict.state === 'RESIDUAL', verdict.residues]).toEqual([false, []]);
    }
    expect(judge({ ...suicaReading(), chip: null })).toMatchObject({ state: 'UNKNOWN', residues: [] });
  });

  test('goes before what has to be looked at', () => {
    const both = withSystem(system(0x0003, [root, service(0x008b)]), {
      systems: [system(0xfe00), system(0xfe0f, [root, service(0x7777)]), system(0x0003, [root, service(0x008b)])],
    });
    expect(judge(both)).toMatchObject({ state: 'RESIDUAL', reasons: ['residue', 'container-unknown-node'] });
    expect(judge(withSystem(system(0x0003), { troubles: ['chip-lost'] }))).toMatchObject({
      state: 'REVIEW',
      reasons: ['chip-lost', 'transit-root-only'],
    });
  });
});

describe('one poll for 0003 at an iPhone', () => {
  const poll = (changes: Partial<ChipReading>) =>
    emptyReading({ scan: 'iphone', systemList: null, systems: [], troubles: ['iphone-poll-only'], ...changes });

  test('proves that something is left when it is answered', () => {
    const answered = poll({ chip: chip({ icCode: 0x16, pmm: '011610b4142434ff' }) });
    expect({ ...judge(answered) }).toEqual({
      state: 'RESIDUAL',
      reasons: ['iphone-poll-only', 'express-card-answers'],
      residues: [{ system: 0x0003, node: null }],
    });
  });
  test('proves nothing when it is not', () => {
    expect(judge(poll({ chip: null }))).toMatchObject({ state: 'UNKNOWN', reasons: ['iphone-poll-only'] });
    expect(judge(poll({ chip: null, troubles: [] }))).toMatchObject({
      state: 'UNKNOWN',
      reasons: ['iphone-poll-only'],
    });
  });
  test('says that a card lies there when a card answers', () => {
    const card = poll({ chip: chip({ kind: 'card', icCode: 0x0b, pmm: '010b10b4142434ff' }) });
    expect(judge(card)).toMatchObject({ state: 'REVIEW', reasons: ['loose-card', 'iphone-poll-only'] });
  });
  test('lets an erase count only when it is proven and 0003 did not answer', () => {
    const polls = ['silent', 'answered', 'not-made'] as const;
    const table = [true, false].map((eraseProven) =>
      polls.map((poll0003) => appleErasedAllows({ eraseProven, poll0003 })),
    );
    expect(table).toEqual([
      [true, false, true],
      [false, false, false],
    ]);
  });
});

describe('a baseline', () => {
  const transit = (...codes: number[]) => withSystem(system(0x0003, [root, ...codes.map(service)]));

  test('lets a system be there with its root only or exactly what it names', () => {
    expect(judge(transit(), sampleBaseline).state).toBe('EMPTY');
    expect(judge(transit(0x008b), sampleBaseline).state).toBe('EMPTY');
    expect(judge(transit(0x008b, 0x090f), sampleBaseline)).toMatchObject({
      state: 'RESIDUAL',
      residues: [{ system: 3, node: service(0x090f) }],
    });
  });
  test('is none with a part of what it names', () => {
    const wider = { ...sampleBaseline, systems: [{ code: 3, nodes: [root, service(0x008b), service(0x090f)] }] };
    expect(judge(transit(0x008b), wider)).toMatchObject({ state: 'REVIEW', reasons: ['system-unknown'] });
  });
  test('is none for another IC, and never widens the common area or the container', () => {
    expect(judge(transit(0x008b), { ...sampleBaseline, icCodes: [0x17] }).state).toBe('RESIDUAL');
    const greedy = { ...sampleBaseline, systems: [{ code: 0xfe00, nodes: [root, service(0x110b)] }] };
    const edy = emptyReading({ systems: [system(0xfe00, [root, service(0x110b)]), system(0xfe0f)] });
    expect(judge(edy, greedy).state).toBe('RESIDUAL');
  });
  test('is chosen by IC and model, the one that names the model first', () => {
    const named = { ...sampleBaseline, id: 'named', models: ['SO-51A'] };
    const all = [sampleBaseline, named];
    expect(baselineFor(emptyReading(), 'so-51a', all)?.id).toBe('named');
    expect(baselineFor(emptyReading(), 'SO-52A', all)?.id).toBe('sample');
    expect(baselineFor(emptyReading(), null, [named])).toBe(null);
    expect(baselineFor(emptyReading({ chip: chip({ icCode: 0x17 }) }), null, all)).toBe(null);
    expect(baselineFor(silentReading(), null, all)).toBe(null);
  });
});
