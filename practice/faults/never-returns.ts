import type { PracticeFault } from './fault.ts';

/** The phone goes off for its reset and stays off. */
export const NEVER_RETURNS: PracticeFault = {
  name: 'never-returns',
  says: { ja: '再起動したまま戻らない', en: 'the phone never comes back from its reset' },
  fits: ({ model }) => model.startsIn !== 'rescue',
  install: ({ phone }) => {
    phone.quirks.staysAway = true;
  },
};
