import type { CdpSession } from './cdp-pipe.ts';
import { ListedEmitter, loud, missing } from './loud.ts';
import type { RequestRules } from './requests.ts';

type PermissionRequest = (
  contents: object | null,
  permission: string,
  decide: (granted: boolean) => void,
  details: object,
) => void;
type PermissionCheck = (contents: object | null, permission: string, origin: string, details: object) => boolean;

/** The one session, the protocols that main serves itself, and what a page is allowed. */
export interface SessionPart {
  readonly session: object;
  readonly protocol: object;
  readonly defaultSession: object;
  /** Lays main's answers about permissions down in Chromium's own settings. */
  applyPermissions(browser: CdpSession): Promise<void>;
}

// Electron's name of a permission and the protocol's.
const permissions: Readonly<Record<string, string>> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  media: 'audioCapture',
  'clipboard-read': 'clipboardReadWrite',
  'idle-detection': 'idleDetection',
  'display-capture': 'displayCapture',
};

/** Makes session and protocol over the rules that every page's requests are held against. */
export function makeSession(rules: RequestRules): SessionPart {
  const asks: { request: PermissionRequest | null; check: PermissionCheck | null } = { request: null, check: null };
  const events = new ListedEmitter('session', [
    'will-download',
    'select-usb-device',
    'select-hid-device',
    'select-serial-port',
    'preconnect',
  ]);
  const granted = (permission: string): boolean => {
    let answer = asks.request === null;
    asks.request?.(null, permission, (given) => (answer = given), { isMainFrame: true, requestingUrl: 'file:///' });
    return answer && (asks.check?.(null, permission, 'file:///', { isMainFrame: true }) ?? true);
  };
  const noFilter =
    <T>(act: (listener: T | null) => void, name: string) =>
    (...given: [T | null] | [object, T | null]) => {
      if (given.length > 1) throw missing(`webRequest.${name} with a filter`);
      act(given[0] as T | null);
    };
  // Loaded pages would go on under the old rules, so the rules are fixed before the first window.
  const webRequest = loud('webRequest', {
    onBeforeRequest: noFilter<NonNullable<RequestRules['beforeRequest']>>((listener) => {
      rules.beforeRequest = listener;
    }, 'onBeforeRequest'),
    onHeadersReceived: noFilter<NonNullable<RequestRules['headersReceived']>>((listener) => {
      rules.headersReceived = listener;
    }, 'onHeadersReceived'),
  });
  const privileged: object[] = [];
  const protocol = loud('protocol', {
    registerSchemesAsPrivileged: (schemes: readonly object[]) => void privileged.push(...schemes),
    handle: (scheme: string, handler: never) => {
      if (rules.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      rules.handlers.set(scheme, handler);
    },
    unhandle: (scheme: string) => void rules.handlers.delete(scheme),
    isProtocolHandled: (scheme: string) => rules.handlers.has(scheme),
  });
  const defaultSession = loud(
    'session',
    Object.assign(events, {
      webRequest,
      protocol,
      setPermissionRequestHandler: (handler: PermissionRequest | null) => {
        asks.request = handler;
      },
      setPermissionCheckHandler: (handler: PermissionCheck | null) => {
        asks.check = handler;
      },
      // No device, no bluetooth and no screen can be chosen in this Chromium, so these are never asked.
      setDevicePermissionHandler: () => undefined,
      setUSBProtectedClassesHandler: () => undefined,
      setBluetoothPairingHandler: () => undefined,
      setDisplayMediaRequestHandler: () => undefined,
      setSpellCheckerEnabled: () => undefined,
      setProxy: () => Promise.resolve(),
      isPersistent: () => true,
    }),
  );
  const applyPermissions = async (browser: CdpSession) => {
    for (const [permission, name] of Object.entries(permissions)) {
      const setting = granted(permission) ? 'granted' : 'denied';
      await browser.send('Browser.setPermission', { permission: { name }, setting }).catch(() => undefined);
    }
  };
  return { session: loud('session', { defaultSession }), protocol, defaultSession, applyPermissions };
}

/** Makes the empty set of rules that a stand-in begins with. */
export function noRules(): RequestRules {
  return { handlers: new Map(), beforeRequest: null, headersReceived: null };
}
