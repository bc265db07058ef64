// The API that the questions are put to; one entry for each way in which a value can cross.
const { contextBridge, ipcRenderer } = require('electron');

class Person {
  constructor() {
    this.a = 1;
  }
  method() {}
}

const circle = {};
circle.self = circle;

contextBridge.exposeInMainWorld('probe', {
  version: 1,
  inner: { most: { same: (value) => value } },
  same: (value) => value,
  ask: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  throwing: () => {
    throw new TypeError('boom');
  },
  rejecting: async () => {
    throw new RangeError('later');
  },
  callNow: (callback) => {
    callback('sync');
    return 'r';
  },
  callLater: (callback) =>
    new Promise((resolve) =>
      setTimeout(() => {
        callback({ a: 1 });
        resolve('done');
      }, 5),
    ),
  counter: () => {
    let count = 0;
    return () => ++count;
  },
  returned: {
    'class instance': () => new Person(),
    undefined: () => undefined,
    date: () => new Date(5),
    map: () => new Map([[1, 2]]),
    bytes: () => new Uint8Array([1, 2]),
    bigint: () => 10n,
    NaN: () => Number.NaN,
    symbol: () => Symbol('x'),
    error: () => new Error('val'),
    inherited: () => Object.create({ inherited: 1 }),
    getter: () => ({
      get x() {
        return 7;
      },
    }),
    circle: () => circle,
    'module that the sandbox has not': () => {
      try {
        // biome-ignore lint/style/useNodejsImportProtocol: the bare name is what is asked about.
        return typeof require('fs');
      } catch (error) {
        return `no:${error.message.slice(0, 30)}`;
      }
    },
    process: () =>
      [
        typeof process,
        process.platform,
        process.sandboxed,
        process.contextIsolated,
        typeof process.versions.electron,
      ].join(),
  },
});

try {
  contextBridge.exposeInMainWorld('probe', {});
} catch (error) {
  ipcRenderer.send('note', `dup:${error.message}`);
}
