import { type AppleFacts, TRUST_STATES } from './apple-facts.ts';
import type { Battery, DeviceFacts, Reading, TradeInStatus } from './device.ts';
import { flag, listOf, nullable, objectOf, oneOf, type Shape, text, whole, withOptional } from './shape.ts';

const texts = listOf(text);

function reading<T>(inner: Shape<T>): Shape<Reading<T>> {
  return (value, path = '') => {
    const { is, source } = objectOf<{ is: Reading<T>['is']; source: string }>({
      is: oneOf('value', 'absent', 'not-readable'),
      source: text,
    })(value, path);
    if (is === 'absent') return { is, source };
    if (is === 'not-readable') return { is, source, ...objectOf<{ why: string }>({ why: text })(value, path) };
    return { is, source, ...objectOf<{ value: T }>({ value: inner })(value, path) };
  };
}

const textReading = reading(text);
const numberReading = reading(whole);
const flagReading = reading(flag);

type LaterFacts = Pick<
  DeviceFacts,
  'felicaConfig' | 'felicaPackages' | 'nfcFeatures' | 'carrier' | 'hardwareSku' | 'apple'
>;
type FirstFacts = Omit<DeviceFacts, keyof LaterFacts>;

const firstFacts = objectOf<FirstFacts>({
  mode: oneOf('android', 'trade-in-foyer', 'rescue', 'recovery', 'iphone', 'iphone-recovery', 'iphone-dfu'),
  serial: textReading,
  imeis: reading(texts),
  maker: textReading,
  model: textReading,
  product: textReading,
  androidVersion: textReading,
  sdk: numberReading,
  launchSdk: numberReading,
  patchLevel: textReading,
  fingerprint: textReading,
  buildType: textReading,
  abis: reading(texts),
  cryptoState: textReading,
  cryptoType: textReading,
  metadataEncrypted: flagReading,
  verifiedBoot: textReading,
  frpPartition: textReading,
  testHarness: flagReading,
  testHarnessService: flagReading,
  tradeIn: reading(
    objectOf<TradeInStatus>({
      serial: nullable(text),
      imeis: texts,
      frpLocked: nullable(flag),
      capacityBytes: nullable(whole),
    }),
  ),
  accounts: numberReading,
  users: numberReading,
  managed: flagReading,
  screenLock: flagReading,
  sdCard: flagReading,
  battery: reading(objectOf<Battery>({ percent: whole, charging: flag })),
  freeBytes: numberReading,
  setupComplete: flagReading,
  androidIdHash: textReading,
});

type LaterApple = Pick<AppleFacts, 'eraseFailure' | 'eraseBegun'>;
type FirstApple = Omit<AppleFacts, keyof LaterApple>;

const firstApple = objectOf<FirstApple>({
  udid: textReading,
  ecid: textReading,
  trust: reading(oneOf(...TRUST_STATES)),
  productType: textReading,
  osVersion: textReading,
  buildVersion: textReading,
  modelNumber: textReading,
  region: textReading,
  capacityBytes: numberReading,
  colour: textReading,
  activation: textReading,
  needsActivation: flagReading,
  isLocked: flagReading,
  activationLock: flagReading,
  supervised: flagReading,
  organisation: textReading,
  mdm: flagReading,
  esim: flagReading,
  setupDone: flagReading,
  eraseRecord: textReading,
  clock: numberReading,
});

const appleFacts: Shape<AppleFacts> = withOptional<FirstApple, Required<LaterApple>>(firstApple, {
  eraseFailure: textReading,
  eraseBegun: textReading,
});

/** Reads the facts of a device as a job's draft holds them; those about its chip are not there in older records. */
export const deviceFacts: Shape<DeviceFacts> = withOptional<FirstFacts, Required<LaterFacts>>(firstFacts, {
  felicaConfig: reading(texts),
  felicaPackages: reading(texts),
  nfcFeatures: reading(texts),
  carrier: textReading,
  hardwareSku: textReading,
  apple: appleFacts,
});
