import type { Blocker } from '../../domain/erasure.ts';
import type { AppleView, JobView, PhoneView, PortView } from '../../domain/window-state.ts';
import { iphonePlan } from '../domain/sample-iphone.ts';
import { jobAt, phoneAt, portWith } from './fake-workstation.ts';
import { planOf } from './screens/consent/sample-plans.ts';

/** What the window knows of a trusted iPhone. */
export const appleView: AppleView = {
  osVersion: '18.6',
  productType: 'iPhone15,2',
  isKnownModel: true,
  capacityBytes: 256_000_000_000,
  colour: 'Deep Purple',
  udid: '00008120-001C25D40C0BA01E',
  trust: 'trusted',
  activationLock: false,
  supervised: true,
  organisation: 'Sample School',
  esim: true,
};

const { rung, steps, closing, notCovered } = iphonePlan();
const apple = { rung, steps, closing, notCovered, overwrites: false, considered: [] } as const;

/** An iPhone as the board shows it, with what stands in its way; without trust no route is known. */
export function iphoneView(blockers: readonly Blocker[] = [], change: Partial<PhoneView> = {}): PhoneView {
  return phoneAt(0, {
    maker: 'Apple',
    model: 'iPhone 14 Pro',
    androidVersion: null,
    patchLevel: null,
    plans: [planOf('intake', { ...apple, blockers }), planOf('inspection', { ...apple, blockers })],
    apple: appleView,
    ...change,
  });
}

/** A job on an iPhone. */
export function iphoneJob(state: JobView['state'], change: Partial<JobView> = {}): JobView {
  const facts = { maker: 'Apple', model: 'iPhone 14 Pro', capacityBytes: 256_000_000_000 };
  return jobAt(0, state, { rung, closing, overwrites: false, ...facts, ...change });
}

/** A Port with an iPhone on it. */
export function iphonePort(change: Partial<PortView> = {}): PortView {
  return portWith(0, { mode: 'iphone', phone: iphoneView(), job: null, ...change });
}
