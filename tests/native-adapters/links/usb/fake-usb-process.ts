import type { UsbParts, UsbView } from '../../../../native-adapters/links/usb/keep-usb.ts';
import type { UsbProcess } from '../../../../native-adapters/links/usb/launch-usb-process.ts';
import type { ToUsb, UsbDeviceFacts } from '../../../../native-adapters/links/usb/usb-messages.ts';

/** How a fake USB process behaves; it gets itself and each message. */
export type Behaviour = (self: FakeUsbProcess, message: ToUsb) => void;

/** A USB process without a process: a test writes what it says and when it dies. */
export class FakeUsbProcess implements UsbProcess {
  readonly asked: ToUsb[] = [];
  isKilled = false;
  /** True for one that waits inside the kernel, where no signal ends it. */
  outlivesKill = false;
  readonly #behaviour: Behaviour;
  #hear: (message: unknown) => void = () => undefined;
  #gone: () => void = () => undefined;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  post(message: ToUsb): boolean {
    this.asked.push(message);
    setImmediate(() => this.#behaviour(this, message));
    return true;
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#hear = listener;
  }

  onExit(listener: () => void): void {
    this.#gone = listener;
  }

  kill(): void {
    this.isKilled = true;
    if (!this.outlivesKill) this.die();
  }

  say(message: unknown): void {
    this.#hear(message);
  }

  die(): void {
    setImmediate(() => this.#gone());
  }
}

/** A device of one interface on bus 1. */
export function usbDevice(ports: number[], serial: string | null, protocol = 1): UsbDeviceFacts {
  return {
    bus: '1',
    address: 7,
    ports,
    vendorId: 0x18d1,
    productId: 0x4ee7,
    serial,
    maker: 'Google',
    product: 'Pixel 7a',
    interfaces: [{ class: 0xff, subclass: 0x42, protocol, name: null }],
  };
}

/** Answers every question with these devices. */
export function answering(...devices: UsbDeviceFacts[]): Behaviour {
  return (self, { id }) => self.say({ kind: 'devices', id, devices });
}

/** Parts whose processes behave as listed, the last one for all that follow; `launched` keeps them. */
export function fakeUsb(
  behaviours: readonly Behaviour[],
  patience: Partial<UsbParts['patience']> = {},
): UsbParts & { readonly launched: FakeUsbProcess[] } {
  const launched: FakeUsbProcess[] = [];
  return {
    launched,
    hasBus: () => true,
    launch: () => {
      const behaviour = behaviours[Math.min(launched.length, behaviours.length - 1)];
      if (!behaviour) throw new Error('no behaviour was given');
      const process = new FakeUsbProcess(behaviour);
      launched.push(process);
      return process;
    },
    patience: {
      startMs: 300,
      answerMs: 300,
      pollMs: 20,
      lookAgainMs: 30,
      firstRestartMs: 5,
      longestRestartMs: 40,
      soundMs: 10_000,
      mostMessagesASecond: 50,
      ...patience,
    },
  };
}

/** Takes views until one satisfies; returns all that were seen, shortened to `up` or the reason. */
export async function viewsUntil(
  views: AsyncIterable<UsbView>,
  isEnough: (seen: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const view of views) {
    seen.push(view.up ? `up ${view.devices.length}` : view.why);
    if (isEnough(seen)) break;
  }
  return seen;
}
