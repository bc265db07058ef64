// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { useAnswer } from '../../../renderer/state/use-answer.ts';
import { drawScreen } from '../desk-in-test.tsx';
import { shopState } from '../fake-workstation.ts';
import { recordsFound } from '../window-answers.ts';

function Asking(): ReactNode {
  const [text, setText] = useState('');
  const { value, error, isAsking, again } = useAnswer('find-records', { text });
  return (
    <>
      <output>{isAsking ? 'asking' : (error?.code ?? `${value?.length} for ${text}`)}</output>
      <button type="button" onClick={() => setText('b')}>
        b
      </button>
      <button type="button" onClick={again}>
        again
      </button>
    </>
  );
}

const said = () => screen.getByRole('status').textContent;

describe('asking for what a screen shows', () => {
  test('asks once for one input, and again when it changes or somebody wants it', async () => {
    const drawn = await drawScreen(<Asking />, shopState(), { 'find-records': recordsFound(3) });
    await expect.poll(said).toBe('3 for ');
    await act(async () => fireEvent.click(screen.getByText('b')));
    await expect.poll(said).toBe('3 for b');
    await act(async () => fireEvent.click(screen.getByText('again')));
    await expect.poll(() => drawn.calls('find-records')).toEqual([{ text: '' }, { text: 'b' }, { text: 'b' }]);
  });

  test('shows a refusal until a better answer comes', async () => {
    const refused = { ok: false, error: { code: 'operator.not-logged-in', facts: {} } };
    const drawn = await drawScreen(<Asking />, shopState(), { 'find-records': refused });
    await expect.poll(said).toBe('operator.not-logged-in');
    drawn.fake.answer('find-records', recordsFound(1));
    await act(async () => fireEvent.click(screen.getByText('again')));
    await expect.poll(said).toBe('1 for ');
  });

  test('never lets an older answer stand for a newer question', async () => {
    let letGo: (value: unknown) => void = () => {};
    const late = { ok: true, value: recordsFound(9) };
    const drawn = await drawScreen(<Asking />, shopState(), { 'find-records': recordsFound(2) });
    await expect.poll(said).toBe('2 for ');
    const original = drawn.fake.bridge.call;
    Object.assign(drawn.fake.bridge, {
      call: () => new Promise((resolve) => (letGo = () => resolve(late))),
    });
    await act(async () => fireEvent.click(screen.getByText('again')));
    const older = letGo;
    Object.assign(drawn.fake.bridge, { call: original });
    await act(async () => fireEvent.click(screen.getByText('b')));
    await expect.poll(said).toBe('2 for b');
    await act(async () => older(null));
    expect(said()).toBe('2 for b');
  });
});
