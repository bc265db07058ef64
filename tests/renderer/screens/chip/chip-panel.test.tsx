// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ChipDetail, ChipView } from '../../../../domain/chip-view.ts';
import { operatorId } from '../../../../domain/ids.ts';
import { say } from '../../../../domain/text.ts';
import { ChipPanel } from '../../../../renderer/screens/chip/chip-panel.tsx';
import { ChipsWaitingSheet } from '../../../../renderer/screens/chip/chips-waiting.tsx';
import { isChipUntouched } from '../../../../renderer/screens/consent/chip-first.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { chipAt, emptyChip, jobAt, present, shopState } from '../../fake-workstation.ts';
import { detailOf, GUIDE, readerAt, residualChip, TOOL, waitingAt } from '../../sample-chips.ts';

const user = userEvent.setup();
const { record } = jobAt(0, 'passed');
const phone = { is: 'record', record } as const;
const manager = present(operatorId('tanaka'));
const missing: Partial<ChipView> = { state: 'EMPTY', blocks: ['recheck-missing'], residues: [] };

const draw = (detail: ChipDetail, state = shopState({ readers: [readerAt(0)] }), isReset = false) =>
  drawScreen(<ChipPanel phone={phone} moved="" isReset={isReset} worker="sato" />, state, {
    'read-chip-detail': detail,
  });
const press = (key: Parameters<typeof say>[1]): Promise<void> =>
  user.click(screen.getByRole('button', { name: say('ja', key as 'chip.step.done') }));
const step = (nth: number): HTMLElement => document.querySelectorAll<HTMLElement>('.chip-step')[nth] ?? document.body;

describe('the chip of a phone', () => {
  it('shows state, gate, what is left by name and code, sources, and its history across records', async () => {
    await draw(detailOf(residualChip()));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.sale.blocked'))).toBeTruthy());
    expect(screen.getByText('0003 090F')).toBeTruthy();
    expect(screen.getByText(say('ja', 'chip.residue.unnamed'))).toBeTruthy();
    expect(screen.getByText(say('ja', 'chip.source.reader.answered'))).toBeTruthy();
    expect(screen.getByText(say('ja', 'chip.history.other-record', { record: 'R-20260301-0007' }))).toBeTruthy();
  });

  it('is never green by itself, even where it may be sold', async () => {
    await draw(detailOf(emptyChip()));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.sale.allowed'))).toBeTruthy());
    expect(document.querySelectorAll('.tone-pass')).toHaveLength(0);
  });

  it('is read again when it moved on, and a refusal is said instead of an old state', async () => {
    const error = { ok: false, error: { code: 'record.unknown', facts: { record } } };
    await drawScreen(<ChipPanel phone={phone} moved="" isReset={false} worker={null} />, shopState(), {
      'read-chip-detail': error,
    });
    await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
  });
});

describe('what no reading settles', () => {
  it.each(['another-chip', 'record-odd'] as const)(
    '%s: is said with what to compare and who decides',
    async (block) => {
      await draw(detailOf(chipAt({ blocks: [block] })));
      await waitFor(() => expect(screen.getByText(say('ja', `chip.beyond.${block}.words`))).toBeTruthy());
      expect(screen.getByText(say('ja', 'chip.beyond.manager'))).toBeTruthy();
      // A reader would not help, so none is offered.
      expect(screen.queryByText(say('ja', 'chip.read-next'))).toBeNull();
    },
  );

  it('is not what a person can check: that is said in words of its own, with the reader beside it', async () => {
    await draw(detailOf(chipAt({ state: 'REVIEW', blocks: ['review'] })), shopState({ readers: [readerAt(0)] }));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.review.words'))).toBeTruthy());
    const { name } = readerAt(0);
    expect(screen.getByRole('button', { name: say('ja', 'chip.to-reader', { name }) })).toBeTruthy();
  });

  it('names in the history the record that the same chip was read under', async () => {
    const otherRecord = 'R-20260301-0007';
    const history = [{ record, atMs: 1, by: 'workstation', what: { is: 'contradicted', otherRecord } }] as const;
    await draw(detailOf(chipAt({ blocks: ['another-chip'] }), { history }));
    await waitFor(() =>
      expect(screen.getByText(say('ja', 'chip.entry.contradicted', { record: otherRecord }))).toBeTruthy(),
    );
  });
});

