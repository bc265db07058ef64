import type { PhoneAdapter, StepContext } from '../../../domain/adapter.ts';
import { type DeviceFacts, value } from '../../../domain/device.ts';
import type { Plan, Proposal, RuleId, Step } from '../../../domain/erasure.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Attachment } from '../../../domain/port.ts';
import { Finding } from '../../../domain/proof.ts';
import { sampleDevice } from '../../domain/sample-device.ts';
import type { Hands } from '../devices/sightings.ts';

/** A step that needs nothing special. */
export function step(id: string, fields: Partial<Step> = {}): Step {
  const plain = { by: 'machine', strength: null, cancel: 'anytime', instruction: null, vanishes: null } as const;
  return { id, act: id, proves: [], ...plain, ...fields };
}

/** A wipe after which the phone returns, an overwrite, and a look by a person. */
export const PLAN: Plan = {
  adapter: 'scripted',
  rung: 'guided',
  purpose: 'inspection',
  steps: [
    step('wipe', {
      strength: 'deletion',
      cancel: 'never',
      vanishes: { returnsAs: ['android'], withinMs: 200 },
      proves: ['identity-kept', 'reset-observed'],
    }),
    step('overwrite', { strength: 'overwrite', proves: ['overwrite-complete', 'host-sample'] }),
    step('look', { by: 'operator', instruction: 'look-at-screen', proves: ['closing-proof'] }),
  ],
  closing: 'two-persons',
  overwrites: true,
  notCovered: ['felica-chip'],
};

/** The same plan, closed by the machine. */
export const MACHINE_PLAN: Plan = {
  ...PLAN,
  closing: 'machine',
  steps: [...PLAN.steps.slice(0, 2), step('close', { proves: ['closing-proof'] })],
};

const GUARD: Evidence = { kind: 'command', source: 'script', data: {} };

/** Passes of the rules, as an honest adapter mints them. */
export function passes(rules: readonly RuleId[], evidence: readonly Evidence[] = [GUARD]): readonly Finding[] {
  return rules.map((rule) => Finding.proven(rule, 'seen', evidence));
}

/** What a test changes about the adapter, by step id. */
export interface Script {
  readonly perform?: Readonly<Record<string, (context: StepContext) => unknown>>;
  readonly verify?: Readonly<Record<string, (context: StepContext) => unknown>>;
  identify?(attachment: Attachment): DeviceFacts | Promise<DeviceFacts>;
  readonly proposal?: Partial<Proposal>;
}

/** An adapter that does everything right, except where its script says otherwise. */
export class ScriptedAdapter implements PhoneAdapter {
  readonly manifest = {
    id: 'scripted',
    makers: [],
    modes: ['android', 'rescue'] as const,
    methods: [],
    limits: [],
    showsPortFromSdk: null,
    seenOn: [],
  };
  readonly trust = null;
  /** Null unless a test wants to see what is given back. */
  release: PhoneAdapter['release'] = null;
  readonly performed: string[] = [];
  script: Script = {};
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  recognise({ mode }: Attachment): 'none' | 'generic' {
    return mode === 'android' ? 'generic' : 'none';
  }

  async identify(attachment: Attachment): Promise<DeviceFacts> {
    if (this.script.identify) return this.script.identify(attachment);
    const imei = IMEIS[attachment.port] ?? '490154203237518';
    return sampleDevice({ serial: value(attachment.serial ?? '', 'getprop'), imeis: value([imei], 'service call') });
  }

  canShowPort(): boolean {
    return false;
  }

  async showPort(): Promise<boolean> {
    return false;
  }

  propose(): Proposal {
    return { plan: PLAN, blockers: [], considered: [], ...this.script.proposal };
  }

  async perform(step: Step, context: StepContext): Promise<readonly Evidence[]> {
    this.performed.push(`${step.id}@${context.port}`);
    const own = this.script.perform?.[step.id];
    if (own) return (await own(context)) as readonly Evidence[];
    if (step.vanishes) this.#hands.replug(context.port);
    if (step.instruction === null) return [{ kind: 'command', source: step.id, data: { done: true } }];
    const answer = await context.askOperator(step.instruction);
    return [{ kind: 'attestation', source: answer.operator, data: { saw: answer.saw } }];
  }

  async verify(step: Step, context: StepContext): Promise<readonly Finding[]> {
    const own = this.script.verify?.[step.id];
    if (own) return (await own(context)) as readonly Finding[];
    if (step.by === 'operator') return step.proves.map((rule) => Finding.attested(rule, 'seen', context.evidence));
    return passes(step.proves, context.evidence);
  }

  traffic(): { readonly toPhones: number; readonly fromPhones: number } {
    return { toPhones: 0, fromPhones: 0 };
  }
}

/** IMEIs of the phones on the test ports. */
export const IMEIS: Readonly<Record<string, string>> = { 'usb:1-1': '490154203237518', 'usb:1-2': '356938035643809' };
