import type { PracticeFault } from './fault.ts';

/** The phone names another model from the second look on. */
export const MODEL_CHANGES: PracticeFault = {
  name: 'model-changes',
  says: { ja: '問い合わせのたびに機種名が違う', en: 'the phone names another model at the second look' },
  fits: ({ model }) => model.startsIn !== 'rescue',
  install: ({ phone }) => {
    let firstLook = 0;
    phone.quirks.property = (key, value) => {
      if (key !== 'ro.product.model') return value;
      firstLook ||= phone.shellsRun;
      return phone.shellsRun === firstLook ? value : `${value} Pro`;
    };
  },
};
