import type { AdapterManifest } from '../../../domain/adapter.ts';
import { ROUTES } from '../rungs/routes.ts';

/** Any iPhone, iPad or iPod touch that usbmuxd offers, and those in recovery or DFU mode that only USB shows. */
export const manifest: AdapterManifest = {
  id: 'iphone',
  makers: ['Apple'],
  modes: ['iphone', 'iphone-recovery', 'iphone-dfu'],
  methods: ROUTES.map((route) => route.method),
  limits: [
    'nothing can be overwritten on an iPhone from outside; it destroys its keys by itself, and that is not measured',
    'Activation Lock is not removed by any erasure, and its last word is on a server',
    'cards of Apple Pay are terminated at the erasure and completed with the servers later',
    'enrolment in Apple Business Manager cannot be seen over USB',
    'a restore by IPSW is an external step: this program brings none',
  ],
  showsPortFromSdk: null,
  seenOn: [],
};
