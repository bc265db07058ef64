import { expect, test } from 'vitest';
import type { TrustState } from '../../../domain/apple-facts.ts';
import { known, value } from '../../../domain/device.ts';
import { COUNTER_PATIENCE, readOnceTrusted } from '../../../main/cli/await-trust.ts';
import { sampleIphone } from '../../domain/iphone-facts.ts';

const HASTY = { examineMs: 1_000, trustMs: 1_000, trustAgainMs: 1 };

/** Readings of one phone, one after the other, the last for ever. */
function phoneThatSays(...states: readonly [TrustState, ...TrustState[]]) {
  const seen = { readings: 0, asked: 0 };
  const read = async () => {
    const trust = states[Math.min(seen.readings, states.length - 1)] ?? states[0];
    seen.readings += 1;
    return { facts: sampleIphone({ trust: value(trust, 'pairing') }) };
  };
  const ask = (): void => {
    seen.asked += 1;
  };
  const trustAfter = async (patience = HASTY, signal = new AbortController().signal) => {
    const { facts } = await readOnceTrusted(read, ask, patience, signal);
    return known(facts.apple?.trust ?? expect.fail());
  };
  return { seen, trustAfter };
}

test('a person has two minutes and more for Trust and the passcode, and the reading goes on for longer', () => {
  expect(COUNTER_PATIENCE.trustMs).toBeGreaterThanOrEqual(120_000);
  expect(COUNTER_PATIENCE.examineMs).toBeGreaterThan(COUNTER_PATIENCE.trustMs);
});

test('a phone that waits is read again until it trusts, and is asked about once', async () => {
  const { seen, trustAfter } = phoneThatSays('locked', 'asked', 'asked', 'trusted');
  expect(await trustAfter()).toBe('trusted');
  expect(seen).toEqual({ readings: 4, asked: 1 });
});

test.each<TrustState>(['trusted', 'denied', 'supervised-elsewhere'])('%s is a last word', async (trust) => {
  const { seen, trustAfter } = phoneThatSays(trust);
  expect(await trustAfter()).toBe(trust);
  expect(seen).toEqual({ readings: 1, asked: 0 });
});

test('when patience ends, the phone is taken as it is', async () => {
  const { seen, trustAfter } = phoneThatSays('asked');
  expect(await trustAfter({ ...HASTY, trustMs: 0 })).toBe('asked');
  expect(seen.asked).toBeLessThanOrEqual(1);
});

test('a wish to stop is heard at once', async () => {
  const stop = new AbortController();
  const { trustAfter } = phoneThatSays('asked');
  const waiting = trustAfter({ ...HASTY, trustAgainMs: 60_000, trustMs: 60_000 }, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow();
});
