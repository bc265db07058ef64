// Preloaded with `node --import`: gives the untouched built main a module named `electron` and the facts of its process.
import { registerHooks } from 'node:module';

const face = new URL('./electron.ts', import.meta.url).href;
const electronName = /^electron(\/(main|common))?$/;

// One hook serves `import` and `require` alike; nothing but the bare name is touched.
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    electronName.test(specifier) ? { url: face, shortCircuit: true } : nextResolve(specifier, context),
});

// process.versions names no Electron: a main that asks for it must learn the truth.
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: `${process.cwd()}/resources` });
