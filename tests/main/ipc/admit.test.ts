import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import { CALLS, type CallName } from '../../../domain/ipc.ts';
import { admit } from '../../../main/ipc/admit.ts';
import { Hall } from './hall.ts';

const SHOP = { name: '白紙商店', licence: '', address: '', phone: '' };
const MORI = { id: 'mori', name: '森', role: 'manager', pin: '482915' } as const;
const AKI = { id: 'aki', name: '亜紀', role: 'auditor', pin: '739164' } as const;
const FIRST_RUN = { shop: SHOP, language: 'ja', workplace: 'real', secondPerson: 'required' } as const;
const OPEN: readonly CallName[] = [
  'get-state',
  'touch',
  'log-in',
  'log-out',
  'lock-screen',
  'first-run',
  'change-comfort',
];

let hall: Hall;
beforeEach(() => {
  hall = new Hall();
});
afterEach(() => hall.close());

/** The calls that whoever is here may make. */
function admitted(): CallName[] {
  return (Object.keys(CALLS) as CallName[]).filter((name) => {
    try {
      admit(hall.places, name, CALLS[name].permission);
      return true;
    } catch {
      return false;
    }
  });
}

describe('who may make which call', () => {
  it('is everybody while there are no accounts, and nobody but for the door when there are and nobody is here', async () => {
    expect(admitted()).toEqual(Object.keys(CALLS));
    await hall.call('first-run', { ...FIRST_RUN, people: [MORI, AKI] });
    expect(admitted()).toEqual(Object.keys(CALLS));
    await hall.call('lock-screen', {});
    expect(admitted().toSorted()).toEqual(OPEN.toSorted());
    await hall.call('log-out', {});
    expect(admitted().toSorted()).toEqual(OPEN.toSorted());
    expect(await hall.refusal('start-practice', { phones: 1, seed: 's', faults: [] })).toBe('operator.not-logged-in');
    await hall.call('log-in', { name: 'aki', pin: AKI.pin });
    expect(admitted()).not.toContain('start-job');
    expect(admitted()).toContain('read-report');
    expect(await hall.refusal('change-settings', { lockAfterMinutes: 9 })).toBe('operator.not-allowed');
    const port = portId('usb:1-1');
    expect(await hall.refusal('examine-phone', { port, claim: null })).toBe('operator.not-allowed');
  });

  it('is told to the window when it changes, and by the hour of locking', async () => {
    await hall.call('first-run', { ...FIRST_RUN, people: [MORI] });
    const { attendance } = await hall.call('get-state', {});
    expect(attendance).toMatchObject({ is: 'present', account: { id: 'mori' } });
    expect(attendance.is === 'present' && attendance.may).toContain('change-operators');
    await hall.call('lock-screen', {});
    await hall.until((change) => (change.kind === 'attendance' && change.attendance.is === 'locked' ? change : null));
  });
});

describe('the first run', () => {
  it('checks everybody before it writes anything', async () => {
    await hall.call('get-state', {});
    const before = hall.places.current.records.ledger.head();
    const wrong = [
      [{ ...MORI, role: 'operator' as const }],
      [MORI, { ...AKI, pin: '123456' }],
      [MORI, { ...AKI, id: 'MORI' }],
      [MORI, { ...AKI, name: '   ' }],
      [MORI, { ...AKI, id: '../aki' }],
    ];
    const codes = [];
    for (const people of wrong) codes.push(await hall.refusal('first-run', { ...FIRST_RUN, people }));
    expect(codes).toEqual([
      'operator.first-manager',
      'operator.pin-unfit',
      'operator.name-taken',
      'operator.name-unfit',
      'operator.name-unfit',
    ]);
    expect(hall.places.current.records.ledger.head()).toEqual(before);
  });

  it('may leave people out: then names are declared', async () => {
    await hall.call('first-run', { ...FIRST_RUN, secondPerson: 'switched-off', language: 'en', people: [] });
    const state = await hall.call('get-state', {});
    expect(state).toMatchObject({
      attendance: { is: 'not-needed' },
      settings: { shop: SHOP, secondPerson: 'switched-off', language: 'en' },
    });
    expect(await hall.refusal('first-run', { ...FIRST_RUN, people: [MORI] })).toBe('workplace.first-run-over');
    const order = { port: portId('usb:1-1'), purpose: 'intake', declared: null, retryOf: null } as const;
    const consent = { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' } as const;
    expect(await hall.refusal('start-job', { ...order, consent })).toBe('operator.undeclared');
  });
});

it('accounts are added and changed by whoever may, and the window hears of it', async () => {
  await hall.call('first-run', { ...FIRST_RUN, people: [MORI] });
  expect(await hall.call('add-account', AKI)).toEqual({ id: 'aki', name: '亜紀', role: 'auditor', active: true });
  expect(await hall.call('change-account', { id: 'aki', role: 'checker' })).toMatchObject({ role: 'checker' });
  await hall.until((change) =>
    change.kind === 'accounts' && change.accounts.some(({ role }) => role === 'checker') ? change : null,
  );
  await hall.call('log-in', { name: '亜紀', pin: AKI.pin });
  expect(await hall.refusal('change-account', { id: 'mori', active: false })).toBe('operator.not-allowed');
});
