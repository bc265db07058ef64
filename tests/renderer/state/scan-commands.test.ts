import { expect, it } from 'vitest';
import { code128 } from '../../../domain/code128.ts';
import { isIdText } from '../../../domain/ids.ts';
import { commandOf, commandText, SCAN_COMMANDS } from '../../../renderer/state/scan-commands.ts';

it('knows each command by its text, in either case, and nothing else', () => {
  expect(SCAN_COMMANDS.map((command) => commandOf(` ${commandText(command).toLowerCase()} `))).toEqual(SCAN_COMMANDS);
  expect(['X-', 'OK', 'X-OKAY', '356938035643809', 'R-20261122-0001'].map(commandOf)).toEqual(Array(5).fill(null));
});

it('has a barcode for each command, of keys that no layout moves', () => {
  const texts = SCAN_COMMANDS.map(commandText);
  expect(texts.filter((text) => code128(text) === null || !/^[A-Z-]+$/.test(text) || !isIdText(text))).toEqual([]);
});
