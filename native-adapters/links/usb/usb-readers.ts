import { WorkstationError } from '../../../domain/errors.ts';
import { isIdText, readerId } from '../../../domain/ids.ts';
import type { ReaderSighting, ReaderSource, ReadersSeen, ReaderTransport } from '../../../domain/reader.ts';
import type { ProcessLauncher } from '../../../domain/side-process.ts';
import { usbKindOf } from '../../surroundings/usb-kinds.ts';
import { waitAtMost } from '../wait-at-most.ts';
import { type DeviceProcess, launchDeviceProcess } from './launch-device-process.ts';
import { type OpeningUsbReader, openUsbReader, READER_PATIENCE, type ReaderPatience } from './open-usb-reader.ts';
import { openUsbBus, type UsbBus } from './usb-bus.ts';
import type { UsbDeviceFacts } from './usb-messages.ts';
import { usbPath } from './usb-path.ts';

const READER_KINDS: ReadonlySet<string> = new Set(['rc-s380', 'rc-s300']);

/** The contactless readers that have a driver among the devices of a bus, in the order of their places. */
export function readersAmong(devices: readonly UsbDeviceFacts[]): readonly ReaderSighting[] {
  return devices.flatMap((device) => {
    const { ports, vendorId, productId, serial, maker, product } = device;
    const path = usbPath(device);
    if (!READER_KINDS.has(usbKindOf(device)) || ports.length === 0 || !isIdText(path)) return [];
    const name = [maker, product].filter(Boolean).join(' ') || null;
    return [{ reader: readerId(path), vendorId, productId, serial: serial || null, name }];
  });
}

/** What the readers of this computer are reached with; tests put other parts in. */
export interface UsbReaderParts {
  readonly bus: UsbBus;
  readonly launch: () => DeviceProcess;
  readonly patience: ReaderPatience;
}

/** The readers on the USB buses; each that is open has a process of its own, and never two. */
class UsbReaders implements ReaderSource {
  readonly #parts: UsbReaderParts;
  /** What holds each reader; a process that waits inside the kernel holds it still. */
  readonly #held = new Map<string, OpeningUsbReader>();

  constructor(parts: UsbReaderParts) {
    this.#parts = parts;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<ReadersSeen, void, undefined> {
    let last = '';
    for await (const view of this.#parts.bus.watch(signal)) {
      const seen: ReadersSeen = view.up ? { up: true, readers: readersAmong(view.devices) } : view;
      const shown = JSON.stringify(seen);
      if (shown !== last) yield seen;
      last = shown;
    }
  }

  async open(sighting: ReaderSighting, signal: AbortSignal): Promise<ReaderTransport> {
    const { launch, patience } = this.#parts;
    const { reader } = sighting;
    // Who waited beside this one may have been faster.
    for (let held = this.#held.get(reader); held; held = this.#held.get(reader)) await this.#free(held, signal);
    const opening = openUsbReader(launch(), sighting, { signal, patience });
    this.#held.set(reader, opening);
    void opening.gone.then(() => this.#held.delete(reader));
    return opening.opened;
  }

  /** Waits a moment for a process that is about to end; throws when the reader stays held. */
  async #free(held: OpeningUsbReader, signal: AbortSignal): Promise<void> {
    let isGone = false;
    const gone = held.gone.then(() => {
      isGone = true;
    });
    await waitAtMost(gone, this.#parts.patience.goneMs, signal);
    signal.throwIfAborted();
    if (isGone) return;
    if (held.isEnded()) throw new WorkstationError('reader.hung', { what: 'its process cannot be ended' });
    throw new WorkstationError('reader.busy', { what: 'this program has it open' });
  }
}

/** The contactless readers of this computer; who watches phones too hands the same bus to both, so that it is looked at once. */
export function usbReaders(launch: ProcessLauncher, bus: UsbBus = openUsbBus(launch)): ReaderSource {
  return usbReadersOf({ bus, launch: () => launchDeviceProcess(launch), patience: READER_PATIENCE });
}

/** The contactless readers of a bus, reached with these parts. */
export function usbReadersOf(parts: UsbReaderParts): ReaderSource {
  return new UsbReaders(parts);
}
