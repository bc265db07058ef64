import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { connectPipe } from './cdp-pipe.ts';

const start = () => {
  const [to, from] = [new PassThrough(), new PassThrough()];
  return { to, from, cdp: connectPipe(to, from) };
};

it('puts messages together however the pipe cut them, also within a letter', async () => {
  const { from, cdp } = start();
  const heard: unknown[] = [];
  cdp.browser.on('news', (params) => heard.push(params['text']));
  cdp.session('s').on('news', (params) => heard.push(`s: ${params['text']}`));
  const message = (text: string, more: object) => `${JSON.stringify({ method: 'news', params: { text }, ...more })}\0`;
  const bytes = Buffer.from(message('白紙', {}) + message('two', { sessionId: 's' }) + message('three', {}));
  for (const byte of bytes) from.write(Buffer.from([byte]));
  from.write(bytes);
  await expect.poll(() => heard).toEqual(['白紙', 's: two', 'three', '白紙', 's: two', 'three']);
});

it('gives each answer to the one who asked, and a refusal with the name of what was asked', async () => {
  const { to, from, cdp } = start();
  const asked = [cdp.browser.send('A'), cdp.session('s').send('B', { x: 1 })];
  const [first] = (await once(to, 'data')) as [Buffer];
  expect(first.toString()).toBe('{"id":1,"method":"A","params":{}}\0');
  from.write('{"id":2,"error":{"message":"no"}}\0{"id":1,"result":{"ok":true}}\0');
  expect(await asked[0]).toEqual({ ok: true });
  await expect(asked[1]).rejects.toThrow('B: no');
});

it('refuses everything once Chromium is gone', async () => {
  const { from, cdp } = start();
  const open = cdp.browser.send('A');
  from.destroy();
  await expect(open).rejects.toThrow('Chromium is gone; A has no answer');
  await cdp.closed;
  await expect(cdp.browser.send('B')).rejects.toThrow('Chromium is gone; B was not sent');
});
