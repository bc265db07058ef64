import { describe, expect, it } from 'vitest';
import { emptyStore } from '../../../renderer/state/store.ts';
import { portOfScan, takeScan } from '../../../renderer/state/take-scan.ts';
import { jobAt, phoneAt, portAt, portWith, shopState } from '../fake-workstation.ts';

const PORTS = [
  portWith(0),
  portWith(1, { job: jobAt(1, 'performing') }),
  portWith(2, { phone: null, serial: 'XYZ-77' }),
];

describe('portOfScan', () => {
  it('finds a Port by its name, id, serial number, IMEI, record and job, in any width and case', () => {
    const scans = [
      'A1',
      'ａ１',
      portAt(0),
      phoneAt(0).imeis[0] ?? '',
      'xyz-77',
      jobAt(1, 'performing').record,
      ' JOB-1001 ',
    ];
    expect(scans.map((text) => portOfScan(PORTS, text))).toEqual([0, 0, 0, 0, 2, 1, 1].map(portAt));
  });

  it('does not guess between two Ports with the same number, and finds none for nothing', () => {
    const twins = [portWith(0, { serial: 'SAME', phone: null }), portWith(1, { serial: 'SAME', phone: null })];
    expect([portOfScan(twins, 'SAME'), portOfScan(twins, '  '), portOfScan(twins, 'SAM')]).toEqual([null, null, null]);
  });
});

describe('takeScan', () => {
  it('leads to the tile, or else to the records', () => {
    const store = emptyStore();
    store.setState({ state: shopState({ ports: PORTS }), screen: 'settings' });
    takeScan(store, 'A2');
    expect(store.getState()).toMatchObject({ screen: 'board', pointed: { port: portAt(1) } });
    takeScan(store, ' R-19990101-0001 ');
    expect(store.getState()).toMatchObject({ screen: 'records', lookFor: 'R-19990101-0001', record: null });
  });
});
