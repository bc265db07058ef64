import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../../../renderer/screens/consent/candidates.ts';
import {
  type Answers,
  declaredName,
  missingOf,
  NO_ANSWERS,
  ordersOf,
} from '../../../../renderer/screens/consent/orders.ts';
import { jobAt, phoneAt, portAt, portWith } from '../../fake-workstation.ts';
import { planOf } from './sample-plans.ts';

const overwritten = portWith(0, { phone: phoneAt(0, { plans: [planOf('intake'), planOf('inspection')] }) });
const notOverwritten = portWith(1, {
  phone: phoneAt(1, { plans: [planOf('intake'), planOf('inspection', { overwrites: false })] }),
});
const withoutImei = portWith(2, {
  phone: phoneAt(2, { imeis: [], imeiSource: null, plans: [planOf('intake'), planOf('inspection')] }),
});

const complete: Answers = { ...NO_ANSWERS, purpose: 'inspection', deletion: true, identityCheck: true, told: true };
const inspected = [overwritten, notOverwritten].map((port) => candidateOf(port, 'inspection'));

describe('orders to start', () => {
  it('are made for every phone when everything is answered, each with what was said of it', () => {
    const orders = ordersOf(inspected, complete, false);
    expect(orders?.map(({ port, consent }) => [port, consent])).toEqual([
      [portAt(0), { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'not-needed' }],
      [portAt(1), { deletion: 'agreed', identityCheck: 'done', toldNoOverwrite: 'told' }],
    ]);
  });

  it('are never made while anything is unanswered', () => {
    const answer = fc.record({
      purpose: fc.constantFrom(null, 'intake' as const, 'inspection' as const),
      deletion: fc.boolean(),
      identityCheck: fc.boolean(),
      told: fc.boolean(),
      declared: fc.constantFrom('', 'suzuki', '鈴木', ' ', 'a b'),
      without: fc.boolean(),
    });
    fc.assert(
      fc.property(answer, fc.boolean(), ({ without, ...given }, isDeclared) => {
        const answers: Answers = { ...given, withoutImei: new Set(without ? [portAt(2)] : []) };
        const purpose = given.purpose ?? 'inspection';
        const candidates = [overwritten, notOverwritten, withoutImei].map((port) => candidateOf(port, purpose));
        const orders = ordersOf(candidates, answers, isDeclared);
        const isAnswered =
          given.purpose !== null &&
          given.deletion &&
          given.identityCheck &&
          (given.told || given.purpose === 'intake') &&
          without &&
          (!isDeclared || given.declared === 'suzuki');
        expect(orders !== null).toBe(isAnswered);
        expect(missingOf(candidates, answers, isDeclared).length === 0).toBe(isAnswered);
        for (const order of orders ?? []) {
          expect(order.consent.deletion).toBe('agreed');
          expect(order.consent.identityCheck).toBe('done');
        }
      }),
    );
  });

  it('are not made while a phone is still being read, nor when none can start', () => {
    const reading = candidateOf(portWith(3, { phone: 'reading' }), 'inspection');
    expect(missingOf([...inspected, reading], complete, false)).toEqual(['reading']);
    expect(missingOf([], complete, false)).toEqual(['phones']);
    expect(ordersOf([], complete, false)).toBeNull();
  });

  it('name the record that they try again', () => {
    const failed = candidateOf({ ...overwritten, job: jobAt(0, 'failed') }, 'inspection');
    expect(ordersOf([failed], complete, false)?.[0]?.retryOf).toBe(jobAt(0, 'failed').record);
    const passed = candidateOf({ ...overwritten, job: jobAt(0, 'passed') }, 'inspection');
    expect(ordersOf([passed], complete, false)?.[0]?.retryOf).toBeNull();
  });

  it('carry a declared name only where names are declared, in plain letters', () => {
    const answers = { ...complete, declared: ' suzuki ' };
    expect(ordersOf(inspected, answers, true)?.[0]?.declared).toBe('suzuki');
    expect(ordersOf(inspected, answers, false)?.[0]?.declared).toBeNull();
    expect(declaredName('鈴木')).toBeNull();
  });
});
