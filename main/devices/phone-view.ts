import type { AppleFacts } from '../../domain/apple-facts.ts';
import { isUnknownAppleModel } from '../../domain/apple-model.ts';
import { modelNamesOf } from '../../domain/chip-binding.ts';
import { type Claim, type DeviceFacts, known } from '../../domain/device.ts';
import type { Purpose } from '../../domain/erasure.ts';
import type { AppleView, PhoneView, PlanView } from '../../domain/window-state.ts';
import type { Examined, JobDesk } from '../jobs/job-desk.ts';

const PURPOSES: readonly Purpose[] = ['intake', 'inspection'];

/** A phone that was read, as the board shows it, with what can be done for each purpose. */
export function phoneView(examined: Examined, desk: Pick<JobDesk, 'propose'>): PhoneView {
  const { adapter, facts, claims } = examined;
  const imeis = known(facts.imeis) ?? [];
  return {
    maker: known(facts.maker),
    model: known(facts.model),
    modelNames: modelNamesOf(facts),
    serial: known(facts.serial),
    imeis,
    imeiSource: imeis.length === 0 ? null : sourceOf(claims),
    androidVersion: known(facts.androidVersion),
    patchLevel: known(facts.patchLevel),
    battery: known(facts.battery),
    plans: PURPOSES.map((purpose) => planView(examined, desk, purpose)),
    canShowPort: adapter.canShowPort(facts),
    apple: facts.apple ? appleView(facts, facts.apple) : null,
  };
}

function appleView({ maker, model }: DeviceFacts, apple: AppleFacts): AppleView {
  return {
    osVersion: known(apple.osVersion),
    productType: known(apple.productType),
    isKnownModel: !isUnknownAppleModel({ maker: known(maker), model: known(model) }),
    capacityBytes: known(apple.capacityBytes),
    colour: known(apple.colour),
    udid: known(apple.udid),
    trust: known(apple.trust),
    activationLock: known(apple.activationLock),
    supervised: known(apple.supervised),
    organisation: known(apple.organisation),
    esim: known(apple.esim),
  };
}

function sourceOf(claims: readonly Claim[]): PhoneView['imeiSource'] {
  return claims[0]?.source ?? 'read';
}

function planView(examined: Examined, desk: Pick<JobDesk, 'propose'>, purpose: Purpose): PlanView {
  const { plan, blockers, considered } = desk.propose(examined, purpose);
  return {
    purpose,
    rung: plan?.rung ?? null,
    steps: plan?.steps ?? [],
    closing: plan?.closing ?? null,
    overwrites: plan?.overwrites ?? false,
    notCovered: plan?.notCovered ?? [],
    blockers,
    considered,
  };
}
