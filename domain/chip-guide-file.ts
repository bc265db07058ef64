import { bothLanguages, readDataFile, someText } from './chip-data-file.ts';
import { type ChipGuide, type GuideFit, type GuideStep, STEP_DOERS } from './chip-guide.ts';
import {
  flag,
  listOf,
  nullable,
  objectOf,
  oneOf,
  type Shape,
  ShapeError,
  whole,
  wholeWithin,
  withOptional,
} from './shape.ts';

const texts = listOf(someText);
const nothing = objectOf<Record<never, never>>({});
const fit: Shape<GuideFit> = withOptional<Record<never, never>, Required<GuideFit>>(nothing, {
  models: texts,
  makers: texts,
  sdk: withOptional<Record<never, never>, { readonly from: number; readonly to: number }>(nothing, {
    from: whole,
    to: whole,
  }),
  carriers: texts,
  icCodes: listOf(wholeWithin(0, 0xff)),
});

const step = objectOf<GuideStep>({
  id: someText,
  when: oneOf('before-reset', 'after-reset'),
  who: oneOf(...STEP_DOERS),
  title: bothLanguages,
  acts: listOf(bothLanguages),
  expect: nullable(bothLanguages),
  answers: listOf(objectOf<GuideStep['answers'][number]>({ id: someText, text: bothLanguages })),
  changesChip: flag,
});

const guide = objectOf<Omit<ChipGuide, 'isOfShop'>>({
  id: someText,
  version: someText,
  fit,
  title: bothLanguages,
  steps: listOf(step),
  source: someText,
});

const inOrder: Shape<Omit<ChipGuide, 'isOfShop'>> = (value, path = '') => {
  const found = guide(value, path);
  const { steps } = found;
  if (steps.length === 0) throw new ShapeError('steps', 'a list with a step');
  if (new Set(steps.map(({ id }) => id)).size !== steps.length) throw new ShapeError('steps', 'without an id twice');
  const firstAfter = steps.findIndex(({ when }) => when === 'after-reset');
  const isMixed = firstAfter >= 0 && steps.slice(firstAfter).some(({ when }) => when === 'before-reset');
  if (isMixed) throw new ShapeError('steps', 'in order: what comes before the reset first');
  return found;
};

/** Reads one guide from its JSON; `isOfShop` tells whose folder it lies in. Throws `chip.data-file` with the name of the file. */
export function readGuide(file: string, json: string, isOfShop: boolean): ChipGuide {
  return { ...readDataFile(file, json, inOrder), isOfShop };
}
