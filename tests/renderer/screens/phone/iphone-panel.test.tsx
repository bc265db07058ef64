// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { say } from '../../../../domain/text.ts';
import type { PortView } from '../../../../domain/window-state.ts';
import { useShelf } from '../../../../renderer/desk.tsx';
import { PhonePanel } from '../../../../renderer/screens/phone/phone-panel.tsx';
import { QuestionBox } from '../../../../renderer/screens/phone/question-box.tsx';
import { ReviewSheet } from '../../../../renderer/screens/review/review-sheet.tsx';
import { passedIphone, unjudgedIphone } from '../../../domain/sample-iphone.ts';
import { drawScreen } from '../../desk-in-test.tsx';
import { jobAt, portAt, portWith, shopState } from '../../fake-workstation.ts';
import { appleView, iphoneJob, iphonePort, iphoneView } from '../../sample-iphone-view.ts';
import { recordViewOf } from '../../sample-record-view.ts';

const user = userEvent.setup();
const panel = <PhonePanel port={portAt(0)} />;
const drawPanel = (port: PortView, replies: Readonly<Record<string, unknown>> = {}) =>
  drawScreen(panel, shopState({ ports: [port] }), replies);
const page = (): string => document.body.textContent ?? '';

describe('the panel of an iPhone', () => {
  it('shows what an iPhone tells, and nothing that only Android has', async () => {
    await drawPanel(iphonePort());
    for (const shown of ['iPhone 14 Pro 256GB', '18.6', 'Deep Purple', '00008120-001C25D40C0BA01E', 'Sample School'])
      expect(page()).toContain(shown);
    expect(page()).toContain(say('ja', 'phone.apple.trust.trusted'));
    expect(page()).not.toContain(say('ja', 'certificate.field.patch'));
  });

  it('says of a model without a name that it is unknown, and of what was withheld that it was not read', async () => {
    const apple = { ...appleView, isKnownModel: false, colour: null, activationLock: null };
    await drawPanel(iphonePort({ phone: iphoneView([], { model: 'iPhone99,9', apple }) }));
    expect(page()).toContain(say('ja', 'phone.apple.unknown-model', { type: 'iPhone99,9' }));
    expect(page()).toContain(say('ja', 'phone.not-read'));
  });

  it('says that it cannot be overwritten in the words of an iPhone, and not by the name of an overwrite', async () => {
    await drawPanel(iphonePort());
    expect(page()).toContain(say('ja', 'phone.plan.apple.words'));
    expect(page()).toContain(say('ja', 'act.apple.erase'));
    expect(page()).not.toContain(say('ja', 'purpose.inspection'));
  });

  it('draws attention when the phone takes longer than it should', async () => {
    const progress = {
      stage: 'waiting-attention',
      done: 0,
      total: null,
      bytesPerSecond: null,
      remainingMs: null,
    } as const;
    await drawPanel(iphonePort({ job: iphoneJob('performing', { progress }) }), {
      'read-record': recordViewOf(unjudgedIphone()),
    });
    expect(document.querySelector('.phone-progress.tone-person')).toBeTruthy();
    expect(page()).toContain(say('ja', 'stage.waiting-attention'));
  });

  it('tells an ended job from its record alone, with the evidence in words', async () => {
    const port = iphonePort({ mode: null, phone: null, job: iphoneJob('passed') });
    await drawPanel(port, { 'read-record': recordViewOf(passedIphone()) });
    await screen.findByText(say('ja', 'phone.evidence.old-pairing', { answer: '断られた (InvalidHostID)' }));
    expect(page()).toContain('18.6');
    expect(page()).toContain(say('ja', 'phone.evidence.erase-order', { answer: '受け付けた' }));
    expect(screen.queryByRole('tab', { name: say('ja', 'phone.view.rate') })).toBeNull();
  });
});

function Box() {
  const port = useShelf(({ state }) => state?.ports[0] ?? null);
  return port?.job ? <QuestionBox port={port} job={port.job} /> : null;
}

describe('a question at an iPhone', () => {
  const ask = (job: PortView['job']) => drawScreen(<Box />, shopState({ ports: [portWith(0, { job })] }));

  it('whether it is signed out is answered only after it was chosen', async () => {
    const question = { id: 'q-1', instruction: 'look-find-my' } as const;
    const drawn = await ask(iphoneJob('awaiting-operator', { question }));
    expect(screen.getAllByRole('button')[0]).toHaveProperty('disabled', true);
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    await user.click(screen.getByRole('radio', { name: say('ja', 'screen.signed-out') }));
    await user.click(screen.getByRole('button', { name: /サインアウト済み/ }));
    expect(drawn.calls('answer-question')).toMatchObject([{ question: 'q-1', saw: 'signed-out' }]);
  });

  it('what its screen shows may be Activation Lock, which no other phone shows', async () => {
    const question = { id: 'q-1', instruction: 'look-at-screen' } as const;
    const drawn = await ask(iphoneJob('awaiting-operator', { question }));
    await user.click(screen.getByRole('radio', { name: say('ja', 'screen.activation-lock') }));
    await user.click(screen.getByRole('button', { name: /アクティベーションロック/ }));
    expect(drawn.calls('answer-question')).toMatchObject([{ saw: 'activation-lock' }]);
    await ask(jobAt(0, 'awaiting-operator', { question }));
    expect(screen.queryByRole('radio', { name: say('ja', 'screen.activation-lock') })).toBeNull();
  });

  it('an erasure by hand and a restore elsewhere are done by one press', async () => {
    for (const instruction of ['erase-in-ios-settings', 'restore-elsewhere'] as const) {
      const drawn = await ask(iphoneJob('awaiting-operator', { question: { id: 'q-1', instruction } }));
      expect(screen.getByText(say('ja', `instruction.${instruction}`))).toBeTruthy();
      await user.click(screen.getByRole('button', { name: say('ja', 'phone.question.done') }));
      expect(drawn.calls('answer-question')).toMatchObject([{ saw: 'done' }]);
    }
  });
});

describe('the second look at an iPhone', () => {
  const look = (closedBy: 'machine' | 'person') =>
    drawScreen(
      <ReviewSheet jobs={[]} />,
      shopState({
        ports: [portWith(0, { job: iphoneJob('awaiting-review') })],
        settings: { ...shopState({}).settings, secondPerson: 'switched-off' },
      }),
      { 'read-record': recordViewOf(unjudgedIphone({ closedBy })) },
    );

  it('offers Activation Lock among the screens', async () => {
    await look('machine');
    expect(screen.getByRole('radio', { name: say('ja', 'screen.activation-lock') })).toBeTruthy();
  });

  it('says that ending without it is no pass where only persons saw the end, and not where the phone proved it', async () => {
    await look('person');
    await screen.findByText(say('ja', 'review.switched-off.two-persons'));
    await look('machine');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText(say('ja', 'review.switched-off.two-persons'))).toBeNull();
  });
});
