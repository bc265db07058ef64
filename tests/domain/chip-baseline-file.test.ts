import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readBaselines } from '../../domain/chip-baseline-file.ts';
import { BASELINE_KEYS } from '../../domain/chip-trusted-keys.ts';
import { nodeChainTools } from '../../main/ledger/chain-tools.ts';
import { publicKeyText, signedBaselines } from '../../scripts/sign-baselines.ts';
import { felicaFile } from './felica-files.ts';
import { root, sampleBaseline } from './sample-chip.ts';

const tools = nodeChainTools();
const verify = (publicKey: string, text: string, signature: string): boolean =>
  tools.verifySignature(text, signature, publicKey);
const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const key = newKey();
const trusted = [publicKeyText(key)];
const signed = (baselines: unknown, by: KeyObject = key): string =>
  signedBaselines(JSON.stringify({ schema: 1, version: '7', baselines }), by);
const refusal = (why: string) =>
  expect.objectContaining({
    code: 'chip.data-file',
    facts: { file: 'baselines.json', why: expect.stringContaining(why) },
  });

describe('readBaselines', () => {
  test('takes what a trusted key signed, however it is laid out', () => {
    const json = signed([sampleBaseline]);
    expect(readBaselines(json, verify, trusted)).toEqual({ version: '7', baselines: [sampleBaseline] });
    expect(readBaselines(JSON.stringify(JSON.parse(json)), verify, trusted).baselines).toHaveLength(1);
  });
  test('takes what is shipped, and nobody else signed it', () => {
    expect(readBaselines(felicaFile('baselines.json'), verify, BASELINE_KEYS).baselines).toEqual([]);
    expect(BASELINE_KEYS).not.toContain(trusted[0]);
    const { signature } = JSON.parse(felicaFile('baselines.json'));
    expect(signature.keyId).toBe(tools.keyIdOf(signature.publicKey));
  });
  test('refuses a file without a signature, by another key, or with another content', () => {
    const json = signed([sampleBaseline]);
    const whole = JSON.parse(json);
    const { signature, ...bare } = whole;
    expect(() => readBaselines(JSON.stringify(bare), verify, trusted)).toThrow(refusal('signature is not there'));
    expect(() => readBaselines(json, verify, [publicKeyText(newKey())])).toThrow(refusal('a key that is trusted'));
    expect(() => readBaselines(json, verify, [])).toThrow(refusal('a key that is trusted'));
    const other = JSON.parse(signed([sampleBaseline], newKey())).signature;
    for (const changed of [
      { ...whole, version: '8' },
      { ...whole, more: 1 },
      { ...whole, baselines: [] },
      { ...whole, baselines: [{ ...sampleBaseline, icCodes: [0x18, 0x19] }] },
      { ...whole, signature: { ...signature, signature: other.signature } },
      { ...whole, signature: { ...signature, signature: '' } },
    ]) {
      expect(() => readBaselines(JSON.stringify(changed), verify, trusted)).toThrow(
        refusal('a signature of this file'),
      );
    }
    expect(() => readBaselines('{', verify, trusted)).toThrow(refusal('not JSON'));
  });
  test.each<[string, unknown, string]>([
    ['that widens the common area', { ...sampleBaseline, systems: [{ code: 0xfe00, nodes: [root] }] }, 'systems'],
    ['that widens the container', { ...sampleBaseline, systems: [{ code: 0xfe0f, nodes: [root] }] }, 'systems'],
    ['that names a system twice', { ...sampleBaseline, systems: Array(2).fill(sampleBaseline.systems[0]) }, 'systems'],
    ['for a card', { ...sampleBaseline, icCodes: [0x31] }, 'icCodes'],
    ['for no chip', { ...sampleBaseline, icCodes: [] }, 'icCodes'],
    ['without a source', { ...sampleBaseline, source: ' ' }, 'source'],
    ['of another shape', { ...sampleBaseline, models: 'all' }, 'models'],
  ])('refuses a signed baseline %s', (_name, baseline, place) => {
    expect(() => readBaselines(signed([baseline]), verify, trusted)).toThrow(refusal(place));
  });
  test('refuses one id twice', () => {
    expect(() => readBaselines(signed([sampleBaseline, sampleBaseline]), verify, trusted)).toThrow(refusal('twice'));
  });
});

describe('the signing script', () => {
  test('signs again what it signed before, and only with an Ed25519 key', () => {
    const once = signed([sampleBaseline], newKey());
    expect(signedBaselines(signedBaselines(once, key), key)).toBe(signedBaselines(once, key));
    expect(readBaselines(signedBaselines(once, key), verify, trusted).version).toBe('7');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(() => signedBaselines(once, rsa)).toThrow('Ed25519');
  });
});
