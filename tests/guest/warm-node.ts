import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = pathToFileURL(fileURLToPath(new URL('../../', import.meta.url)));

/**
 * Loads programs of the project, without running them, so that Node keeps them compiled in a folder (`NODE_COMPILE_CACHE`). In an emulated
 * machine the stripping of types alone takes seconds, and the WebAssembly that does it is what Node most often dies of there.
 */
export async function warmNode(cacheFolder: string, programs: readonly string[]): Promise<void> {
  const imports = programs.map((path) => `import ${JSON.stringify(new URL(path, PROJECT).href)};`);
  // A name that no module has: everything is loaded and compiled, and nothing runs.
  const neverRun = `${imports.join('')} import { hakushiNeverRuns } from 'node:path';`;
  const script = `
    import { flushCompileCache } from 'node:module';
    const code = ${JSON.stringify(`data:text/javascript,${encodeURIComponent(neverRun)}`)};
    await import(code).then(() => process.exit(3), (error) => { if (!/hakushiNeverRuns/.test(error.message)) throw error; });
    flushCompileCache();`;
  const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
}