describe('the chip of an iPhone', () => {
  const erased = chipAt({ state: 'APPLE_ERASED', sale: 'allowed', blocks: [], iphone: { online: null } });

  it('is settled by its erase: no guide, no second reading, and what an answer would mean', async () => {
    await draw(detailOf(erased, { guide: null, steps: [] }), shopState({ readers: [readerAt(0)] }), true);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.iphone.erased'))).toBeTruthy());
    for (const key of ['chip.iphone.terminated', 'chip.iphone.poll', 'chip.iphone.answer'] as const)
      expect(screen.getByText(say('ja', key))).toBeTruthy();
    expect(screen.getByText(say('ja', 'chip.iphone.online.not-recorded'))).toBeTruthy();
    expect(screen.queryByText(say('ja', 'chip.guide'))).toBeNull();
    expect(screen.queryByText(say('ja', 'chip.presence'))).toBeNull();
    expect(document.querySelectorAll('.tone-pass')).toHaveLength(0);
  });

  it('has its online step recorded by a person', async () => {
    const drawn = await draw(detailOf(erased), shopState(), true);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.iphone.erased'))).toBeTruthy());
    const online = { outcome: 'done', by: 'sato', at: '2026-11-22T02:30:00.000Z' } as const;
    drawn.fake.answer('note-iphone-online', detailOf({ ...erased, iphone: { online } }));
    await press('chip.iphone.online.note-done');
    expect(drawn.calls('note-iphone-online')).toEqual([{ phone, outcome: 'done', declared: null }]);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.iphone.online.done'))).toBeTruthy());
  });

  it('sets a reader to its one poll before it is laid there', async () => {
    const drawn = await draw(detailOf(chipAt({ iphone: { online: null } })));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.iphone.not-erased'))).toBeTruthy());
    expect(screen.queryByText(say('ja', 'chip.iphone.online.not-recorded'))).toBeNull();
    const { reader, name } = readerAt(0);
    drawn.fake.answer('set-reader-scan', null);
    await user.click(screen.getByRole('button', { name: say('ja', 'chip.iphone.to-reader', { name }) }));
    expect(drawn.calls('set-reader-scan')).toEqual([{ reader, scan: 'iphone' }]);
  });

  it('is not asked for before its erase, because it has no steps for its owner here', () => {
    expect(isChipUntouched(detailOf(erased, { steps: [] }))).toBe(false);
  });
});

