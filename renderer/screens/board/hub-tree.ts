import type { PortId } from '../../../domain/ids.ts';
import type { PortView } from '../../../domain/window-state.ts';

/** One place in the tree of buses, hubs and sockets; `ports` are the Ports that lie right there. */
export interface HubNode {
  /** The numbers from the bus to here, such as `1-2.3`. */
  readonly path: string;
  /** Its number at what it is connected to. */
  readonly number: string;
  readonly port: PortView | null;
  readonly below: readonly HubNode[];
}

/** The sockets of each bus as a tree, and the Ports whose ids name no socket. */
export interface HubTree {
  readonly buses: readonly HubNode[];
  readonly others: readonly PortView[];
}

interface Growing {
  readonly path: string;
  readonly number: string;
  port: PortView | null;
  readonly below: Map<string, Growing>;
}

// As Linux writes sockets: the bus, a hyphen, and the socket at each hub on the way, parted by points.
const SOCKET = /^usb:(\d{1,3})-(\d{1,3}(?:\.\d{1,3})*)$/;

const grow = (path: string, number: string): Growing => ({ path, number, port: null, below: new Map() });

function nodeOf({ path, number, port, below }: Growing): HubNode {
  const sorted = [...below.values()].sort((a, b) => Number(a.number) - Number(b.number));
  return { path, number, port, below: sorted.map(nodeOf) };
}

/** The Port ids of a board as the tree in which they are plugged together. */
export function hubTreeOf(ports: readonly PortView[]): HubTree {
  const root = grow('', '');
  const others: PortView[] = [];
  for (const port of ports) {
    const [, bus = '', sockets = ''] = SOCKET.exec(port.port) ?? [];
    if (bus === '') {
      others.push(port);
      continue;
    }
    let here = root;
    for (const number of [bus, ...sockets.split('.')]) {
      const path = here === root ? number : `${here.path}${here.path.includes('-') ? '.' : '-'}${number}`;
      const next = here.below.get(number) ?? grow(path, number);
      here.below.set(number, next);
      here = next;
    }
    here.port = port;
  }
  return { buses: nodeOf(root).below, others };
}

/** The Port that was plugged into since `before`: it is new, or was empty; null when there is none or it cannot be told which. */
export function pluggedSince(before: ReadonlyMap<PortId, boolean>, ports: readonly PortView[]): PortId | null {
  const plugged = ports.filter(({ port, mode }) => mode !== null && before.get(port) !== true);
  return plugged.length === 1 ? (plugged[0]?.port ?? null) : null;
}

/** Which Ports hold a phone now. */
export function attachedNow(ports: readonly PortView[]): ReadonlyMap<PortId, boolean> {
  return new Map(ports.map(({ port, mode }) => [port, mode !== null]));
}
