import type { VirtualPhone } from '../phone/virtual-phone.ts';
import { freePort } from './free-port.ts';
import { InProcessServer } from './in-process-server.ts';
import { PhoneSlot } from './phone-slot.ts';
import { findAdb, RealAdbServer } from './real-adb-server.ts';

/** What carries the phones to the workstation: a real adb server, or the one inside this process. */
export interface Carrier {
  readonly kind: 'real' | 'in-process';
  readonly serverPort: number;
  /** Port keys as the server lists them, in the order of the phones. */
  readonly ports: readonly string[];
  /** Kills the server without warning and starts it again on the same port; the phones come back by themselves. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the wanted carrier; `prepare` runs just before the phones are plugged in. Rejects when there is no adb for `real`. */
export async function startCarrier(
  wanted: 'real' | 'in-process' | 'auto',
  phones: readonly VirtualPhone[],
  home: string,
  prepare: () => void,
): Promise<Carrier> {
  const adb = wanted === 'in-process' ? null : findAdb();
  if (wanted === 'real' && adb === null) throw new Error('there is no adb program in PATH');
  if (adb === null) return startInProcess(phones, prepare);
  const taken = new Set<number>();
  const server = new RealAdbServer(adb, await freePort(taken), home);
  return startReal(server, phones, { prepare, taken });
}

async function startReal(
  server: RealAdbServer,
  phones: readonly VirtualPhone[],
  { prepare, taken }: { prepare: () => void; taken: Set<number> },
): Promise<Carrier> {
  await server.start();
  let stopped = false;
  const slots: PhoneSlot[] = [];
  for (const phone of phones) {
    slots.push(new PhoneSlot(phone, await freePort(taken), (port) => server.register(port)));
  }
  prepare();
  await Promise.all(slots.map((slot) => slot.refresh()));
  return {
    kind: 'real',
    serverPort: server.port,
    ports: slots.map((slot) => slot.key),
    restart: async () => {
      await server.kill();
      if (stopped) return;
      await server.start();
      // A rack that was stopped meanwhile must not leave a server behind.
      if (stopped) await server.kill();
      else await Promise.all(slots.map((slot) => slot.registerAgain()));
    },
    stop: async () => {
      stopped = true;
      await Promise.all(slots.map((slot) => slot.stop()));
      await server.kill();
    },
  };
}

async function startInProcess(phones: readonly VirtualPhone[], prepare: () => void): Promise<Carrier> {
  prepare();
  const server = new InProcessServer(await freePort(new Set()), phones);
  await server.start();
  let stopped = false;
  return {
    kind: 'in-process',
    serverPort: server.port,
    ports: phones.map((_, index) => `usb:1-1.${index + 1}`),
    restart: async () => {
      await server.kill();
      if (!stopped) await server.start();
    },
    stop: () => {
      stopped = true;
      return server.kill();
    },
  };
}
