import type { AppleFacts } from '../../domain/apple-facts.ts';
import type { ChipReading } from '../../domain/chip.ts';
import { absent, type DeviceFacts, value } from '../../domain/device.ts';
import type { Plan } from '../../domain/erasure.ts';
import type { Review } from '../../domain/verdict.ts';
import { ChipRecordWriter, chipOf, emptyReading } from './sample-chip.ts';
import { machinePlan, passedRecord, sampleDevice } from './sample-record.ts';

const from = 'lockdownd';

/** What an iPhone tells of itself; most of it says nothing of its chip. */
export const sampleApple: AppleFacts = {
  udid: value('00008110-001A2B3C4D5E801E', from),
  ecid: value('1a2b3c4d5e801e', from),
  trust: value('trusted', from),
  productType: value('iPhone14,5', from),
  osVersion: value('18.5', from),
  buildVersion: value('22F76', from),
  modelNumber: value('MLNE3', from),
  region: value('J/A', from),
  capacityBytes: value(128_000_000_000, from),
  colour: absent(from),
  activation: value('Activated', from),
  needsActivation: value(false, from),
  isLocked: value(false, from),
  activationLock: value(false, from),
  supervised: value(false, from),
  organisation: absent(from),
  mdm: value(false, from),
  esim: value(false, from),
  setupDone: value(true, from),
  eraseRecord: absent(from),
  clock: value(1_795_000_000, from),
};

/** An iPhone that told everything that is asked of one. */
export const sampleIphone: DeviceFacts = {
  ...sampleDevice,
  maker: value('Apple', from),
  model: value('iPhone 13', from),
  apple: sampleApple,
};

const step = { by: 'machine', strength: null, cancel: 'never', instruction: null, vanishes: null } as const;

/** The plan of an iPhone's erase over USB: one step that erases, one that verifies. */
export const iphonePlan: Plan = {
  ...machinePlan,
  adapter: 'apple',
  rung: 'ios-eacs-mcinstall',
  closing: 'machine',
  overwrites: false,
  notCovered: ['apple-pay-online'],
  steps: [
    { ...step, id: 'erase', act: 'apple.erase', strength: 'cryptographic', proves: ['left-and-returned'] },
    { ...step, id: 'verify', act: 'apple.setup-state', proves: ['setup-state', 'closing-proof'] },
  ],
};

/** What the record of an iPhone may differ in. */
export interface IphoneChoices {
  readonly plan?: Plan;
  readonly device?: DeviceFacts;
  readonly review?: Review;
}

/** The record of an iPhone whose erase passed. */
export function erasedIphone(choices: IphoneChoices = {}): ChipRecordWriter {
  const { entries } = passedRecord({ plan: iphonePlan, device: sampleIphone, ...choices });
  return new ChipRecordWriter(entries.map(({ entry }) => entry));
}

/** The one poll that an iPhone may be given, with no answer. */
export const silentPoll = (changes: Partial<ChipReading> = {}): ChipReading =>
  emptyReading({
    scan: 'iphone',
    chip: null,
    systemList: null,
    systems: [],
    troubles: ['no-answer', 'iphone-poll-only'],
    ...changes,
  });

/** The one poll, answered by a card that is left. */
export const answeredPoll = (changes: Partial<ChipReading> = {}): ChipReading =>
  silentPoll({ chip: chipOf('phone', 0x16), troubles: ['iphone-poll-only'], ...changes });
