import { expect, test } from 'vitest';
import { isIdText, portId } from '../../domain/ids.ts';

test('an id holds no white space, slash or shell metacharacter', () => {
  for (const text of ['', ' a', 'a b', 'a/b', 'a;b', '$(x)', 'a\n', '../x']) expect(isIdText(text), text).toBe(false);
  expect(portId('usb:1-1.2')).toBe('usb:1-1.2');
});
