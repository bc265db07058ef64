import { expect, test } from 'vitest';
import { siblingModule } from '../../domain/side-process.ts';

test.each([
  ['file:///srv/native-adapters/links/usb/launch.ts', 'file:///srv/native-adapters/links/usb/usb-process.ts'],
  [
    'file:///C:/Hakushi/app.asar/out/app/practice/rack-apart.js',
    'file:///C:/Hakushi/app.asar/out/app/practice/usb-process.js',
  ],
  ['file:///a.ts/b%20c/launch.mjs', 'file:///a.ts/b%20c/usb-process.mjs'],
  ['file:///a/launch.ts?t=17', 'file:///a/usb-process.ts'],
])('beside %s lies %s', (asking, expected) => {
  expect(siblingModule(asking, 'usb-process')).toBe(expected);
});

test('what is no module has no siblings', () => {
  expect(() => siblingModule('file:///a.ts/folder', 'usb-process')).toThrow('not the URL of a module');
});
