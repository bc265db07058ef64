// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { say } from '../../../../domain/text.ts';
import type { BenchView } from '../../../../domain/window-state.ts';
import { BoardEmpty } from '../../../../renderer/screens/board/board-empty.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { shopState } from '../../fake-workstation.ts';

const open: BenchView = { is: 'open', error: null, blind: [], ambiguous: 0 };
const without = (source: 'adb' | 'usbmuxd'): BenchView => ({
  ...open,
  blind: [{ source, why: { code: source === 'adb' ? 'adb.absent' : 'usbmuxd.absent', facts: {} } }],
});

test.each([
  ['phones can be seen', open, 'board.empty.title'],
  ['usbmuxd rests, as it does without an iPhone', without('usbmuxd'), 'board.empty.title'],
  ['adb is missing', without('adb'), 'board.empty.blind'],
  ['the bench opens', { ...open, is: 'opening' }, 'window.starting'],
  ['the bench cannot be opened', { ...open, is: 'closed' }, 'window.bench.closed'],
] as const)('that no phone is attached is said only where phones can be seen: %s', async (_, bench, title) => {
  await drawScreen(<BoardEmpty />, shopState({ ports: [], bench }));
  expect(screen.getByRole('heading').textContent).toBe(say('ja', title));
});
