// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { say } from '../../../../domain/text.ts';
import type { PortView } from '../../../../domain/window-state.ts';
import { ConsentSheet } from '../../../../renderer/screens/consent/consent-sheet.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { jobAt, phoneAt, portAt, portWith, shopState } from '../../fake-workstation.ts';
import { planOf, plansWith } from './sample-plans.ts';

const plans = [planOf('intake'), planOf('inspection')];
const readyAt = (n: number, change: Partial<PortView> = {}): PortView =>
  portWith(n, { phone: phoneAt(n, { plans }), ...change });
const sheet = (...places: readonly number[]) => <ConsentSheet ports={places.map(portAt)} />;
const startButton = (): HTMLElement => screen.getByRole('button', { name: /を始める/ });
const user = userEvent.setup();
const started = { 'start-job': jobAt(0, 'performing') };

async function choosePurpose(): Promise<void> {
  await user.click(screen.getByRole('radio', { name: new RegExp(say('ja', 'purpose.inspection')) }));
}

async function tickAll(): Promise<void> {
  for (const box of screen.getAllByRole('checkbox')) await user.click(box);
}

describe('the sheet on which work is started', () => {
  it('starts nothing, by press or by Enter, before every answer is given', async () => {
    const drawn = await drawScreen(sheet(0), shopState({ ports: [readyAt(0)] }), started);
    expect(startButton()).toHaveProperty('disabled', true);
    await choosePurpose();
    await user.keyboard('{Enter}');
    const [deletion, identity] = screen.getAllByRole('checkbox');
    if (!deletion || !identity) throw new Error('two answers are asked for');
    await user.click(deletion);
    await user.keyboard('{Enter}');
    expect(startButton()).toHaveProperty('disabled', true);
    expect(drawn.calls('start-job')).toEqual([]);
    await user.click(identity);
    expect(startButton()).toHaveProperty('disabled', false);
    drawn.store.setState({ selected: new Set([portAt(0)]) });
    await user.keyboard('{Enter}{Enter}');
    expect(drawn.calls('start-job')).toHaveLength(1);
    expect(drawn.store.getState().selected.size).toBe(0);
  });

  it('leads to the phone that is scanned, and never takes the Enter that ends a scan for a start', async () => {
    const drawn = await drawScreen(sheet(0, 1), shopState({ ports: [readyAt(0), readyAt(1)] }), started);
    await choosePurpose();
    await tickAll();
    const { imei } = jobAt(1, 'performing');
    await user.keyboard(`${imei}{Enter}`);
    expect(drawn.calls('start-job')).toEqual([]);
    expect(document.activeElement?.textContent).toContain('A2');
    await user.keyboard('490154203237518{Enter}');
    expect(screen.getByText(say('ja', 'consent.scan.nothing', { text: '490154203237518' }))).toBeTruthy();
    expect(drawn.calls('start-job')).toEqual([]);
  });

  it('shows each phone its own answer, and lets no refusal stop another phone', async () => {
    const drawn = await drawScreen(sheet(0, 1), shopState({ ports: [readyAt(0), readyAt(1)] }));
    const answers = [
      { ok: false, error: { code: 'port.busy', facts: {} } },
      { ok: true, value: jobAt(1, 'performing') },
    ];
    const { call } = drawn.fake.bridge;
    Object.assign(drawn.fake.bridge, {
      call: (name: string, input: unknown) =>
        name === 'start-job' ? call(name, input).then(() => answers.shift()) : call(name, input),
    });
    await choosePurpose();
    await tickAll();
    await user.click(startButton());
    expect(drawn.calls('start-job')).toHaveLength(2);
    expect(await screen.findByText(say('ja', 'consent.answer.refused'))).toBeTruthy();
    expect(screen.getByText(say('ja', 'consent.answer.started'))).toBeTruthy();
    expect(screen.getByText(say('ja', 'error.port.busy.title'))).toBeTruthy();
  });

  it('says why a job that was drafted and refused did not start', async () => {
    const refused = jobAt(0, 'cancelled', { reason: { code: 'device.identity-ambiguous', facts: {} } });
    await drawScreen(sheet(0), shopState({ ports: [readyAt(0)] }), { 'start-job': refused });
    await choosePurpose();
    await tickAll();
    await user.click(startButton());
    expect(await screen.findByText(say('ja', 'error.device.identity-ambiguous.title'))).toBeTruthy();
    expect(screen.queryByText(say('ja', 'consent.answer.started'))).toBeNull();
  });

  it('forgets what was ticked when another phone takes the place of one', async () => {
    const drawn = await drawScreen(sheet(0), shopState({ ports: [readyAt(0)] }));
    await choosePurpose();
    await tickAll();
    expect(startButton()).toHaveProperty('disabled', false);
    await drawn.tell({ kind: 'port', port: readyAt(0, { phone: phoneAt(5, { plans }) }) });
    expect(startButton()).toHaveProperty('disabled', true);
    expect(screen.getByText(say('ja', 'consent.answers.change'))).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(drawn.calls('start-job')).toEqual([]);
  });

  it('leaves out a phone that something stops, and starts the others', async () => {
    const stopped = phoneAt(1, { plans: plansWith([{ id: 'accounts', severity: 'stop' }]) });
    const drawn = await drawScreen(
      sheet(0, 1),
      shopState({ ports: [readyAt(0), readyAt(1, { phone: stopped })] }),
      started,
    );
    expect(screen.getByText(say('ja', 'blocker.accounts.title'))).toBeTruthy();
    await choosePurpose();
    await tickAll();
    await user.click(startButton());
    expect(drawn.calls('start-job')).toMatchObject([{ port: portAt(0) }]);
  });

  it('asks for the IMEI that a phone withholds, refuses a wrong one, and hands over how it was read', async () => {
    const silent = phoneAt(0, { plans, imeis: [], imeiSource: null });
    const drawn = await drawScreen(sheet(0), shopState({ ports: [readyAt(0, { phone: silent })] }));
    await choosePurpose();
    const field = screen.getByRole('textbox');
    await user.type(field, '490154203237519{Enter}');
    expect(drawn.calls('examine-phone')).toEqual([]);
    expect(screen.getByText(say('ja', 'error.imei.invalid.title'))).toBeTruthy();
    await user.type(field, '４９０１５４２０３２３７５１８{Enter}');
    expect(drawn.calls('examine-phone')).toMatchObject([{ port: portAt(0), claim: { imei: '490154203237518' } }]);
    await user.click(screen.getByRole('checkbox', { name: say('ja', 'consent.deletion') }));
    await user.click(screen.getByRole('checkbox', { name: say('ja', 'consent.identity-check') }));
    expect(startButton()).toHaveProperty('disabled', true);
    const claimed = phoneAt(0, { plans, imeis: ['490154203237518'], imeiSource: 'typed' });
    await drawn.tell({ kind: 'port', port: readyAt(0, { phone: claimed }) });
    expect(startButton()).toHaveProperty('disabled', false);
  });

  it('asks that the seller was told only for phones that cannot be overwritten at inspection', async () => {
    const bare = phoneAt(1, {
      plans: [planOf('intake', { overwrites: false }), planOf('inspection', { overwrites: false })],
    });
    await drawScreen(sheet(0, 1), shopState({ ports: [readyAt(0), readyAt(1, { phone: bare })] }));
    await user.click(screen.getByRole('radio', { name: new RegExp(say('ja', 'purpose.intake')) }));
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
    await choosePurpose();
    const told = screen.getAllByRole('checkbox').at(-1);
    expect(told?.closest('label')?.textContent).toContain(bare.model ?? '-');
    expect(startButton()).toHaveProperty('disabled', true);
  });

  it('wants a declared name where there are no accounts', async () => {
    const state = shopState({ ports: [readyAt(0)], accounts: [], attendance: { is: 'not-needed' } });
    const drawn = await drawScreen(sheet(0), state, started);
    await choosePurpose();
    await tickAll();
    expect(startButton()).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox'), 'suzuki');
    await user.click(startButton());
    expect(drawn.calls('start-job')).toMatchObject([{ declared: 'suzuki' }]);
  });

  it('starts nothing for somebody whose role may not', async () => {
    const [, , , auditor] = shopState().accounts;
    if (!auditor) throw new Error('the shop has an auditor');
    const attendance = { is: 'present' as const, account: auditor, may: ['see-records' as const] };
    await drawScreen(sheet(0), shopState({ ports: [readyAt(0)], attendance }));
    await choosePurpose();
    await tickAll();
    expect(startButton()).toHaveProperty('disabled', true);
    expect(within(screen.getByRole('dialog')).getByText(/この役割/)).toBeTruthy();
  });
});
