import { describe, expect, it } from 'vitest';
import { candidateOf, phoneMark } from '../../../../renderer/screens/consent/candidates.ts';
import { jobAt, phoneAt, portWith } from '../../fake-workstation.ts';
import { planOf, plansWith } from './sample-plans.ts';

const plans = [planOf('intake'), planOf('inspection')];
const ready = portWith(0, { phone: phoneAt(0, { plans }) });
const whyOf = (port: typeof ready): string | null => {
  const candidate = candidateOf(port, 'inspection');
  return candidate.is === 'left-out' ? candidate.why.code : null;
};

describe('a phone that is to be started', () => {
  it('is ready when it was read, has a plan and nothing stops it', () => {
    expect(candidateOf(ready, 'inspection').is).toBe('ready');
  });

  it('is left out with the reason when it cannot start', () => {
    expect(whyOf({ ...ready, job: jobAt(0, 'performing') })).toBe('port.busy');
    expect(whyOf({ ...ready, job: jobAt(0, 'awaiting-review') })).toBe('port.busy');
    expect(whyOf({ ...ready, mode: null, phone: null })).toBe('device.absent');
    expect(whyOf({ ...ready, mode: 'unauthorized', phone: null })).toBe('device.unauthorized');
    expect(whyOf({ ...ready, mode: 'debugging-off', phone: null })).toBe('device.debugging-off');
    expect(whyOf({ ...ready, mode: 'bootloader', phone: null })).toBe('device.wrong-state');
    expect(whyOf({ ...ready, phone: null, unreadable: { code: 'device.offline', facts: {} } })).toBe('device.offline');
    expect(whyOf({ ...ready, phone: phoneAt(0, { plans: [] }) })).toBe('plan.no-method');
    const none = [planOf('inspection', { rung: null, steps: [], closing: null })];
    expect(whyOf({ ...ready, phone: phoneAt(0, { plans: none }) })).toBe('plan.no-method');
  });

  it('is left out with what stops it, and not for what only warns', () => {
    const stopped = phoneAt(0, {
      plans: plansWith([
        { id: 'accounts', severity: 'stop' },
        { id: 'sd-card', severity: 'warn' },
      ]),
    });
    const candidate = candidateOf({ ...ready, phone: stopped }, 'inspection');
    expect(candidate.is === 'left-out' && candidate.blockers.map(({ id }) => id)).toEqual(['accounts']);
    const warned = phoneAt(0, { plans: plansWith([{ id: 'sd-card', severity: 'warn' }]) });
    expect(candidateOf({ ...ready, phone: warned }, 'inspection').is).toBe('ready');
  });

  it('asks a person for the IMEI that the phone withholds', () => {
    const numberOf = (port: typeof ready): string => {
      const candidate = candidateOf(port, 'inspection');
      return candidate.is === 'ready' ? candidate.number : '-';
    };
    expect(numberOf(ready)).toBe('read');
    expect(numberOf({ ...ready, phone: phoneAt(0, { plans, imeis: [], imeiSource: null }) })).toBe('wanted');
    const unknown = plansWith([{ id: 'identity-unreadable', severity: 'stop' }]);
    expect(numberOf({ ...ready, phone: phoneAt(0, { plans: unknown, imeis: [], serial: null }) })).toBe('needed');
  });

  it('is another phone when its numbers are others, and the same one when a person adds its IMEI', () => {
    const silent = { ...ready, phone: phoneAt(0, { plans, imeis: [], imeiSource: null }) };
    const claimed = {
      ...ready,
      phone: phoneAt(0, { plans, imeis: ['490154203237518'], imeiSource: 'scanned' as const }),
    };
    expect(phoneMark(claimed)).toBe(phoneMark(silent));
    expect(phoneMark({ ...ready, phone: phoneAt(5, { plans }) })).not.toBe(phoneMark(ready));
    expect(phoneMark({ ...ready, mode: null, serial: null, phone: null })).not.toBe(phoneMark(ready));
  });
});
