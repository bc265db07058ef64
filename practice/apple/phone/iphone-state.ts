import type { SeededRandom } from '../../random.ts';
import { eraseRecord } from './erase-record.ts';
import { type IphoneIdentity, newIdentity } from './iphone-identity.ts';
import type { IphoneCondition, IphoneModel } from './iphone-model.ts';

/** A computer that the phone trusts. */
export interface Pairing {
  readonly hostId: string;
  /** The identity of its daemon; several host ids may stand for the same computer. */
  readonly systemBuid: string;
  readonly deviceCertificate: Uint8Array;
  readonly hostCertificate: Uint8Array;
  readonly rootCertificate: Uint8Array;
}

/** Where the question whether to trust a computer stands. */
export type TrustQuestion = 'none' | 'asked' | 'trusted' | 'denied';

/** Everything about one iPhone that can change. */
export interface IphoneState {
  identity: IphoneIdentity;
  mode: 'off' | 'normal' | 'recovery' | 'dfu';
  plugged: boolean;
  stage: 'in-use' | 'setup';
  locked: boolean;
  ownerName: string;
  phoneNumber: string;
  iccid: string;
  /** Photos, messages and contacts of the seller. */
  userData: number;
  esim: boolean;
  supervised: boolean;
  managed: boolean;
  activationLocked: boolean;
  question: TrustQuestion;
  /** The identities of computers for which somebody tapped Trust; each of them pairs from then on without a question. */
  readonly trustedComputers: Set<string>;
  /** The computer that the question on the screen speaks of. */
  asker: string | null;
  readonly pairings: Map<string, Pairing>;
  /** What outlives every erase, by name. */
  readonly nvram: Map<string, string>;
}

const OWNERS = ['佐藤 花子', '鈴木 一郎', '高橋 美咲', '田中 健', 'Emily Watson', '伊藤 さくら'] as const;
const DAY_SECONDS = 86_400;

/** Returns the state of an iPhone as it is plugged in. */
export function initialState(
  model: IphoneModel,
  condition: IphoneCondition,
  random: SeededRandom,
  nowSeconds: number,
): IphoneState {
  const inSetup = condition.inSetup;
  const owner = OWNERS[random.between(0, OWNERS.length - 1)] ?? OWNERS[0];
  return {
    identity: newIdentity(model, random.branch('identity')),
    mode: condition.mode,
    plugged: true,
    stage: inSetup ? 'setup' : 'in-use',
    locked: condition.locked,
    ownerName: owner,
    phoneNumber: `+81 90-0000-${random.digits(4)}`,
    iccid: `8981${random.digits(15)}`,
    userData: inSetup ? 0 : random.between(200, 9000),
    esim: condition.esim || model.esimPlan,
    supervised: condition.supervised,
    managed: condition.managed,
    activationLocked: condition.activationLocked,
    question: 'none',
    trustedComputers: new Set(),
    asker: null,
    pairings: new Map(),
    nvram: firstNvram(model, condition.activationLocked, random, nowSeconds),
  };
}

function firstNvram(
  model: IphoneModel,
  isLocked: boolean,
  random: SeededRandom,
  nowSeconds: number,
): Map<string, string> {
  const nvram = new Map([
    ['auto-boot', 'true'],
    ['backlight-level', String(random.between(400, 1600))],
    ['fm-activation-locked', isLocked ? 'YES' : 'NO'],
    ['fm-spstatus', isLocked ? 'YES' : 'NO'],
    // Planted: these may never be seen in a log, a ledger or on paper.
    ['fm-account-masked', `p${random.letters(3)}•••••@planted-secret.example`],
    ['fm-spkeys', `PLANTED-SECRET-${random.letters(32)}`],
  ]);
  // A phone out of its box was never erased; most second-hand ones were, when a carrier or an earlier owner prepared them.
  if (random.between(0, 3) > 0) {
    nvram.set('obliteration', eraseRecord(model, nowSeconds - random.between(20, 900) * DAY_SECONDS, 'settings'));
  }
  return nvram;
}

/** Changes the state as an erase does; what outlives it (identity, lock, NVRAM) is left. */
export function eraseState(state: IphoneState, keepsEsim: boolean): void {
  state.userData = 0;
  state.stage = 'setup';
  state.locked = false;
  state.ownerName = '';
  state.phoneNumber = '';
  state.esim = state.esim && keepsEsim;
  // Supervision and management come back with the activation, which the workstation leaves to the buyer.
  state.supervised = false;
  state.managed = false;
  state.question = 'none';
  state.asker = null;
  state.trustedComputers.clear();
  state.pairings.clear();
}
