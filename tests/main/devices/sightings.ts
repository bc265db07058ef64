import { type PortId, portId } from '../../../domain/ids.ts';
import type { PhoneMode, Sighting } from '../../../domain/port.ts';
import type { PortBoard } from '../../../main/devices/port-board.ts';

/** What adb sees of one phone on a path. */
export function sighting(path: string, changes: Partial<Sighting> = {}): Sighting {
  return { source: 'adb', path, serial: `S-${path}`, mode: 'android', transport: '1', detail: null, ...changes };
}

/** Hands that plug phones into a board's ports; each plug gives the phone a new transport. */
export class Hands {
  readonly #board: PortBoard;
  readonly #here = new Map<string, Sighting>();
  #transport = 0;

  constructor(board: PortBoard) {
    this.#board = board;
  }

  /** Plugs a phone in, or changes what is plugged in. */
  plug(path: string, mode: PhoneMode = 'android', serial: string | null = `S-${path}`): PortId {
    this.#transport += 1;
    this.#here.set(path, sighting(path, { mode, serial, transport: String(this.#transport) }));
    this.#show();
    return portId(path);
  }

  /** Changes the mode of a phone that stays attached. */
  turn(path: string, mode: PhoneMode): void {
    const before = this.#here.get(path);
    if (before) this.#here.set(path, { ...before, mode });
    this.#show();
  }

  /** Pulls a cable. */
  pull(path: string): void {
    this.#here.delete(path);
    this.#show();
  }

  /** Pulls a cable and plugs it in again. */
  replug(path: string): void {
    const serial = this.#here.get(path)?.serial ?? null;
    this.pull(path);
    this.plug(path, 'android', serial);
  }

  /** Lets the adb server die, and come back with the same phones under new transports. */
  serverDown(): void {
    this.#board.take({ source: 'adb', up: false, why: 'adb.server-down' });
  }

  serverUp(): void {
    for (const path of [...this.#here.keys()]) this.plug(path);
  }

  #show(): void {
    this.#board.take({ source: 'adb', up: true, sightings: [...this.#here.values()] });
  }
}
