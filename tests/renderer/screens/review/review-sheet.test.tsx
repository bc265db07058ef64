// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../../domain/ids.ts';
import { say } from '../../../../domain/text.ts';
import type { WindowState } from '../../../../domain/window-state.ts';
import { ReviewSheet } from '../../../../renderer/screens/review/review-sheet.tsx';
import { unjudgedRecord } from '../../../domain/sample-record.ts';
import { type DrawnScreen, drawScreen } from '../../desk-in-test.tsx';
import { jobAt, portWith, present, shopState } from '../../fake-workstation.ts';
import { recordViewOf } from '../../sample-record-view.ts';

const user = userEvent.setup();
const job = jobAt(0, 'awaiting-review');
const passed = jobAt(0, 'passed');
const replies = { 'read-record': recordViewOf(unjudgedRecord()), 'review-job': passed };
const button = (key: 'review.accept' | 'review.reject'): HTMLElement =>
  screen.getByRole('button', { name: say('ja', key) });
const look = (change: Partial<WindowState> = {}): Promise<DrawnScreen> =>
  drawScreen(
    <ReviewSheet jobs={[]} />,
    shopState({ ports: [portWith(0, { job })], attendance: present(operatorId('suzuki')), ...change }),
    replies,
  );

async function read(number: string): Promise<void> {
  await user.type(screen.getByRole('textbox', { name: say('ja', 'review.number') }), `${number}{Enter}`);
}

async function see(key: 'screen.setup-screen' | 'screen.home'): Promise<void> {
  await user.click(screen.getByRole('radio', { name: say('ja', key) }));
}

