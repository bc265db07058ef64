import { describe, expect, test } from 'vitest';
import { portId } from '../../../../domain/ids.ts';
import {
  attachedNow,
  draftFaults,
  draftsOf,
  inOrderOf,
  moved,
  namesFrom,
  newlyAttached,
} from '../../../../renderer/screens/settings/ports-draft.ts';
import { portAt, portWith } from '../../fake-workstation.ts';

const [a, b, c] = [portAt(0), portAt(1), portAt(2)];
const names = [
  { port: b, name: '左', place: 1, twin: portId('usb:2-1.2') },
  { port: a, name: '右', place: 2, twin: null },
];

describe('naming ports', () => {
  test('lists named ports by their places and then the others, but no twin a second time', () => {
    const twin = { ...portWith(8), port: portId('usb:2-1.2') };
    const drafts = draftsOf(names, [portWith(0), portWith(1), portWith(2), twin]);
    expect(drafts.map(({ port, name }) => [port, name])).toEqual([
      [b, '左'],
      [a, '右'],
      [c, ''],
    ]);
  });

  test('moves a port, and saves places from 1 with the place as the name of who has none', () => {
    const drafts = moved(draftsOf(names, [portWith(2)]), c, -1);
    expect(namesFrom(drafts)).toEqual([
      { port: b, name: '左', place: 1, twin: 'usb:2-1.2' },
      { port: c, name: '2', place: 2, twin: null },
      { port: a, name: '右', place: 3, twin: null },
    ]);
    expect(moved(drafts, b, -1)).toBe(drafts);
  });

  test('gives a twin no row of its own', () => {
    const drafts = draftsOf([], [portWith(0), portWith(1)]).map((one) => (one.port === a ? { ...one, twin: b } : one));
    expect(namesFrom(drafts)).toEqual([{ port: a, name: '1', place: 1, twin: b }]);
  });

  test('refuses one name twice, also when a place takes a name that was given, and one port in two pairs', () => {
    const three = draftsOf([], [portWith(0), portWith(1), portWith(2)]);
    const named = three.map((one) => (one.port === a ? { ...one, name: '2' } : one));
    expect(draftFaults(named).map(({ field }) => field)).toEqual([`name.${b}`]);
    const paired = three.map((one) => (one.port === c ? one : { ...one, twin: c }));
    expect(draftFaults(paired).map(({ field }) => field)).toEqual([`twin.${a}`, `twin.${b}`]);
    expect(draftFaults(three)).toEqual([]);
  });

  test('learns the order in which sockets get a phone', () => {
    const empty = { mode: null, source: null, serial: null, phone: null } as const;
    const before = attachedNow([portWith(0), portWith(1, empty), portWith(2, empty)]);
    expect(newlyAttached(before, [portWith(0), portWith(1, empty), portWith(2)])).toEqual([c]);
    const drafts = inOrderOf(draftsOf(names, [portWith(2)]), [c, b]);
    expect(drafts.map(({ port }) => port)).toEqual([c, b, a]);
  });
});