describe('the guide', () => {
  it('keeps steps before the reset apart, and says that they are late once the phone was erased', async () => {
    await draw(detailOf(residualChip()), shopState(), true);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.guide.before.late'))).toBeTruthy());
    expect(within(step(1)).getByText(say('ja', 'chip.step.late'))).toBeTruthy();
    expect(within(step(2)).queryByText(say('ja', 'chip.step.late'))).toBeNull();
  });

  it('asks what was seen before a step is done, and says who confirmed what', async () => {
    const drawn = await draw(detailOf(residualChip()));
    await waitFor(() => expect(step(1).textContent).toContain('メモリ使用状況'));
    expect(step(0).textContent).toContain('佐藤 美咲');
    const done = within(step(1)).getByRole('button', { name: say('ja', 'chip.step.done') });
    expect(done.hasAttribute('disabled')).toBe(true);
    drawn.fake.answer('confirm-guide-step', detailOf(residualChip(), { steps: [] }));
    await user.click(within(step(1)).getByRole('radio', { name: '利用中' }));
    await user.click(done);
    expect(drawn.calls('confirm-guide-step')).toEqual([
      {
        phone,
        guide: GUIDE.id,
        version: GUIDE.version,
        step: 'memory-screen',
        outcome: 'done',
        saw: 'in-use',
        declared: null,
      },
    ]);
  });

  it('says before a step of the operator’s own is confirmed that somebody else has to read the chip afterwards', async () => {
    const [moved, ...others] = GUIDE.steps;
    if (!moved) throw new Error('the guide has no step');
    const guide = { ...GUIDE, steps: [{ ...moved, who: 'operator' as const }, ...others] };
    await draw(detailOf(residualChip(), { guide, steps: [] }));
    await waitFor(() => expect(within(step(0)).getByText(say('ja', 'chip.step.own-hand'))).toBeTruthy());
    for (const nth of [1, 2]) expect(within(step(nth)).queryByText(say('ja', 'chip.step.own-hand'))).toBeNull();
    expect(within(step(2)).getByText(say('ja', 'chip.step.changes-chip'))).toBeTruthy();
  });

  it('keeps showing what was seen once a step is answered', async () => {
    const memory = { id: 'memory-screen', outcome: 'done', saw: 'in-use', by: operatorId('sato'), atMs: 1 } as const;
    await draw(detailOf(residualChip(), { steps: [memory] }));
    await waitFor(() => expect(within(step(1)).getByText('利用中')).toBeTruthy());
    expect(within(step(1)).getByText(say('ja', 'chip.outcome.done'))).toBeTruthy();
  });

  it('takes no answer from somebody who may not give one', async () => {
    await draw(detailOf(residualChip()), shopState({ attendance: present(operatorId('kansa')) }));
    await waitFor(() => expect(step(2).textContent).not.toBe(''));
    const buttons = within(step(2)).getAllByRole('button');
    expect(buttons.every((one) => one.hasAttribute('disabled'))).toBe(true);
  });
});

describe('a licensed tool', () => {
  it('is run only with consent, and says that its word decides nothing', async () => {
    const drawn = await draw(detailOf(residualChip(), { tools: [TOOL] }));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.tools.words'))).toBeTruthy());
    const run = screen.getByRole('button', { name: say('ja', 'chip.tools.run', { product: TOOL.product }) });
    expect(run.hasAttribute('disabled')).toBe(true);
    drawn.fake.answer('run-chip-tool', detailOf(residualChip({ blocks: ['read-again'] })));
    await user.click(
      screen.getByRole('checkbox', { name: say('ja', 'chip.tools.consent', { product: TOOL.product }) }),
    );
    await user.click(run);
    expect(drawn.calls('run-chip-tool')).toEqual([{ phone, tool: TOOL.id, consent: true, declared: null }]);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.block.read-again'))).toBeTruthy());
  });
});

describe('the reading by another person', () => {
  it('asks somebody else to take over where the first reader or worker stands there, and never offers those', async () => {
    await draw(detailOf(residualChip({ ...missing, lastRead: { by: 'suzuki', at: '2026-11-22T02:30:00.000Z' } })));
    await waitFor(() => expect(screen.getByRole('heading', { name: say('ja', 'chip.recheck') })).toBeTruthy());
    // Only the manager is left: Sato erased it, Suzuki read it, and an auditor reads no chip.
    expect(screen.getByLabelText(say('ja', 'log-in.pin-of', { name: '田中 恵' }))).toBeTruthy();
    expect(screen.queryByText('鈴木 健一')).toBeNull();
  });

  it('is open to who wrote down a step of the owner’s, and not to who did a step', async () => {
    const did = (isOwnHand: boolean): ChipDetail => {
      const what = { is: 'step', title: null, step: 'x', outcome: 'done', isOwnHand, saw: null } as const;
      return detailOf(residualChip(missing), { history: [{ record, atMs: 1, by: 'tanaka', what }] });
    };
    const state = shopState({ attendance: manager, readers: [readerAt(0)] });
    await draw(did(false), state);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.recheck.you', { name: '田中 恵' }))).toBeTruthy());
    cleanup();
    await draw(did(true), state);
    await waitFor(() => expect(screen.getByRole('heading', { name: say('ja', 'chip.recheck') })).toBeTruthy());
  });

  it('leads another person straight to the reader', async () => {
    const drawn = await draw(
      detailOf(residualChip(missing)),
      shopState({ attendance: manager, readers: [readerAt(0)] }),
    );
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.recheck.you', { name: '田中 恵' }))).toBeTruthy());
    await user.click(screen.getByRole('button', { name: say('ja', 'chip.to-reader', { name: readerAt(0).name }) }));
    expect(drawn.store.getState().sheet).toEqual({ is: 'reader', reader: readerAt(0).reader });
  });
});

