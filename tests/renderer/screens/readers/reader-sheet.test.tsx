// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { CHIP_STATES } from '../../../../domain/chip.ts';
import { PLACEMENT_HELPS } from '../../../../domain/chip-view.ts';
import { say } from '../../../../domain/text.ts';
import { ReaderStrip } from '../../../../renderer/screens/readers/reader-strip.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { chipAt, jobAt, portAt, portWith, shopState } from '../../fake-workstation.ts';
import {
  CARD_READING,
  detailOf,
  EMPTY_READING,
  readerAt,
  readerWith,
  readingOf,
  residualChip,
  SILENT_READING,
} from '../../sample-chips.ts';
import { recordsFound } from '../../window-answers.ts';
import { BOUND, bindButton, choose, readerHolding, sheet } from './bind-in-test.tsx';

const user = userEvent.setup();
const { reader } = readerAt(0);
const replies = { ...BOUND, 'attest-reader-silent': detailOf(residualChip()), 'find-records': [] };
const tick = (key: 'readers.bind.confirm' | 'readers.attest'): Promise<void> =>
  user.click(screen.getByRole('checkbox', { name: say('ja', key) }));

describe('the readers on the board', () => {
  it('take no room where there are none, and say why none can be seen', async () => {
    const drawn = await drawScreen(<ReaderStrip />, shopState({ readers: [] }));
    expect(document.querySelector('.readers')).toBeNull();
    await drawn.tell({ kind: 'readers', readers: [], blind: { code: 'usb.hung', facts: {} } });
    expect(screen.getByText(say('ja', 'error.usb.hung.title'))).toBeTruthy();
    // A computer without USB buses has no reader to miss.
    await drawn.tell({ kind: 'readers', readers: [], blind: { code: 'usb.unavailable', facts: {} } });
    expect(document.querySelector('.readers')).toBeNull();
  });

  it('say each help in words that are spoken, with a picture of its own', async () => {
    const drawn = await drawScreen(<ReaderStrip />, shopState({ readers: [readerAt(0)] }));
    const pictures = new Set<string>();
    for (const help of PLACEMENT_HELPS) {
      await drawn.tell({ kind: 'readers', readers: [readerAt(0, { help })], blind: null });
      expect(screen.getByRole('status').textContent).toContain(say('ja', `reader.help.${help}`));
      pictures.add(document.querySelector('.placement')?.innerHTML ?? '');
    }
    expect(pictures.size).toBe(PLACEMENT_HELPS.length);
  });

  it('never show green, whatever was read: a chip alone is no phone that may be sold', async () => {
    const drawn = await drawScreen(<ReaderStrip />, shopState({ readers: [readerAt(0)] }));
    for (const state of CHIP_STATES) {
      await drawn.tell({ kind: 'readers', readers: [readerWith(0, readingOf({ state }))], blind: null });
      expect(screen.getByText(say('ja', `chip.state.${state}`))).toBeTruthy();
      expect(document.querySelectorAll('.tone-pass')).toHaveLength(0);
    }
  });

  it('name what is left, and offer practice hands at practice readers alone', async () => {
    const practice = readerAt(1, { reader: `practice:1` as typeof reader });
    await drawScreen(<ReaderStrip />, shopState({ readers: [readerWith(0, readingOf()), practice] }), {
      'list-practice-chips': [],
    });
    expect(document.body.textContent).toContain('モバイルSuica');
    expect(screen.getAllByRole('button', { name: say('ja', 'readers.lay') })).toHaveLength(1);
  });
});

