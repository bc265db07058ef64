import type { IphoneFault } from './iphone-fault.ts';

/** What can stand between the workstation and a phone that is plugged in. */
export const TRUST_FAULTS: readonly IphoneFault[] = [
  {
    name: 'trust-denied',
    says: { ja: '端末で「信頼しない」が押される', en: "Don't Trust is tapped on the phone" },
    fits: ({ condition }) => condition.mode === 'normal' && !condition.inSetup,
    install: ({ phone }) => {
      phone.quirks.deniesTrust = true;
    },
  },
  {
    name: 'activation-locked',
    says: { ja: 'アクティベーションロックがかかっている', en: 'Activation Lock is on' },
    fits: () => true,
    install: ({ phone }) => phone.lockActivation(),
  },
];
