// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { expect, test } from 'vitest';
import { Dialog, Sheet } from '../../../renderer/parts/dialog.tsx';
import { drawScreen } from '../desk-in-test.tsx';
import { shopState } from '../fake-workstation.ts';

/** A sheet that can ask a question over it; each says when it was closed. */
function OneOverTheOther({ onClosed }: { readonly onClosed: (name: string) => void }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const [isOpen, setOpen] = useState(true);
  const closed = (name: string, set: (isOn: boolean) => void): void => {
    onClosed(name);
    set(false);
  };
  if (!isOpen) return null;
  return (
    <Sheet title="sheet" onClose={() => closed('sheet', setOpen)}>
      <button type="button" onClick={() => setAsked(true)}>
        ask
      </button>
      {isAsked ? (
        <Dialog title="question" onClose={() => closed('question', setAsked)}>
          <p>Which phone?</p>
        </Dialog>
      ) : null}
    </Sheet>
  );
}

/** Presses a key at once after the form that had the focus became its result, before anything can give the focus back. */
async function pressWithoutFocus(key: string): Promise<void> {
  await act(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    expect(document.activeElement).toBe(document.body);
    fireEvent.keyDown(document.body, { key });
  });
}

test('Escape closes what is on top and nothing below it, also while nothing has the focus', async () => {
  const user = userEvent.setup();
  const closed: string[] = [];
  await drawScreen(<OneOverTheOther onClosed={(name) => closed.push(name)} />, shopState());
  await user.click(screen.getByText('ask'));
  expect(screen.getByText('Which phone?')).toBeTruthy();
  await pressWithoutFocus('x');
  expect(closed).toEqual([]);
  await pressWithoutFocus('Escape');
  expect(closed).toEqual(['question']);
  await pressWithoutFocus('Escape');
  expect(closed).toEqual(['question', 'sheet']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('Escape is heard once where something has the focus', async () => {
  const user = userEvent.setup();
  const closed: string[] = [];
  await drawScreen(
    <Dialog title="one" onClose={() => closed.push('one')}>
      <button type="button">inside</button>
    </Dialog>,
    shopState(),
  );
  screen.getByText('inside').focus();
  await user.keyboard('{Escape}');
  expect(closed).toEqual(['one']);
});