describe('a supervisor against the gate', () => {
  it('is offered to a manager alone, wants a reason, and says that it is no pass', async () => {
    await draw(detailOf(residualChip()));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.override.not-allowed'))).toBeTruthy());
    const drawn = await draw(detailOf(residualChip()), shopState({ attendance: manager }));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.override.words'))).toBeTruthy());
    await press('chip.override.open');
    expect(screen.getByText(say('ja', 'chip.override.means'))).toBeTruthy();
    const allow = screen.getByRole('button', { name: say('ja', 'chip.override.do') });
    await user.type(screen.getByRole('textbox', { name: say('ja', 'chip.override.why') }), '   ');
    expect(allow.hasAttribute('disabled')).toBe(true);
    drawn.fake.answer('override-chip-gate', detailOf(residualChip({ sale: 'overridden', overriddenBy: 'tanaka' })));
    await user.type(screen.getByRole('textbox', { name: say('ja', 'chip.override.why') }), '部品取り');
    await user.click(allow);
    expect(drawn.calls('override-chip-gate')).toEqual([{ record, why: '部品取り', declared: null }]);
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.sale.overridden'))).toBeTruthy());
    expect(document.querySelectorAll('.tone-pass')).toHaveLength(0);
  });

  it('is not offered where nothing stands in the way', async () => {
    await draw(detailOf(emptyChip()), shopState({ attendance: manager }));
    await waitFor(() => expect(screen.getByText(say('ja', 'chip.sale.allowed'))).toBeTruthy());
    expect(screen.queryByText(say('ja', 'chip.override.words'))).toBeNull();
  });
});

describe('the phones that wait for their chip', () => {
  it('are listed with what stands in the way, and a scan opens one', async () => {
    const waiting = [waitingAt(1, chipAt()), waitingAt(2, residualChip())];
    const drawn = await drawScreen(<ChipsWaitingSheet />, shopState({ chipsWaiting: waiting }));
    expect(screen.getByText(say('ja', 'chip.block.residual'))).toBeTruthy();
    const field = screen.getByRole('textbox', { name: say('ja', 'chip.waiting.scan') });
    await user.type(field, `${waiting[1]?.imei}{Enter}`);
    expect(drawn.store.getState().sheet).toEqual({
      is: 'chip',
      phone: { is: 'record', record: waiting[1]?.record },
      back: { is: 'chips-waiting' },
    });
  });
});

describe('the notice before a start', () => {
  it('is for every phone whose owner has not begun, unless two sources say that there is no chip', () => {
    const fresh = { chip: chipAt(), steps: [{ id: 'a', outcome: null, saw: '', by: null, atMs: null }] };
    expect(isChipUntouched(null)).toBe(true);
    expect(isChipUntouched(fresh)).toBe(true);
    expect(isChipUntouched({ ...fresh, chip: chipAt({ presence: { is: 'not-present', sources: [] } }) })).toBe(false);
    expect(isChipUntouched({ ...fresh, chip: residualChip() })).toBe(false);
    expect(isChipUntouched({ ...fresh, steps: [{ id: 'a', outcome: 'done', saw: '', by: null, atMs: 1 }] })).toBe(
      false,
    );
  });
});
