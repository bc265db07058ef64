// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../../domain/job.ts';
import { say } from '../../../../domain/text.ts';
import { isGreen, type JobView } from '../../../../domain/window-state.ts';
import { PhonePanel } from '../../../../renderer/screens/phone/phone-panel.tsx';
import { passedRecord, unjudgedRecord } from '../../../domain/sample-record.ts';
import { drawScreen } from '../../desk-in-test.tsx';
import { jobAt, phoneAt, portAt, portWith, shopState } from '../../fake-workstation.ts';
import { recordViewOf } from '../../sample-record-view.ts';
import { planOf, plansWith } from '../consent/sample-plans.ts';

const user = userEvent.setup();
const phone = phoneAt(0, { plans: [planOf('intake'), planOf('inspection')] });
const panel = <PhonePanel port={portAt(0)} />;
const replies = { 'read-record': recordViewOf(passedRecord()) };
const withJob = (job: JobView) => portWith(0, { phone, job });
const notErased = (): number => screen.queryAllByText(say('ja', 'terminal.not-erased')).length;
const greens = (): number => document.querySelectorAll('.tone-pass').length;

describe('the panel of one phone', () => {
  it('is green only with a pass verdict on record, whatever the record that it reads says', async () => {
    const verdicts = [
      null,
      { outcome: 'pass' as const, kind: 'machine-proven' as const, grade: 'A' as const },
      { outcome: 'fail' as const, kind: null, grade: 'E' as const },
      { outcome: 'inconclusive' as const, kind: null, grade: 'E' as const },
    ];
    const drawn = await drawScreen(panel, shopState({ ports: [withJob(jobAt(0, 'drafted'))] }), replies);
    for (const state of JOB_STATES) {
      for (const verdict of verdicts) {
        const job = jobAt(0, state, { verdict });
        await drawn.tell({ kind: 'port', port: withJob(job) });
        expect(greens() > 0, `${state} ${verdict?.outcome}`).toBe(isGreen(job));
        const hasEnded = job.endedAtMs !== null;
        expect(notErased() > 0, `${state} ${verdict?.outcome}`).toBe(hasEnded && !isGreen(job));
      }
    }
  });

  it('says what was refused and what to do next, and offers to try again as a new job', async () => {
    const { store } = await drawScreen(panel, shopState({ ports: [withJob(jobAt(0, 'failed'))] }), {
      'read-record': recordViewOf(unjudgedRecord()),
    });
    expect(screen.getByText(say('ja', 'error.verify.data-found.title'))).toBeTruthy();
    expect(screen.getByText(say('ja', 'doubt.no-verdict'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.retry') }));
    expect(store.getState()).toMatchObject({ open: null, sheet: { is: 'consent', ports: [portAt(0)] } });
  });

  it('shows before a start what will be done, what will not, and why other rungs do not fit', async () => {
    await drawScreen(panel, shopState({ ports: [portWith(0, { phone })] }));
    expect(screen.getAllByText(say('ja', 'rung.trade-in'))).toHaveLength(2);
    expect(screen.getAllByText(say('ja', 'not-covered.felica-chip'))).toHaveLength(2);
    expect(document.body.textContent).toContain(say('ja', 'entry.screen-lock'));
  });

  it('shows what stands in the way with a picture, what stops first', async () => {
    const stopped = plansWith([
      { id: 'sd-card', severity: 'warn' },
      { id: 'accounts', severity: 'stop' },
    ]).slice(0, 1);
    await drawScreen(panel, shopState({ ports: [portWith(0, { phone: phoneAt(0, { plans: stopped }) })] }));
    const titles = [...document.querySelectorAll('.blocker-title')].map((one) => one.textContent);
    expect(titles[0]).toContain(say('ja', 'blocker.accounts.title'));
    expect(titles[1]).toContain(say('ja', 'blocker.sd-card.title'));
    expect(document.querySelectorAll('.blocker svg')).toHaveLength(2);
  });

  it('cancels only after it has said what that means at this step', async () => {
    const job = jobAt(0, 'performing', { step: { id: 'wipe', act: 'trade-in.wipe', at: 2, of: 2 } });
    const drawn = await drawScreen(panel, shopState({ ports: [withJob(job)] }), replies);
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.cancel') }));
    expect(screen.getByText(say('ja', 'phone.cancel.means.never'))).toBeTruthy();
    expect(drawn.calls('cancel-job')).toEqual([]);
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.cancel.do') }));
    expect(drawn.calls('cancel-job')).toEqual([{ job: job.id }]);
  });

  it('does not say that it stops at once when the record could not be read', async () => {
    const error = { ok: false, error: { code: 'record.unknown', facts: { record: 'R' } } };
    await drawScreen(panel, shopState({ ports: [withJob(jobAt(0, 'performing'))] }), { 'read-record': error });
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.cancel') }));
    expect(screen.getByText(say('ja', 'phone.cancel.means.unknown'))).toBeTruthy();
  });

  it('puts on record that a phone cannot be erased without claiming a consent', async () => {
    const none = [planOf('intake', { rung: null, steps: [], closing: null })];
    const port = portWith(0, { phone: phoneAt(0, { plans: none }) });
    const drawn = await drawScreen(panel, shopState({ ports: [port] }), { 'start-job': jobAt(0, 'unerasable') });
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.unerasable') }));
    expect(drawn.calls('start-job')).toEqual([]);
    await user.click(screen.getAllByRole('button', { name: say('ja', 'phone.unerasable') }).at(-1) ?? document.body);
    expect(drawn.calls('start-job')).toMatchObject([
      { consent: { deletion: 'refused', identityCheck: 'not-recorded' } },
    ]);
  });

  it('drops a record that arrives after the job has moved on', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const drawn = await drawScreen(panel, shopState({ ports: [portWith(0, { phone })] }), replies);
    const { call } = drawn.fake.bridge;
    Object.assign(drawn.fake.bridge, {
      call: (name: string, input: unknown) =>
        name === 'read-record' ? new Promise((resolve) => waiting.push(resolve)) : call(name, input),
    });
    await drawn.tell({ kind: 'port', port: withJob(jobAt(0, 'performing')) });
    await drawn.tell({ kind: 'port', port: withJob(jobAt(0, 'failed')) });
    expect(waiting).toHaveLength(2);
    await act(async () => waiting[1]?.({ ok: true, value: recordViewOf(unjudgedRecord()) }));
    await act(async () => waiting[0]?.({ ok: true, value: recordViewOf(passedRecord()) }));
    await waitFor(() => expect(screen.getByText(say('ja', 'doubt.no-verdict'))).toBeTruthy());
  });
});
