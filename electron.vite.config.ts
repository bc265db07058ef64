import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// One tree, out/app: main's modules keep their rooms and their places relative to each other, so that what a module finds beside
// itself (a process of its own, the package's root) it finds in the build too. Side processes and the command line are started
// by their file and imported by nobody, so each is an entry.
const entries = [
  'main/index',
  'main/cli',
  'native-adapters/links/usb/usb-process',
  'native-adapters/links/usb/device-process',
  'practice/rack-process',
  'main/reports/press-process',
];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/app',
      emptyOutDir: false,
      externalizeDeps: true,
      lib: { entry: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])), formats: ['es'] },
      rolldownOptions: { output: { preserveModules: true, preserveModulesRoot: '.', entryFileNames: '[name].js' } },
      sourcemap: false,
      minify: false,
    },
  },
  preload: {
    build: {
      outDir: 'out/app/preload',
      lib: { entry: { index: 'preload/index.ts' }, formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
      sourcemap: false,
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: {
      outDir: 'out/app/renderer',
      rolldownOptions: { input: 'renderer/index.html' },
      sourcemap: false,
      // Half as much to read at each start.
      minify: true,
      // For resources/licences; it stays behind when the program is packaged.
      license: { fileName: '.vite/licences.json' },
    },
  },
});
