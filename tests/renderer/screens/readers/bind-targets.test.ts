import { describe, expect, it } from 'vitest';
import {
  bindTargets,
  isWrongScan,
  recordText,
  targetByScan,
  waitingByScan,
} from '../../../../renderer/screens/readers/bind-targets.ts';
import { chipAt, jobAt, portAt, portWith } from '../../fake-workstation.ts';
import { EMPTY_READING, waitingAt } from '../../sample-chips.ts';

const passed = jobAt(1, 'passed');
const state = {
  ports: [
    portWith(0),
    portWith(1, { job: passed }),
    portWith(2, { mode: null, phone: null }),
    portWith(3, { phone: 'reading' }),
  ],
  chipsWaiting: [waitingAt(1, chipAt()), waitingAt(20, chipAt())],
};

describe('the phones that a reading can be bound to', () => {
  it('are those at hand, each once, by record where there is one and by Port where not', () => {
    const targets = bindTargets(state, EMPTY_READING);
    expect(targets.map(({ phone }) => phone)).toEqual([
      { is: 'port', port: portAt(0) },
      { is: 'record', record: passed.record },
      { is: 'record', record: waitingAt(20, chipAt()).record },
    ]);
  });

  it('are told apart by the scan that they may be given, where their kind is known', () => {
    const iphone = portWith(0, { job: jobAt(0, 'passed', { chip: chipAt({ iphone: { online: null } }) }) });
    const waiting = [waitingAt(20, chipAt({ iphone: { online: null } })), waitingAt(21, chipAt())];
    const targets = bindTargets({ ports: [iphone, portWith(1)], chipsWaiting: waiting }, EMPTY_READING);
    expect(targets.map(({ isIphone }) => isIphone)).toEqual([true, false, true, false]);
    expect(targets.map((one) => isWrongScan(one, { scan: 'full' }))).toEqual([true, false, true, false]);
    expect(targets.map((one) => isWrongScan(one, { scan: 'iphone' }))).toEqual([false, true, false, true]);
    expect(isWrongScan({ isIphone: null }, { scan: 'full' })).toBe(false);
  });

  it('begin with the one under which this chip was read before', () => {
    const { record } = waitingAt(20, chipAt());
    expect(bindTargets(state, { seenIn: record })[0]?.record).toBe(record);
  });

  it('are found by IMEI, serial number, record or QR code, and by nothing that names two or none', () => {
    const targets = bindTargets(state, EMPTY_READING);
    const one = targets[1];
    expect(targetByScan(targets, ` ${passed.imei} `)).toBe(one);
    expect(targetByScan(targets, passed.record)).toBe(one);
    expect(targetByScan(targets, `hakushi:1:${passed.record}:0a1b2c`)).toBe(one);
    expect(targetByScan(targets, `${passed.serial}`)).toBe(one);
    expect(targetByScan(targets, 'nothing')).toBeNull();
    expect(targetByScan([...targets, ...targets], passed.record)).toBeNull();
    expect(waitingByScan(state.chipsWaiting, passed.record)?.record).toBe(passed.record);
    expect(recordText('hakushi:2:R-1:00')).toBe('hakushi:2:R-1:00');
  });
});
