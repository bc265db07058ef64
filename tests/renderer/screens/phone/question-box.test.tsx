// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { InstructionId } from '../../../../domain/erasure.ts';
import { operatorId } from '../../../../domain/ids.ts';
import { say } from '../../../../domain/text.ts';
import type { PortView, WindowState } from '../../../../domain/window-state.ts';
import { useShelf } from '../../../../renderer/desk.tsx';
import { QuestionBox } from '../../../../renderer/screens/phone/question-box.tsx';
import { type DrawnScreen, drawScreen } from '../../desk-in-test.tsx';
import { jobAt, portAt, portWith, present, shopState } from '../../fake-workstation.ts';

const user = userEvent.setup();
const asked = (instruction: InstructionId, id = 'q-1'): PortView =>
  portWith(0, { job: jobAt(0, 'awaiting-operator', { question: { id, instruction } }) });

function Box() {
  const port = useShelf(({ state }) => state?.ports[0] ?? null);
  return port?.job ? <QuestionBox port={port} job={port.job} /> : null;
}

const ask = (port: PortView, change: Partial<WindowState> = {}): Promise<DrawnScreen> =>
  drawScreen(<Box />, shopState({ ports: [port], ...change }), { 'follow-at-practice-phone': { saw: 'home' } });

describe('a question at a phone', () => {
  it('shows what to do with a picture, and is answered by one press when it is done', async () => {
    const drawn = await ask(asked('reset-in-settings'));
    expect(screen.getByText(say('ja', 'instruction.reset-in-settings'))).toBeTruthy();
    expect(document.querySelector('.drawing')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.question.done') }));
    expect(drawn.calls('answer-question')).toEqual([
      { job: jobAt(0, 'performing').id, question: 'q-1', saw: 'done', declared: null },
    ]);
  });

  it('takes what the screen shows only after it was chosen', async () => {
    const drawn = await ask(asked('look-at-screen'));
    const [button] = screen.getAllByRole('button');
    expect(button).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('radio', { name: say('ja', 'screen.home') }));
    await user.click(screen.getByRole('button', { name: /ホーム画面/ }));
    expect(drawn.calls('answer-question')).toMatchObject([{ saw: 'home' }]);
  });

  it('forgets a half-given answer when the next question stands there, and answers that one by its own id', async () => {
    const drawn = await ask(asked('look-at-screen', 'q-1'));
    await user.click(screen.getByRole('radio', { name: say('ja', 'screen.setup-screen') }));
    await drawn.tell({ kind: 'port', port: asked('look-at-screen', 'q-2') });
    expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(false);
    await user.click(screen.getByRole('radio', { name: say('ja', 'screen.off') }));
    await user.click(screen.getByRole('button', { name: /映っていない/ }));
    expect(drawn.calls('answer-question')).toMatchObject([{ question: 'q-2', saw: 'off' }]);
  });

  it('says that an answer came too late', async () => {
    const drawn = await ask(asked('replug'));
    drawn.fake.answer('answer-question', { ok: false, error: { code: 'job.question-over', facts: {} } });
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.question.done') }));
    expect(screen.getByText(say('ja', 'error.job.question-over.title'))).toBeTruthy();
  });

  it('refuses digits that are no IMEI before they are sent', async () => {
    const drawn = await ask(asked('read-imei'));
    await user.type(screen.getByRole('textbox'), '490154203237519{Enter}');
    expect(drawn.calls('answer-question')).toEqual([]);
    expect(screen.getByText(say('ja', 'error.imei.invalid.title'))).toBeTruthy();
    await user.type(screen.getByRole('textbox'), '49-015420-323751-8{Enter}');
    expect(drawn.calls('answer-question')).toMatchObject([{ saw: '490154203237518' }]);
  });

  it('asks a job that began without an IMEI for the serial number, and does not send an IMEI that would fail it', async () => {
    const question = { id: 'q-1', instruction: 'read-imei' as const };
    const drawn = await ask(portWith(0, { job: jobAt(0, 'awaiting-operator', { imei: null, question }) }));
    await user.type(screen.getByRole('textbox'), '490154203237518{Enter}');
    expect(drawn.calls('answer-question')).toEqual([]);
    expect(screen.getByText(say('ja', 'phone.question.serial.not-imei'))).toBeTruthy();
    await user.type(screen.getByRole('textbox'), 'R58N12ABCDE{Enter}');
    expect(drawn.calls('answer-question')).toMatchObject([{ saw: 'R58N12ABCDE' }]);
  });

  it('in practice does the act at the virtual phone and shows its screen, but leaves the answer to the person', async () => {
    const drawn = await ask(asked('look-at-screen'), { workplace: 'practice' });
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.practice.follow') }));
    expect(drawn.calls('follow-at-practice-phone')).toEqual([{ port: portAt(0), instruction: 'look-at-screen' }]);
    expect(document.querySelector('.drawn-phone figcaption')?.textContent).toBe(say('ja', 'screen.home'));
    expect(drawn.calls('answer-question')).toEqual([]);
    expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(false);
  });

  it('offers no such help with real phones', async () => {
    await ask(asked('look-at-screen'));
    expect(screen.queryByRole('button', { name: say('ja', 'phone.practice.follow') })).toBeNull();
  });

  it('wants to know who answers where names are declared', async () => {
    const drawn = await ask(asked('replug'), { accounts: [], attendance: { is: 'not-needed' } });
    await user.clear(screen.getByRole('textbox'));
    expect(screen.getByRole('button', { name: say('ja', 'phone.question.done') })).toHaveProperty('disabled', true);
    await user.type(screen.getByRole('textbox'), 'suzuki');
    await user.click(screen.getByRole('button', { name: say('ja', 'phone.question.done') }));
    expect(drawn.calls('answer-question')).toMatchObject([{ declared: 'suzuki' }]);
  });

  it('warns another person than the operator that who closes a job by their own word cannot check it', async () => {
    const isWarned = async (who: string, instruction: InstructionId, closing: 'machine' | 'two-persons') => {
      const job = jobAt(0, 'awaiting-operator', { question: { id: 'q-1', instruction }, closing });
      await ask(portWith(0, { job }), { attendance: present(operatorId(who)) });
      return screen.queryByText(say('ja', 'phone.question.witness')) !== null;
    };
    expect(await isWarned('suzuki', 'look-at-screen', 'two-persons')).toBe(true);
    expect(await isWarned('suzuki', 'reset-in-settings', 'two-persons')).toBe(true);
    expect(await isWarned('sato', 'look-at-screen', 'two-persons')).toBe(false);
    expect(await isWarned('suzuki', 'enable-debugging', 'two-persons')).toBe(false);
    expect(await isWarned('suzuki', 'look-at-screen', 'machine')).toBe(false);
  });
});
