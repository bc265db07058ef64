import { act, cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { WindowChange, WindowState } from '../../domain/window-state.ts';
import { workstationOf } from '../../renderer/bridge.ts';
import { DeskProvider } from '../../renderer/desk.tsx';
import { emptyStore, keepCurrent, type Store } from '../../renderer/state/store.ts';
import { type FakeBridge, makeFakeBridge } from './bridge-in-page.ts';
import { MAY_OF } from './fake-workstation.ts';

/** A screen that was drawn on a scripted workstation, without a browser. */
export interface DrawnScreen {
  readonly fake: FakeBridge;
  readonly store: Store;
  /** What was called under a name so far, oldest first. */
  calls(name: string): readonly unknown[];
  /** Lets the workstation tell a change, and the screen draw it. */
  tell(change: WindowChange): Promise<void>;
}

/** Draws a screen on a desk whose workstation is a script; `replies` is what its calls answer. */
export async function drawScreen(
  screen: ReactNode,
  state: WindowState,
  replies: Readonly<Record<string, unknown>> = {},
): Promise<DrawnScreen> {
  cleanup();
  // A busy machine draws late, and late is not wrong.
  configure({ asyncUtilTimeout: 15_000 });
  const fake = makeFakeBridge(state, replies, MAY_OF);
  const store = emptyStore();
  const workstation = workstationOf(fake.bridge);
  keepCurrent(store, workstation);
  await act(async () => {
    render(
      <I18nProvider locale="ja-JP">
        <DeskProvider value={{ store, workstation }}>{screen}</DeskProvider>
      </I18nProvider>,
    );
  });
  return {
    fake,
    store,
    calls: (name) => fake.calls.filter((one) => one.name === name).map(({ input }) => input),
    tell: (change) => act(async () => fake.emit(change)),
  };
}
