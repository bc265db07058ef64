import type { Page } from 'playwright-core';
import type { Reply } from '../../../domain/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../../domain/ipc.ts';
import type { PortView, WindowState } from '../../../domain/window-state.ts';
// What the preload puts on the page's window is declared there.
import type {} from '../../../renderer/bridge.ts';

/** Makes a call as the page itself would, over the real bridge. */
export function ask<Name extends CallName>(
  page: Page,
  name: Name,
  input: CallInput<Name>,
): Promise<Reply<CallOutput<Name>>> {
  return page.evaluate(([called, given]) => window.workstation.call(called, given), [name, input] as const) as Promise<
    Reply<CallOutput<Name>>
  >;
}

/** Makes a call that must be granted, and returns what it answers. */
export async function granted<Name extends CallName>(
  page: Page,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const reply = await ask(page, name, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.error.code} ${JSON.stringify(reply.error.facts)}`);
  return reply.value;
}

/** Everything that main would tell a window that opens now. */
export function stateOf(page: Page): Promise<WindowState> {
  return granted(page, 'get-state', {});
}

/** The Port in a state; throws when it is not on the board. */
export function portOf(state: WindowState, port: string): PortView {
  const found = state.ports.find((one) => one.port === port);
  if (!found) throw new Error(`${port} is not on the board: ${state.ports.map((one) => one.port).join(', ')}`);
  return found;
}