describe('a reading that is bound to a phone', () => {
  it('goes on record only for a phone that was chosen and that a person says is the one on the reader', async () => {
    const drawn = await drawScreen(sheet, readerHolding(EMPTY_READING), replies);
    expect(screen.queryByRole('button', { name: say('ja', 'readers.bind.do') })).toBeNull();
    await choose(0);
    expect(bindButton().hasAttribute('disabled')).toBe(true);
    await tick('readers.bind.confirm');
    await user.click(bindButton());
    expect(drawn.calls('bind-chip-reading')).toEqual([
      {
        reader,
        reading: EMPTY_READING.id,
        phone: { is: 'record', record: jobAt(0, 'passed').record },
        confirmed: true,
        declared: null,
      },
    ]);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.sale.blocked'))).toBeTruthy());
  });

  it('forgets what a person confirmed as soon as another phone is chosen, or another reading stands there', async () => {
    const drawn = await drawScreen(sheet, readerHolding(EMPTY_READING), replies);
    await choose(0);
    await tick('readers.bind.confirm');
    await choose(1);
    expect(bindButton().hasAttribute('disabled')).toBe(true);
    await tick('readers.bind.confirm');
    await drawn.tell({ kind: 'readers', readers: [readerWith(0, { ...EMPTY_READING, id: 'reading-2' })], blind: null });
    expect(screen.queryByRole('button', { name: say('ja', 'readers.bind.do') })).toBeNull();
    expect(drawn.calls('bind-chip-reading')).toEqual([]);
  });

  it('begins a record for a phone on a Port that has none', async () => {
    const drawn = await drawScreen(sheet, readerHolding(EMPTY_READING), replies);
    await choose(1);
    await tick('readers.bind.confirm');
    await user.click(bindButton());
    expect(drawn.calls('bind-chip-reading')).toMatchObject([{ phone: { is: 'port', port: portAt(1) } }]);
  });

  it('warns where this chip was read in the record of another phone', async () => {
    const { record } = jobAt(7, 'passed');
    await drawScreen(sheet, readerHolding({ ...EMPTY_READING, seenIn: record }), replies);
    await choose(0);
    expect(screen.getByText(say('ja', 'readers.bind.seen-in', { record }))).toBeTruthy();
  });

  it('finds a phone that is on no Port by its number, and chooses nothing for a number that names none', async () => {
    const drawn = await drawScreen(sheet, readerHolding(EMPTY_READING), replies);
    const field = screen.getByRole('textbox', { name: say('ja', 'readers.bind.scan') });
    await user.type(field, '12345{Enter}');
    await waitFor(() =>
      expect(screen.getByText(say('ja', 'readers.bind.scan.nothing', { text: '12345' }))).toBeTruthy(),
    );
    const [found] = recordsFound(12).slice(11);
    drawn.fake.answer('find-records', [found]);
    await user.type(field, 'hakushi:1:R-7:ab{Enter}');
    await waitFor(() => expect(screen.getAllByText(found?.record ?? '').length).toBeGreaterThan(0));
    expect(drawn.calls('find-records')).toEqual([{ text: '12345' }, { text: 'R-7' }]);
  });

  it('keeps what was refused in sight and binds nothing', async () => {
    await drawScreen(sheet, readerHolding(EMPTY_READING), {
      'bind-chip-reading': { ok: false, error: { code: 'chip.reading-gone', facts: {} } },
    });
    await choose(0);
    await tick('readers.bind.confirm');
    await user.click(bindButton());
    expect(screen.getByText(say('ja', 'error.chip.reading-gone.title'))).toBeTruthy();
  });
});

/** As a reader stands after it was asked and nothing answered: there was nothing to notice. */
const UNNOTICED = { isOccupied: false, help: 'wake-phone' } as const;
const again = (): HTMLElement => screen.getByRole('button', { name: say('ja', 'readers.again') });

