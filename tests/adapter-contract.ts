import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneAdapter } from '../domain/adapter.ts';
import type { DeviceFacts } from '../domain/device.ts';
import type { Purpose, Step } from '../domain/erasure.ts';
import type { Attachment } from '../domain/port.ts';
import { contextWith } from './native-adapters/android/fake-context.ts';

/** A phone on a bench, as the contract needs it: what is attached, and a folder that holds all that the phone stores. */
export interface ContractPhone {
  readonly model: string;
  readonly attachment: () => Attachment;
  readonly storage: string;
}

/** A bench that offers an adapter phones of every model that it claims to handle. */
export interface ContractBench {
  readonly adapter: PhoneAdapter;
  readonly phones: readonly ContractPhone[];
  stop(): Promise<void>;
}

const PURPOSES: readonly Purpose[] = ['intake', 'inspection'];
const NO_SIGNAL = new AbortController().signal;

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const walk = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const inner = join(path, name);
      const facts = statSync(inner);
      hash.update(`${inner} ${facts.mode} ${facts.size} ${facts.mtimeMs}\n`);
      if (facts.isDirectory()) walk(inner);
      else hash.update(readFileSync(inner));
    }
  };
  walk(folder);
  return hash.digest('hex');
}

function deepFrozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}

/** What every phone adapter promises, run against one; it has to hold for each model on its bench. */
export function adapterContract(name: string, models: readonly string[], start: () => Promise<ContractBench>): void {
  describe(`the contract of ${name}`, () => {
    let bench: ContractBench;
    const facts = new Map<string, DeviceFacts>();
    beforeAll(async () => {
      bench = await start();
      for (const { model, attachment } of bench.phones) {
        facts.set(model, await bench.adapter.identify(attachment(), NO_SIGNAL));
      }
    });
    afterAll(() => bench.stop());
    const of = (model: string): { phone: ContractPhone; device: DeviceFacts } => {
      const phone = bench.phones.find((one) => one.model === model) ?? expect.fail(`no ${model}`);
      return { phone, device: facts.get(model) ?? expect.fail(`${model} was not read`) };
    };
    const stepsOf = (device: DeviceFacts): readonly Step[] =>
      PURPOSES.flatMap((purpose) => bench.adapter.propose(device, purpose).plan?.steps ?? []);

    test('its manifest says who, how, how strongly, what it leaves and what it cannot do', () => {
      const { manifest } = bench.adapter;
      expect(manifest.id).toMatch(/^[a-z][a-z0-9-]+$/);
      for (const list of [manifest.makers, manifest.modes, manifest.methods, manifest.limits])
        expect(list.length).toBeGreaterThan(0);
      for (const method of manifest.methods) expect(method.strength.length).toBeGreaterThan(0);
      expect(new Set(manifest.methods.map(({ rung }) => rung)).size).toBe(manifest.methods.length);
    });

    test('it recognises without looking: the same answer each time, none for modes that it does not name', () => {
      const [phone] = bench.phones;
      const here = deepFrozen(phone?.attachment()) as Attachment;
      for (const mode of [
        'unauthorized',
        'offline',
        'no-permissions',
        'connecting',
        'unknown',
        'bootloader',
      ] as const) {
        expect(bench.adapter.recognise({ ...here, mode })).toBe('none');
      }
      for (const mode of bench.adapter.manifest.modes)
        expect(bench.adapter.recognise({ ...here, mode })).not.toBe('none');
      expect(bench.adapter.recognise(here)).toBe(bench.adapter.recognise(here));
    });

    describe.each(models)('%s', (model) => {
      test('is identified twice alike, by a number, and nothing on it changes', async () => {
        const { phone, device } = of(model);
        const before = fingerprint(phone.storage);
        const again = await bench.adapter.identify(phone.attachment(), NO_SIGNAL);
        expect(fingerprint(phone.storage)).toBe(before);
        expect(again).toEqual(device);
        expect(device.serial.is === 'value' || device.imeis.is === 'value').toBe(true);
      });

      test('gets the same frozen proposal each time, and its facts are left alone', () => {
        const { device } = of(model);
        const frozen = deepFrozen(structuredClone(device)) as DeviceFacts;
        for (const purpose of PURPOSES) {
          const proposal = bench.adapter.propose(frozen, purpose);
          expect(bench.adapter.propose(frozen, purpose)).toEqual(proposal);
          expect(structuredClone(proposal)).toEqual(proposal);
          expect(proposal.plan?.adapter).toBe(bench.adapter.manifest.id);
          expect(bench.adapter.manifest.methods.map(({ rung }) => rung)).toContain(proposal.plan?.rung);
        }
      });

      test('has an act for every step, and no step of another name is taken', async () => {
        const { device } = of(model);
        const stopped = contextWith({ device, signal: AbortSignal.abort(new Error('stopped')) });
        for (const step of stepsOf(device)) {
          // Whatever stops it, it must not be that nobody knows the act.
          const thrown = await Promise.resolve()
            .then(() => bench.adapter.perform(step, stopped))
            .catch((error: unknown) => error);
          expect(thrown).not.toMatchObject({ code: 'app.unexpected' });
        }
        const [step] = stepsOf(device);
        for (const act of ['', 'toString', '__proto__', 'constructor', 'unknown']) {
          const strange = { ...(step ?? expect.fail('no step')), act };
          expect(() => bench.adapter.perform(strange, stopped)).toThrow(
            expect.objectContaining({ code: 'app.unexpected' }),
          );
        }
      });

      test('earns no pass out of nothing', async () => {
        const { device } = of(model);
        const silent = contextWith({ device, evidence: [] });
        for (const step of stepsOf(device)) {
          const findings = await Promise.resolve()
            .then(() => bench.adapter.verify(step, silent))
            .catch(() => []);
          expect(findings.filter(({ outcome }) => outcome === 'pass')).toEqual([]);
        }
      });
    });
  });
}
