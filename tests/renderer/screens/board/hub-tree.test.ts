import { describe, expect, it } from 'vitest';
import { portId } from '../../../../domain/ids.ts';
import type { PortView } from '../../../../domain/window-state.ts';
import { attachedNow, type HubNode, hubTreeOf, pluggedSince } from '../../../../renderer/screens/board/hub-tree.ts';
import { portWith } from '../../fake-workstation.ts';

const at = (id: string): PortView => portWith(0, { port: portId(id) });
const drawn = (nodes: readonly HubNode[]): string =>
  nodes
    .map(({ path, port, below }) => `${path}${port ? '*' : ''}${below.length > 0 ? `(${drawn(below)})` : ''}`)
    .join(' ');

describe('hubTreeOf', () => {
  it('plugs sockets into their hubs in the order of their numbers, and sets apart what names no socket', () => {
    const tree = hubTreeOf(['usb:1-2.10', 'usb:1-2.3.1', 'usb:1-2.2', 'usb:3-1', 'emulator-5554', 'usb:x'].map(at));
    expect(drawn(tree.buses)).toBe('1(1-2(1-2.2* 1-2.3(1-2.3.1*) 1-2.10*)) 3(3-1*)');
    expect(tree.others.map(({ port }) => port)).toEqual(['emulator-5554', 'usb:x']);
  });
});

describe('pluggedSince', () => {
  const empty = portWith(0, { mode: null });
  it('names the one Port that got a phone: a new one, or one that was empty', () => {
    expect(pluggedSince(attachedNow([empty, portWith(1)]), [portWith(0), portWith(1)])).toBe(portWith(0).port);
    expect(pluggedSince(attachedNow([portWith(1)]), [portWith(1), portWith(2)])).toBe(portWith(2).port);
  });

  it('does not guess when two came at once, and takes a phone that was there for none', () => {
    expect(pluggedSince(new Map(), [portWith(0), portWith(1)])).toBeNull();
    expect(pluggedSince(attachedNow([portWith(0)]), [portWith(0), empty])).toBeNull();
  });
});
