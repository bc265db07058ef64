import { describe, expect, test } from 'vitest';
import { type HashedEntry, readRecord } from '../../domain/certificate-record.ts';
import { known, notReadable, value } from '../../domain/device.ts';
import type { JsonObject } from '../../domain/json.ts';
import { deviceOnRecord, evidenceOnRecord, findingsOnRecord } from '../../domain/on-record.ts';
import { Finding } from '../../domain/proof.ts';
import { RecordWriter, sampleDevice, unjudgedRecord } from './sample-record.ts';

const plainly = (body: unknown): JsonObject => JSON.parse(JSON.stringify(body)) as JsonObject;

function outcomes(entries: readonly HashedEntry[]): string[] {
  return findingsOnRecord(readRecord(entries)).map(({ rule, outcome, by }) => `${rule} ${outcome} ${by}`);
}

function record(): RecordWriter {
  return new RecordWriter()
    .evidence('evaluate', 'identity', { result: 'same' })
    .evidence('look', 'attestation', { saw: 'setup-screen' })
    .add('finding-made', { step: 'evaluate', rule: 'identity-kept', outcome: 'pass', reason: 'r', by: 'machine' })
    .add('finding-made', { step: 'look', rule: 'closing-proof', outcome: 'pass', reason: 'r', by: 'person' })
    .add('finding-made', {
      step: 'x',
      rule: 'residue-clear',
      outcome: 'fail',
      reason: 'verify.data-found',
      by: 'machine',
    })
    .add('finding-made', { step: 'x', rule: 'host-sample', outcome: 'inconclusive', reason: 'r', by: 'machine' });
}

describe('findings made again from a record', () => {
  test('are what the record says, with the evidence of their own step', () => {
    expect(outcomes(record().entries)).toEqual([
      'identity-kept pass machine',
      'closing-proof pass person',
      'residue-clear fail machine',
      'host-sample inconclusive machine',
    ]);
    const [first, second] = findingsOnRecord(readRecord(record().entries));
    expect(Finding.isGenuine(first)).toBe(true);
    expect([first?.evidence.map(({ kind }) => kind), second?.evidence.map(({ kind }) => kind)]).toEqual([
      ['identity'],
      ['attestation'],
    ]);
    expect(evidenceOnRecord(readRecord(record().entries)).length).toBe(2);
  });

  test('are undecided where their step left no evidence, or no attestation by a person', () => {
    const elsewhere = new RecordWriter()
      .evidence('other', 'identity', { result: 'same' })
      .evidence('look', 'absence', { left: true })
      .add('finding-made', { step: 'evaluate', rule: 'identity-kept', outcome: 'pass', reason: 'r', by: 'machine' })
      .add('finding-made', { step: 'look', rule: 'closing-proof', outcome: 'pass', reason: 'r', by: 'person' });
    expect(outcomes(elsewhere.entries)).toEqual([
      'identity-kept inconclusive machine',
      'closing-proof inconclusive machine',
    ]);
  });

  test('are undecided when anything about the record is odd, and failures stay failures', () => {
    const odd = record().addRaw('made-up', {});
    expect(outcomes(odd.entries)).toEqual([
      'identity-kept inconclusive machine',
      'closing-proof inconclusive machine',
      'residue-clear fail machine',
      'host-sample inconclusive machine',
    ]);
  });
});

describe('the phone of a record', () => {
  const again = { ...sampleDevice, androidVersion: value('99', 'getprop'), imeis: notReadable('x', 'denied') };

  test('is joined from the draft and from what was read again while it was the same phone', () => {
    const writer = unjudgedRecord().evidence('evaluate', 'identity', { result: 'same', facts: plainly(again) });
    const device = deviceOnRecord(readRecord(writer.entries));
    expect([device && known(device.androidVersion), device && known(device.imeis)]).toEqual([
      '99',
      known(sampleDevice.imeis),
    ]);
  });

  test('takes nothing from another phone, from a person or from facts of another shape', () => {
    const writer = unjudgedRecord()
      .evidence('evaluate', 'identity', { result: 'different', facts: plainly(again) })
      .evidence('look', 'identity', { result: 'same', instruction: 'read-imei' })
      .evidence('evaluate', 'identity', { result: 'same', facts: { ...plainly(again), serial: 7 } });
    expect(deviceOnRecord(readRecord(writer.entries))).toEqual(sampleDevice);
    expect(deviceOnRecord(readRecord([]))).toBeNull();
  });
});
