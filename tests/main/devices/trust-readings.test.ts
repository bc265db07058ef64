import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'vitest';
import type { TrustState } from '../../../domain/apple-facts.ts';
import { value } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import { portId } from '../../../domain/ids.ts';
import { PhoneReadings } from '../../../main/devices/phone-readings.ts';
import { sampleIphone } from '../../domain/iphone-facts.ts';
import { DeskRig } from '../jobs/desk-rig.ts';

const PORT = portId('usb:1-1');
/** Longer than one wait between two readings, and shorter than two. */
const ONE_WAIT_MS = 2_200;
const PATIENT = { timeout: 15_000 };

/** A phone that answers one after the other, the last of them for ever, and how often it was read. */
function phoneThat(...answers: readonly (TrustState | 'timeout')[]) {
  const rig = new DeskRig();
  const seen = { reads: 0, shown: [] as string[], isBusy: false };
  rig.adapter.script = {
    identify: () => {
      const trust = answers[Math.min(seen.reads, answers.length - 1)] ?? 'trusted';
      seen.reads += 1;
      if (trust === 'timeout') throw new WorkstationError('device.timeout');
      return sampleIphone({ trust: value(trust, 'pairing') });
    },
  };
  const readings: PhoneReadings = new PhoneReadings({
    board: rig.board,
    desk: rig.desk,
    adapters: [rig.adapter],
    mayRead: () => !seen.isBusy,
    onChange: () => void seen.shown.push(trustOf(readings)),
  });
  rig.board.onChange(() => readings.settle());
  return { rig, readings, seen };
}

function trustOf(readings: PhoneReadings): string {
  const { phone, examined, unreadable } = readings.at(PORT);
  const trust = examined?.facts.apple?.trust;
  return phone === 'reading' ? 'reading' : (unreadable?.code ?? (trust?.is === 'value' ? trust.value : 'nothing'));
}

describe.concurrent('a phone that waits for somebody', () => {
  test('is read again until it trusts, each answer is shown, and then no more', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked', 'locked', 'trusted', 'denied');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('trusted');
    await pause(ONE_WAIT_MS);
    expect([seen.reads, seen.shown]).toEqual([3, ['reading', 'asked', 'locked', 'trusted']]);
  });

  test.for<TrustState>(['trusted', 'denied', 'supervised-elsewhere', 'not-needed'])(
    'is read once where it says %s',
    async (trust, { expect }) => {
      const { rig, readings, seen } = phoneThat(trust);
      rig.hands.plug(PORT);
      await expect.poll(() => trustOf(readings), PATIENT).toBe(trust);
      await pause(ONE_WAIT_MS);
      expect(seen.reads).toBe(1);
    },
  );

  test('is read no more once it has left, and anew when it comes back', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('asked');
    rig.hands.pull(PORT);
    await pause(ONE_WAIT_MS);
    expect([seen.reads, trustOf(readings)]).toEqual([1, 'nothing']);
    rig.hands.plug(PORT);
    await expect.poll(() => seen.reads, PATIENT).toBe(2);
    readings.close();
  });

  test('is left alone as soon as a job begins', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('asked');
    seen.isBusy = true;
    await pause(ONE_WAIT_MS);
    expect([seen.reads, trustOf(readings)]).toEqual([1, 'asked']);
  });

  test('is left alone when the readings are closed', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('asked');
    readings.close();
    await pause(ONE_WAIT_MS);
    expect(seen.reads).toBe(1);
  });

  test('is read again by one reading at a time, also when a person reads it meanwhile', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('asked');
    await readings.read(PORT, null);
    await readings.read(PORT, null);
    expect(seen.reads).toBe(3);
    await pause(ONE_WAIT_MS);
    expect(seen.reads).toBe(4);
    readings.close();
  });

  test('keeps its turn when a reading fails by a bad cable', async ({ expect }) => {
    const { rig, readings, seen } = phoneThat('asked', 'timeout', 'trusted');
    rig.hands.plug(PORT);
    await expect.poll(() => trustOf(readings), PATIENT).toBe('trusted');
    expect([seen.reads, seen.shown]).toEqual([3, ['reading', 'asked', 'trusted']]);
  });
});