describe('the look of the second person', () => {
  it('is accepted only with the number of this phone and its set-up screen', async () => {
    const drawn = await look();
    await see('screen.setup-screen');
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await read('352099001761481');
    expect(screen.getByText(say('ja', 'review.number.other'))).toBeTruthy();
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await read('490154203237518');
    await see('screen.home');
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await see('screen.setup-screen');
    await user.click(button('review.accept'));
    expect(drawn.calls('review-job')).toEqual([
      { job: job.id, look: { saw: 'setup-screen', number: '490154203237518', accepted: true, declared: null } },
    ]);
    expect(document.querySelector('.tone-pass')).toBeTruthy();
  });

  it('takes a scan that was not aimed at the field', async () => {
    await look();
    await user.keyboard('490154203237518{Enter}');
    expect(screen.getByText(say('ja', 'review.number.read', { number: '490154203237518' }))).toBeTruthy();
  });

  it('does not show the number that is to be read', async () => {
    await look();
    expect(document.body.textContent).not.toContain(job.imei);
    expect(document.body.textContent).not.toContain('490154203237518');
  });

  it('can be a refusal, which says what it does', async () => {
    const failed = jobAt(0, 'failed', {
      reason: { code: 'review.rejected', facts: {} },
      verdict: { outcome: 'fail', kind: null, grade: 'E' },
    });
    const drawn = await look();
    drawn.fake.answer('review-job', failed);
    expect(screen.getByText(say('ja', 'review.reject.words'))).toBeTruthy();
    await read('490154203237518');
    await see('screen.home');
    await user.click(button('review.reject'));
    expect(drawn.calls('review-job')).toMatchObject([{ look: { saw: 'home', accepted: false } }]);
    expect(screen.getByText(say('ja', 'terminal.not-erased'))).toBeTruthy();
    expect(document.querySelector('.tone-pass')).toBeNull();
  });

  it('is refused to the person who did the work, who can hand over by PIN', async () => {
    const drawn = await look({ attendance: present(operatorId('sato')) });
    await read('490154203237518');
    await see('screen.setup-screen');
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('radio', { name: /鈴木/ }));
    const pin = document.querySelector<HTMLInputElement>('input[type="password"]');
    if (!pin) throw new Error('a PIN is asked for');
    await user.type(pin, '482913{Enter}');
    expect(drawn.calls('log-in')).toEqual([{ name: 'suzuki', pin: '482913' }]);
    expect(button('review.accept')).toHaveProperty('disabled', false);
  });

  it('is refused to the person who looked at the phone before, who sees so before trying', async () => {
    const seen = { ...job, witnesses: ['suzuki'] };
    await look({ ports: [portWith(0, { job: seen }), portWith(1, { job: jobAt(1, 'awaiting-review') })] });
    const entry = screen.getAllByRole('button').filter(({ textContent }) => textContent?.includes('確認できません'));
    expect(entry.map(({ textContent }) => textContent?.slice(0, 2))).toEqual(['A1']);
    await user.click(entry[0] as HTMLElement);
    expect(screen.getByText(say('ja', 'review.who.witness', { name: '鈴木 健一' }))).toBeTruthy();
    expect(screen.queryByRole('radio', { name: /鈴木/ })).toBeNull();
    await read('490154203237518');
    await see('screen.setup-screen');
    expect(button('review.accept')).toHaveProperty('disabled', true);
  });

  it.each([
    ['who looked at the phone before', { witnesses: ['suzuki'] }],
    ['who did the work', { operator: operatorId('suzuki') }],
  ])('can be a refusal by the person %s, so that no job waits for ever', async (_who, change) => {
    const drawn = await look({ ports: [portWith(0, { job: { ...job, ...change } })] });
    expect(screen.getByText(say('ja', 'review.reject.unfit'), { exact: false })).toBeTruthy();
    await read('490154203237518');
    await see('screen.setup-screen');
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await user.click(button('review.reject'));
    expect(drawn.calls('review-job')).toMatchObject([{ look: { accepted: false, declared: null } }]);
  });

  it('is refused whole to a person whose role cannot check', async () => {
    const attendance = present(operatorId('sato'));
    if (attendance.is !== 'present') throw new Error('nobody is there');
    await look({ attendance: { ...attendance, may: ['start-job'] } });
    await read('490154203237518');
    await see('screen.setup-screen');
    expect(button('review.accept')).toHaveProperty('disabled', true);
    expect(button('review.reject')).toHaveProperty('disabled', true);
  });

  it('shows what the program refuses', async () => {
    const drawn = await look();
    drawn.fake.answer('review-job', { ok: false, error: { code: 'review.same-person', facts: {} } });
    await read('490154203237518');
    await see('screen.setup-screen');
    await user.click(button('review.accept'));
    expect(screen.getByText(say('ja', 'error.review.same-person.title'))).toBeTruthy();
    expect(document.querySelector('.tone-pass')).toBeNull();
  });

  it('wants a declared name that is not the operator where there are no accounts', async () => {
    const drawn = await look({ accounts: [], attendance: { is: 'not-needed' } });
    const name = screen.getByRole('textbox', { name: say('ja', 'review.who.declared') });
    await read('490154203237518');
    await see('screen.setup-screen');
    await user.type(name, 'Sato');
    expect(screen.getByText(say('ja', 'review.who.declared.same'))).toBeTruthy();
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await user.clear(name);
    await user.type(name, 'suzuki');
    await user.click(button('review.accept'));
    expect(drawn.calls('review-job')).toMatchObject([{ look: { declared: 'suzuki' } }]);
  });

  it('wants a declared name of nobody who looked at the phone before', async () => {
    const ports = [portWith(0, { job: { ...job, witnesses: ['suzuki'] } })];
    const drawn = await look({ accounts: [], attendance: { is: 'not-needed' }, ports });
    await read('490154203237518');
    await see('screen.setup-screen');
    await user.type(screen.getByRole('textbox', { name: say('ja', 'review.who.declared') }), 'Suzuki');
    expect(screen.getByText(say('ja', 'review.who.declared.witness'))).toBeTruthy();
    expect(button('review.accept')).toHaveProperty('disabled', true);
    await user.click(button('review.reject'));
    expect(drawn.calls('review-job')).toMatchObject([{ look: { accepted: false, declared: 'Suzuki' } }]);
  });

  it('says in a shop without a second person what the paper will say, and that a plan of two persons will not pass', async () => {
    const state = shopState();
    const settings = { ...state.settings, secondPerson: 'switched-off' as const };
    const drawn = await look({ settings });
    expect(screen.getByText(say('ja', 'review.switched-off.words'))).toBeTruthy();
    expect(screen.queryByText(say('ja', 'review.switched-off.two-persons'))).toBeNull();
    await user.click(screen.getByRole('button', { name: say('ja', 'review.switched-off.do') }));
    expect(drawn.calls('review-job')).toEqual([{ job: job.id, look: null }]);
    await look({ settings, ports: [portWith(0, { job: { ...job, closing: 'two-persons' } })] });
    expect(screen.getByText(say('ja', 'review.switched-off.two-persons'))).toBeTruthy();
  });

  it('is never skipped where a second person is required', async () => {
    await look();
    expect(screen.queryByRole('button', { name: say('ja', 'review.switched-off.do') })).toBeNull();
  });
});
