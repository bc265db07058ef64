import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserWindow, type Session, session } from 'electron';
import { WorkstationError } from '../../domain/errors.ts';

// The viewer that draws a PDF is an extension of Chromium's own, and it lays its pages out after the document has loaded.
const VIEWER = /^(file|blob|data|chrome|chrome-extension|devtools):/;
const LAYOUT_MS = 500;

/**
 * Opens the system's print dialog with a PDF, from a window that nobody sees; tells whether it was sent to a printer. The paper lies in a
 * private folder until then. Electron prints a PDF only from a window that shows it.
 */
export async function printPdfFile(pdf: Uint8Array): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'hakushi-print-'));
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, plugins: true, session: closed() },
  });
  try {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf, { mode: 0o600 });
    await window.loadFile(file);
    await new Promise((resolve) => setTimeout(resolve, LAYOUT_MS));
    return await dialogOf(window);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new WorkstationError('app.unexpected', { what: what.slice(0, 200) }, { cause });
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A dialog that a person closes without printing is no fault. */
function dialogOf(window: BrowserWindow): Promise<boolean> {
  return new Promise((resolve) => {
    window.webContents.print({ silent: false, printBackground: true }, (isPrinted) => resolve(isPrinted));
  });
}

function closed(): Session {
  const own = session.fromPartition('print', { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !VIEWER.test(request.url) }));
  return own;
}
