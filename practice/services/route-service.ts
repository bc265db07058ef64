import { startShell } from '../phone/shell-run.ts';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { rescueService } from './rescue-service.ts';
import type { ServiceHandler, ServiceStream } from './service-stream.ts';
import { serveShell } from './shell-service.ts';
import { SyncService } from './sync-service.ts';

/** The only services that adbd serves in the trade-in foyer (source: adb/daemon/tradeinmode.cpp). */
const FOYER = /^shell[^:]*:tradeinmode[ A-Za-z0-9_-]*$/;
const REBOOT_TARGETS: Readonly<Record<string, 'android' | 'recovery' | 'sideload' | 'rescue' | 'bootloader'>> = {
  '': 'android',
  recovery: 'recovery',
  sideload: 'sideload',
  'sideload-auto-reboot': 'sideload',
  rescue: 'rescue',
  bootloader: 'bootloader',
  fastboot: 'bootloader',
};

/** Finds the service of that name as the phone's present mode allows it; null is refused with a bare CLSE. */
export function serviceOf(phone: VirtualPhone, name: string): ServiceHandler | null {
  const { mode, tradeIn } = phone.state;
  if (mode === 'android' && tradeIn === 'foyer') return FOYER.test(name) ? shellService(phone, name) : null;
  if (phone.condition.refusesEverything) return null;
  if (name.startsWith('reboot:')) return (stream) => reboot(phone, name.slice('reboot:'.length), stream);
  if (mode === 'rescue') return rescueService(phone, name);
  if (mode !== 'android') return null;
  if (name === 'sync:') return (stream) => new SyncService(stream, syncStorage(phone)).run();
  if (name.startsWith('root:')) return text('adbd cannot run as root in production builds\n');
  return shellService(phone, name);
}

function shellService(phone: VirtualPhone, name: string): ServiceHandler | null {
  const colon = name.indexOf(':');
  const [kind, ...options] = name.slice(0, Math.max(colon, 0)).split(',');
  const command = name.slice(colon + 1);
  if (kind === 'exec') return (stream) => serveShell(startShell(phone, command, 'merged'), stream, 'plain');
  if (kind !== 'shell') return null;
  const speaksV2 = phone.model.features.includes('shell_v2');
  if (options.includes('v2')) return speaksV2 ? (stream) => serveShell(startShell(phone, command), stream, 'v2') : null;
  // Before Android 7 every shell ran on a terminal, which turns each line end into CR LF.
  const form = phone.model.sdk < 24 ? 'terminal' : 'plain';
  return (stream) => serveShell(startShell(phone, command, 'merged'), stream, form);
}

function syncStorage(phone: VirtualPhone) {
  return {
    realPath: (path: string) => phone.storage.realPath(path),
    freeBytes: () => phone.storage.writableBytes(),
    giveToShell: (path: string) => phone.storage.giveToShell(path),
  };
}

function text(message: string): ServiceHandler {
  return (stream) => stream.write(Buffer.from(message));
}

async function reboot(phone: VirtualPhone, target: string, stream: ServiceStream): Promise<void> {
  const mode = (Object.hasOwn(REBOOT_TARGETS, target) ? REBOOT_TARGETS[target] : undefined) ?? 'android';
  stream.close();
  await phone.restart(mode);
}
