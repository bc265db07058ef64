import { expect, test } from 'vitest';
import { agreeingNumbers, value } from '../../../../domain/device.ts';
import { isTextKey } from '../../../../domain/text.ts';
import { bareIphone, sampleIphone } from '../../../domain/iphone-facts.ts';
import { findingsOf, PLANS, ruleOf, saw } from './proof-bench.ts';

const reasonFor = async (agree: readonly string[]) =>
  (await ruleOf('identity-kept', [saw('identity', { result: 'same', agree })]))?.reason;

test.each([
  [['serial', 'imei', 'udid', 'ecid'], 'UDID and ECID agree'],
  [['udid', 'serial'], 'UDID agrees'],
  [['serial', 'ecid'], 'ECID agrees'],
  [['serial', 'imei'], 'its numbers agree'],
  [[], 'its numbers agree'],
])('of %j it is said that %s, in both languages', async (agree, reason) => {
  expect(await reasonFor(agree)).toBe(reason);
  expect(isTextKey(`finding.${reason.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`)).toBe(true);
});

test('of a phone that came out of recovery nothing is said of a UDID, which nobody knew before', async () => {
  const before = bareIphone('iphone-dfu', { ecid: value('a6c9102c0401e', 'USB descriptor') });
  const identity = saw('identity', { result: 'same', agree: agreeingNumbers(before, sampleIphone()) });
  const found = (await findingsOf(PLANS.restored, [identity])).filter(({ rule }) => rule === 'identity-kept');
  expect(found.map(({ outcome, reason }) => [outcome, reason])).toEqual([['pass', 'ECID agrees']]);
});
