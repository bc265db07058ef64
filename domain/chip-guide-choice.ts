import { fitsPattern, sharpness } from './chip-data-file.ts';
import type { ChipGuide, GuideFit } from './chip-guide.ts';

/** What a guide is chosen by; null where it is not known. */
export interface PhoneToGuide {
  readonly maker: string | null;
  readonly model: string | null;
  /** Android API level. */
  readonly sdk: number | null;
  readonly carrier: string | null;
  readonly icCode: number | null;
}

/**
 * All guides by their ids: the shop's own file takes the place of ours with the same id. A step that changes the chip by any guide of ours
 * does so in the shop's guides too, whatever they say: only a new reading tells what is left afterwards.
 */
export function guidesInUse(guides: readonly ChipGuide[]): readonly ChipGuide[] {
  const byId = new Map<string, ChipGuide>();
  for (const guide of guides) {
    if (guide.isOfShop || !byId.get(guide.id)?.isOfShop) byId.set(guide.id, guide);
  }
  const changing = changingSteps(guides.filter(({ isOfShop }) => !isOfShop));
  return [...byId.values()].map((guide) => (guide.isOfShop ? withChanges(guide, changing) : guide));
}

function changingSteps(guides: readonly ChipGuide[]): ReadonlySet<string> {
  const changing = guides.flatMap(({ steps }) => steps.filter(({ changesChip }) => changesChip));
  return new Set(changing.map(({ id }) => id));
}

function withChanges(guide: ChipGuide, changing: ReadonlySet<string>): ChipGuide {
  const steps = guide.steps.map((step) => ({ ...step, changesChip: step.changesChip || changing.has(step.id) }));
  return { ...guide, steps };
}

/**
 * The guide that fits a phone best, or null when none fits: a guide that names the model goes before one that names the IC, the
 * carrier, the maker, the Android version, in that order; among equals the shop's own, then the first by id.
 */
export function guideFor(guides: readonly ChipGuide[], phone: PhoneToGuide): ChipGuide | null {
  const fitting = guidesInUse(guides).flatMap((guide) => {
    const points = pointsOf(guide.fit, phone);
    return points === null ? [] : [{ guide, points }];
  });
  const [best] = fitting.toSorted(
    (one, other) =>
      compare(other.points, one.points) ||
      Number(other.guide.isOfShop) - Number(one.guide.isOfShop) ||
      (one.guide.id < other.guide.id ? -1 : 1),
  );
  return best?.guide ?? null;
}

/** How sharply each part of a fit speaks of the phone, 0 where the part is missing; null when one part does not fit. */
function pointsOf(fit: GuideFit, phone: PhoneToGuide): readonly number[] | null {
  const parts = [
    byName(fit.models, phone.model),
    fit.icCodes && (phone.icCode !== null && fit.icCodes.includes(phone.icCode) ? 1 : null),
    byName(fit.carriers, phone.carrier),
    byName(fit.makers, phone.maker),
    fit.sdk && (isWithin(fit.sdk, phone.sdk) ? 1 : null),
  ].map((points) => (points === undefined ? 0 : points));
  return parts.every((points) => points !== null) ? parts : null;
}

function byName(patterns: readonly string[] | undefined, name: string | null): number | null | undefined {
  if (patterns === undefined) return undefined;
  const fitting = patterns.filter((pattern) => fitsPattern(pattern, name));
  return fitting.length === 0 ? null : Math.max(...fitting.map(sharpness));
}

function isWithin({ from, to }: NonNullable<GuideFit['sdk']>, sdk: number | null): boolean {
  return sdk !== null && sdk >= (from ?? 0) && sdk <= (to ?? Number.MAX_SAFE_INTEGER);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((points, index) => points !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
