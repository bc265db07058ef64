import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { CdpSession } from './cdp-pipe.ts';
import { ListedEmitter, loud, missing, preventable } from './loud.ts';
import type { StandInOptions } from './options.ts';

/** Looks of the system that pages must follow: Electron's nativeTheme and what a page is told of it. */
export interface ThemePart {
  readonly nativeTheme: object;
  apply(page: CdpSession): Promise<void>;
}

/** Makes nativeTheme; `everyPage` is called to repaint what is open. The system itself is taken to be light. */
export function makeTheme(everyPage: (act: (page: CdpSession) => Promise<void>) => void): ThemePart {
  const events = new ListedEmitter('nativeTheme', ['updated']);
  const state = { source: 'system' };
  const apply = async (page: CdpSession): Promise<void> => {
    const value = state.source === 'system' ? '' : state.source;
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  };
  Object.defineProperties(events, {
    themeSource: {
      enumerable: true,
      get: () => state.source,
      set: (source: string) => {
        if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Invalid themeSource: ${source}`);
        if (source === state.source) return;
        state.source = source;
        everyPage(apply);
        events.emit('updated', preventable({}));
      },
    },
    shouldUseDarkColors: { get: () => state.source === 'dark' },
    shouldUseHighContrastColors: { value: false },
    shouldUseInvertedColorScheme: { value: false },
    inForcedColorsMode: { value: false },
    prefersReducedTransparency: { value: false },
  });
  return { nativeTheme: loud('nativeTheme', events), apply };
}

/** Makes safeStorage: no key store, unless a test asks for one; that one proves the road, and protects nothing. */
export function makeSafeStorage(options: StandInOptions): object {
  const key = createHash('sha256').update('stand-in').digest();
  const mark = Buffer.from('v10');
  const expectStore = () => {
    if (!options.keychain)
      throw new Error(
        'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
      );
  };
  const encryptString = (text: string): Buffer => {
    expectStore();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
  };
  const decryptString = (data: Buffer): string => {
    expectStore();
    try {
      if (!data.subarray(0, 3).equals(mark)) throw new Error('no mark');
      const opener = createDecipheriv('aes-256-gcm', key, data.subarray(3, 15)).setAuthTag(data.subarray(15, 31));
      return Buffer.concat([opener.update(data.subarray(31)), opener.final()]).toString('utf8');
    } catch {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
  };
  return loud('safeStorage', {
    isEncryptionAvailable: () => options.keychain,
    isAsyncEncryptionAvailable: () => Promise.resolve(options.keychain),
    encryptString,
    decryptString,
    encryptStringAsync: async (text: string) => encryptString(text),
    decryptStringAsync: async (data: Buffer) => ({ result: decryptString(data), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => (options.keychain ? 'gnome_libsecret' : 'basic_text'),
    setUsePlainTextEncryption: () => {
      throw missing('safeStorage.setUsePlainTextEncryption');
    },
  });
}

/**
 * Makes dialog. Tests put their own answers over these functions, as they would in Electron. Otherwise nobody can be asked: a
 * file is saved under its proposed name in the downloads folder, every other question is answered with cancel, and both are said.
 */
export function makeDialog(downloads: () => string): object {
  const say = (what: string) => process.stdout.write(`[stand-in] ${what}\n`);
  type Wishes = {
    readonly defaultPath?: string;
    readonly message?: string;
    readonly cancelId?: number;
    readonly buttons?: readonly string[];
  };
  const last = (given: readonly unknown[]) => (given.at(-1) ?? {}) as Wishes;
  const cancelled = (given: readonly unknown[]): number => {
    const { cancelId, buttons = [], message } = last(given);
    say(`there is no dialog here; cancelled: ${message}`);
    return cancelId ?? Math.max(0, buttons.length - 1);
  };
  return loud('dialog', {
    showSaveDialog: async (...given: unknown[]) => {
      const filePath = join(downloads(), basename(last(given).defaultPath ?? 'hakushi'));
      say(`there is no file dialog here; saved as ${filePath}`);
      return { canceled: false, filePath };
    },
    showOpenDialog: async () => {
      say('there is no file dialog here; nothing was opened');
      return { canceled: true, filePaths: [] };
    },
    showMessageBox: async (...given: unknown[]) => ({ response: cancelled(given), checkboxChecked: false }),
    showMessageBoxSync: (...given: unknown[]) => cancelled(given),
    showErrorBox: (title: string, content: string) => say(`${title}: ${content}`),
  });
}

/** Makes shell: nothing outside is opened; what would have been is said. */
export function makeShell(): object {
  const say = (what: string) => process.stdout.write(`[stand-in] not opened here: ${what}\n`);
  return loud('shell', {
    openPath: async (path: string) => {
      say(path);
      return '';
    },
    openExternal: async (url: string) => say(url),
    showItemInFolder: say,
    beep: () => undefined,
  });
}

/** Makes Menu and MenuItem, whose items tests may click by hand; no system shows them. */
export function makeMenu(): { readonly Menu: object; readonly MenuItem: object } {
  interface Item {
    readonly id?: string;
    readonly label?: string;
    readonly click?: (item: Item) => void;
    readonly submenu?: readonly Item[];
  }
  interface BuiltMenu {
    readonly items: readonly object[];
  }
  const state: { menu: BuiltMenu | null } = { menu: null };
  const item = (template: Item): object =>
    loud('MenuItem', {
      enabled: true,
      visible: true,
      checked: false,
      label: '',
      ...template,
      submenu: template.submenu === undefined ? undefined : build(template.submenu),
      click: () => template.click?.(template),
    });
  const build = (template: readonly Item[]): BuiltMenu => {
    const items = template.map(item);
    const find = (id: string): object | null => {
      for (const one of items as { id?: string; submenu?: { getMenuItemById(id: string): object | null } }[]) {
        const found = 'id' in one && one.id === id ? one : one.submenu?.getMenuItemById(id);
        if (found) return found;
      }
      return null;
    };
    return loud('Menu', { items, getMenuItemById: find });
  };
  const Menu = loud('Menu', {
    buildFromTemplate: build,
    setApplicationMenu: (menu: BuiltMenu | null) => {
      state.menu = menu;
    },
    getApplicationMenu: () => state.menu,
  });
  return { Menu, MenuItem: item };
}

/** Makes the small parts that only hold facts: screen, powerMonitor, powerSaveBlocker, Notification, clipboard. */
export function makeSmallParts(screenSize: { readonly width: number; readonly height: number }) {
  const bounds = { x: 0, y: 0, ...screenSize };
  const display = loud('Display', {
    id: 1,
    bounds,
    workArea: bounds,
    size: screenSize,
    workAreaSize: screenSize,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
  });
  const screen = Object.assign(
    new ListedEmitter('screen', ['display-added', 'display-removed', 'display-metrics-changed']),
    {
      getPrimaryDisplay: () => display,
      getAllDisplays: () => [display],
      getDisplayMatching: () => display,
      getDisplayNearestPoint: () => display,
    },
  );
  const blockers = new Set<number>();
  const powerSaveBlocker = loud('powerSaveBlocker', {
    start: () => {
      blockers.add(blockers.size + 1);
      return blockers.size;
    },
    stop: (id: number) => blockers.delete(id),
    isStarted: (id: number) => blockers.has(id),
  });
  const powerEvents = ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown', 'lock-screen', 'unlock-screen'];
  const powerMonitor = Object.assign(new ListedEmitter('powerMonitor', powerEvents), { isOnBatteryPower: () => false });
  const Notification = Object.assign(
    function Notification(options: object = {}): object {
      const made = new ListedEmitter('Notification', ['show', 'click', 'close', 'failed']);
      return loud('Notification', Object.assign(made, options, { show: () => undefined, close: () => undefined }));
    },
    { isSupported: () => false },
  );
  return {
    screen: loud('screen', screen),
    powerSaveBlocker,
    powerMonitor: loud('powerMonitor', powerMonitor),
    Notification: loud('Notification', Notification),
  };
}
