// Preloaded into a child of utilityProcess.fork: gives it the port to its parent that Electron gives.
import { EventEmitter } from 'node:events';

const send = process.send?.bind(process);
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void (process.connected && send?.(message, undefined, undefined, () => undefined)),
  start: () => undefined,
  pause: () => undefined,
});
process.on('message', (data) => port.emit('message', { data, ports: [] }));
// A port alone does not keep a utility process: it goes with its parent.
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: port, enumerable: true });
Object.defineProperty(process, 'type', { value: 'utility', enumerable: true });
// The child of a utility process has no channel of Node's; who looks for one must not find it.
Object.defineProperty(process, 'send', { value: undefined, configurable: true });
