// Preloaded with `node --import`: gives the untouched built main a module named `electron` and the facts of its process.
import { registerHooks } from 'node:module';
import { electronVersion } from './electron-version.ts';

const face = new URL('./electron.ts', import.meta.url).href;
const electronName = /^electron(\/(main|common))?$/;

// One hook serves `import` and `require` alike; nothing but the bare name is touched.
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    electronName.test(specifier) ? { url: face, shortCircuit: true } : nextResolve(specifier, context),
});

Object.defineProperty(process, 'versions', {
  value: Object.freeze({ ...process.versions, electron: electronVersion }),
  enumerable: true,
});
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: `${process.cwd()}/resources` });
