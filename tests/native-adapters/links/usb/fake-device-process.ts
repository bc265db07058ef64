import type { FromDevice, ToDevice } from '../../../../native-adapters/links/usb/device-messages.ts';
import type { DeviceProcess } from '../../../../native-adapters/links/usb/launch-device-process.ts';
import { serveDevice } from '../../../../native-adapters/links/usb/serve-device.ts';
import type { FakeUsbDevice } from './fake-usb-device.ts';

/** Handles what a fake process is told; it gets the process itself. */
export type DeviceBehaviour = (self: FakeDeviceProcess, message: ToDevice) => void;

/** The process of a reader without a process: messages are cloned as on the real line, and arrive later. */
export class FakeDeviceProcess implements DeviceProcess {
  readonly asked: ToDevice[] = [];
  isKilled = false;
  /** True for one that waits inside the kernel, where no signal ends it. */
  outlivesKill = false;
  readonly #behaviour: DeviceBehaviour;
  #hear: (message: unknown) => void = () => undefined;
  #gone: () => void = () => undefined;

  constructor(behaviour: DeviceBehaviour) {
    this.#behaviour = behaviour;
  }

  post(message: ToDevice): boolean {
    this.asked.push(message);
    const copy = structuredClone(message);
    setImmediate(() => this.#behaviour(this, copy));
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
    const copy = structuredClone(message);
    setImmediate(() => this.#hear(copy));
  }

  die(): void {
    setImmediate(() => this.#gone());
  }
}

/** Does what the real process does, with these devices on the buses; the driver of an interface is what the device says. */
export function holding(...devices: readonly FakeUsbDevice[]): DeviceBehaviour {
  const served = new Map<FakeDeviceProcess, (message: unknown) => void>();
  return (self, message) => {
    const tell = (answer: FromDevice): void => {
      if (!self.isKilled) self.say(answer);
    };
    const driverOf = async (): Promise<string | null> => devices.find(({ driver }) => driver !== null)?.driver ?? null;
    const serve = served.get(self) ?? serveDevice({ devices: async () => devices, driverOf, tell });
    served.set(self, serve);
    serve(message);
  };
}