describe('a reader that noticed nothing by itself', () => {
  it('reads when a person asks, and the silence of a locked phone goes on record as its second source', async () => {
    const ports = [portWith(0, { job: jobAt(0, 'passed') })];
    const drawn = await drawScreen(sheet, shopState({ readers: [readerAt(0, UNNOTICED)], ports }), replies);
    await user.click(again());
    expect(drawn.calls('read-chip-again')).toEqual([{ reader }]);
    await drawn.tell({ kind: 'readers', readers: [readerWith(0, SILENT_READING, UNNOTICED)], blind: null });
    expect(again().hasAttribute('disabled')).toBe(false);
    await choose(0);
    await tick('readers.bind.confirm');
    await tick('readers.attest');
    await user.click(screen.getByRole('button', { name: say('ja', 'readers.attest.do') }));
    expect(drawn.calls('attest-reader-silent')).toMatchObject([{ reader, reading: SILENT_READING.id, isAwake: true }]);
  });

  it('gives an iPhone its one poll, again and again, each time when a person asks', async () => {
    const iphone = { isOccupied: false, help: 'lay-phone', scan: 'iphone' } as const;
    const drawn = await drawScreen(sheet, shopState({ readers: [readerAt(0, iphone)] }), replies);
    await user.click(again());
    const polled = readingOf({ ...SILENT_READING, scan: 'iphone', reasons: ['iphone-poll-only'] });
    await drawn.tell({ kind: 'readers', readers: [readerWith(0, polled, iphone)], blind: null });
    await user.click(again());
    expect(drawn.calls('read-chip-again')).toEqual([{ reader }, { reader }]);
  });

  it.each(['opening', 'reading', 'fault'] as const)('cannot be asked while it is %s', async (is) => {
    await drawScreen(sheet, shopState({ readers: [readerAt(0, { is })] }));
    expect(again().hasAttribute('disabled')).toBe(true);
  });

  it('shows its result as the one of now on the board', async () => {
    const drawn = await drawScreen(<ReaderStrip />, shopState({ readers: [readerWith(0, SILENT_READING, UNNOTICED)] }));
    expect(screen.getByText(say('ja', 'readers.result.now'))).toBeTruthy();
    await drawn.tell({ kind: 'readers', readers: [readerWith(0, EMPTY_READING, UNNOTICED)], blind: null });
    expect(screen.getByText(say('ja', 'readers.result.before'))).toBeTruthy();
  });
});

describe('a reader that heard nothing', () => {
  it('is recorded as silence only when a person saw that the phone could have answered', async () => {
    const drawn = await drawScreen(sheet, readerHolding(SILENT_READING), replies);
    await choose(0);
    await tick('readers.bind.confirm');
    await tick('readers.attest');
    await user.click(screen.getByRole('button', { name: say('ja', 'readers.attest.do') }));
    expect(drawn.calls('attest-reader-silent')).toMatchObject([{ isAwake: true }]);
    expect(drawn.calls('bind-chip-reading')).toEqual([]);
  });

  it('is never asked for where something answered', async () => {
    await drawScreen(
      sheet,
      readerHolding(readingOf({ state: 'UNKNOWN', reasons: ['chip-lost'], residues: [] })),
      replies,
    );
    await choose(0);
    expect(screen.queryByRole('checkbox', { name: say('ja', 'readers.attest') })).toBeNull();
  });
});

describe('a loose card', () => {
  it('is bound to no phone, and zeroed only after its owner agreed; what is left is said', async () => {
    const drawn = await drawScreen(sheet, readerHolding(CARD_READING), {
      'zero-card': { blocksWritten: 14, isReadBack: false, left: ['88B4 0009 03'] },
    });
    expect(screen.queryByText(say('ja', 'readers.bind.words'))).toBeNull();
    await user.click(screen.getByRole('button', { name: say('ja', 'readers.zero.open') }));
    const write = screen.getByRole('button', { name: say('ja', 'readers.zero.do') });
    expect(write.hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: say('ja', 'readers.zero.consent') }));
    await user.click(write);
    expect(drawn.calls('zero-card')).toEqual([{ reader, reading: CARD_READING.id, consent: true, declared: null }]);
    await waitFor(() => expect(screen.getByText('88B4 0009 03')).toBeTruthy());
    expect(screen.getByText(say('ja', 'readers.zero.not-read-back', { count: 14 }))).toBeTruthy();
  });

  it('is the only thing that zeroing is offered for', async () => {
    await drawScreen(sheet, readerHolding(EMPTY_READING, { chipsWaiting: [] }), replies);
    expect(screen.queryByText(say('ja', 'readers.zero.words'))).toBeNull();
    expect(chipAt().sale).toBe('blocked');
  });
});

describe('the acts of a reader', () => {
  it('change what it looks for, and read again what lies there', async () => {
    const drawn = await drawScreen(sheet, shopState({ readers: [readerAt(0)] }));
    await user.click(screen.getByRole('radio', { name: say('ja', 'readers.scan.iphone') }));
    expect(drawn.calls('set-reader-scan')).toEqual([{ reader, scan: 'iphone' }]);
    await drawn.tell({ kind: 'readers', readers: [readerWith(0, readingOf())], blind: null });
    await user.click(again());
    expect(drawn.calls('read-chip-again')).toEqual([{ reader }]);
  });
});
