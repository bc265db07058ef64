import type { Battery, DeviceFacts, Reading, TradeInStatus } from './device.ts';
import { flag, listOf, nullable, objectOf, oneOf, type Shape, text, whole } from './shape.ts';

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

/** Reads the facts of a device as a job's draft holds them. */
export const deviceFacts = objectOf<DeviceFacts>({
  mode: oneOf('android', 'trade-in-foyer', 'rescue', 'recovery'),
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
