import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { openParentLine } from '../../domain/parent-line.ts';

class Port extends EventEmitter {
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

class Forked extends EventEmitter {
  connected = true;
  readonly sent: unknown[] = [];
  send(message: unknown): boolean {
    this.sent.push(message);
    return true;
  }
}

test('a forked process speaks by its channel, and hears when it is cut', () => {
  const forked = new Forked();
  const line = openParentLine<string>(forked);
  const heard: unknown[] = [];
  line.onMessage((message) => heard.push(message));
  line.onGone(() => heard.push('gone'));
  line.tell('hello');
  forked.emit('message', { kind: 'list' });
  forked.connected = false;
  forked.emit('disconnect');
  line.tell('nobody hears this');
  expect(forked.sent).toEqual(['hello']);
  expect(heard).toEqual([{ kind: 'list' }, 'gone']);
});

test('a utility process speaks by its port, and what it hears is the data of an event', () => {
  const parentPort = new Port();
  const forked = new Forked();
  const line = openParentLine<string>(Object.assign(forked, { parentPort }));
  const heard: unknown[] = [];
  line.onMessage((message) => heard.push(message));
  line.tell('hello');
  parentPort.emit('message', { data: { kind: 'list' }, ports: [] });
  forked.emit('message', 'from elsewhere');
  expect(parentPort.posted).toEqual(['hello']);
  expect(forked.sent).toEqual([]);
  expect(heard).toEqual([{ kind: 'list' }]);
});
