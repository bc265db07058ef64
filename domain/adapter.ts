import type { TrustState } from './apple-facts.ts';
import type { DeviceFacts } from './device.ts';
import type { InstructionId, Proposal, Purpose, RungId, Step, Strength } from './erasure.ts';
import type { Evidence } from './evidence.ts';
import type { JobId, PortId } from './ids.ts';
import type { Attachment, PhoneMode } from './port.ts';
import type { Finding } from './proof.ts';

declare global {
  // The platform's own AbortSignal; the domain names it without taking in Node's or a browser's library.
  interface AbortSignal {
    readonly aborted: boolean;
  }
}

/** How far an act has come; `done` and `total` in bytes, `total` null when it is not known. Progress may be dropped. */
export interface Progress {
  readonly stage:
    | 'resetting'
    | 'filling'
    | 'rotating'
    | 'small-files'
    | 'reading-back'
    | 'sampling'
    | 'removing'
    | 'waiting'
    /** Longer than such a phone usually takes: somebody should look at its screen. */
    | 'waiting-attention';
  readonly done: number;
  readonly total: number | null;
}

/** What a person answered to an instruction: who did it and what the screen showed. */
export interface OperatorAnswer {
  readonly operator: string;
  readonly saw: string;
}

/** What an adapter may use while it works on one phone. */
export interface StepContext {
  readonly port: PortId;
  readonly job: JobId;
  /** The phone as it was identified before the job; frozen. */
  readonly device: DeviceFacts;
  /** The phone as it was read last in this job. */
  readonly latest: DeviceFacts;
  readonly signal: AbortSignal;
  /** 32 bytes; the key of this job's overwrite stream. */
  readonly overwriteKey: Uint8Array;
  /** Evidence of this job so far, oldest first. */
  readonly evidence: readonly Evidence[];
  /** What is on the Port now; throws `device.unplugged` when there is nothing. */
  attachment(): Attachment;
  /** What is on the Port now, or null. */
  present(): Attachment | null;
  /**
   * Waits until something in one of the modes is on the Port, and has left it since `since` (null: it need not have
   * left); throws `device.not-returned` after `withinMs`.
   */
  awaitReturn(since: number | null, modes: readonly PhoneMode[], withinMs: number): Promise<Attachment>;
  /** Waits until the phone was seen to leave the Port since `since`; throws `erase.refused` when it was not within `withinMs`. */
  awaitAbsence(since: number, withinMs: number): Promise<void>;
  /** Whether the phone was seen to leave the Port since `since`; being lost from sight, as when a server dies, is no leaving. */
  hasLeft(since: number): boolean;
  /** A number that grows each time the phone leaves the Port or is lost from sight; take it before an act that makes it leave. */
  mark(): number;
  /** Puts evidence on record at once: for what an act has done before it waits for something that may never come. */
  note(evidence: Evidence): void;
  /**
   * Compares what was read of the phone later with what the job knows and puts it on record at once; of the same phone it joins
   * its facts, and nothing known is lost. Throws `device.identity-mismatch` or `device.identity-unreadable`.
   */
  learn(facts: DeviceFacts): void;
  reportProgress(progress: Progress): void;
  askOperator(instruction: InstructionId): Promise<OperatorAnswer>;
  now(): Date;
}

/** One way of erasing that an adapter masters, and what it leaves untouched. */
export interface MethodManifest {
  readonly rung: RungId;
  readonly strength: readonly Strength[];
  /** Text keys under `not-covered.`. */
  readonly notCovered: readonly string[];
}

/** What an adapter is for, what it can do and what it cannot. */
export interface AdapterManifest {
  readonly id: string;
  readonly makers: readonly string[];
  readonly modes: readonly PhoneMode[];
  readonly methods: readonly MethodManifest[];
  /** What it cannot do, in one sentence each. */
  readonly limits: readonly string[];
  /** From which version of Android on (API level) a phone can show its Port's name on its screen; null: never. */
  readonly showsPortFromSdk: number | null;
  /** On which real phones it was seen to work; empty until somebody measured. */
  readonly seenOn: readonly string[];
}

/** The code that recognises and handles one maker's phones, or any phone of a platform. */
export interface PhoneAdapter {
  readonly manifest: AdapterManifest;
  /** How well the adapter fits what is attached; without I/O. */
  recognise(attachment: Attachment): 'none' | 'generic' | 'maker' | 'model';
  /**
   * Asks a phone that keeps a computer out by itself to trust this one, or tells that it does; null where phones have no
   * such question. It is asked again for as long as the answer is `asked` or `locked`.
   */
  readonly trust: ((attachment: Attachment, signal: AbortSignal) => Promise<TrustState>) | null;
  /** Reads everything that is known of the phone; changes nothing. */
  identify(attachment: Attachment, signal: AbortSignal): Promise<DeviceFacts>;
  /** Tells whether the phone can show a text on its own screen; without I/O. */
  canShowPort(facts: DeviceFacts): boolean;
  /** Makes the phone show a text on its own screen and tells whether it said that it does; changes nothing else. */
  showPort(attachment: Attachment, text: string, signal: AbortSignal): Promise<boolean>;
  /** Chooses a plan for a purpose; without I/O. */
  propose(facts: DeviceFacts, purpose: Purpose): Proposal;
  /** Carries out one step and returns what happened; throws a catalogued error when it did not. */
  perform(step: Step, context: StepContext): Promise<readonly Evidence[]>;
  /**
   * Gives back what a phone's job needed of it and of this computer, once the job has ended in whatever way; `here` is what is on its
   * Port now. What is away is no obstacle. Null where nothing is kept.
   */
  readonly release: ((facts: DeviceFacts, here: Attachment | null) => Promise<void>) | null;
  /** Judges one step from the phone and the evidence; reads only, and is the only source of findings. */
  verify(step: Step, context: StepContext): Promise<readonly Finding[]>;
  /** Bytes that this adapter has sent to and received from phones since it was made. */
  traffic(): { readonly toPhones: number; readonly fromPhones: number };
}
