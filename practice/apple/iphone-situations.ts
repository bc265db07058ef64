import { type IphoneCondition, PLAIN_IPHONE, PLAIN_WIRE, type WireManner } from './phone/iphone-model.ts';

interface Change extends Partial<Omit<IphoneCondition, 'wire'>> {
  readonly wire?: Partial<WireManner>;
}

/** Named ways in which an iPhone can arrive at the bench that are no faults; those named `wire-` and `mux-` only differ in how they, or the daemon, answer. */
export const IPHONE_SITUATIONS: Readonly<Record<string, Change>> = {
  'not-trusted': { trust: 'asks' },
  'phone-locked': { locked: true },
  supervised: { supervised: true, managed: true },
  mdm: { managed: true },
  'find-my-unreadable': { nvram: 'nobody' },
  'nvram-by-diagnostics-only': { nvram: 'diagnostics' },
  recovery: { mode: 'recovery' },
  dfu: { mode: 'dfu' },
  'low-battery': { batteryPercent: 12, charging: false },
  esim: { esim: true },
  'already-erased': { inSetup: true },
  'clock-behind': { clockAheadSeconds: -26 * 3600 },
  'network-twin': { wire: { networkTwin: true } },
  'wire-binary': { wire: { binary: true } },
  'wire-bytes': { wire: { pieces: 'bytes' } },
  'wire-merged': { wire: { pieces: 'merged' } },
  'mux-bytes': { wire: { muxPieces: 'bytes' } },
  'mux-merged': { wire: { muxPieces: 'merged' } },
  'wire-control-bytes': { wire: { controlBytes: true } },
};

/** Puts situations together; throws RangeError for a name that nobody knows. */
export function conditionOf(names: readonly string[]): IphoneCondition {
  const changes = names.map((name) => {
    const change = Object.hasOwn(IPHONE_SITUATIONS, name) ? IPHONE_SITUATIONS[name] : undefined;
    if (change === undefined) {
      throw new RangeError(`there is no practice situation ${JSON.stringify(name)} of an iPhone`);
    }
    return change;
  });
  const wire = Object.assign({}, PLAIN_WIRE, ...changes.map((change) => change.wire));
  return Object.assign({}, PLAIN_IPHONE, ...changes, { wire });
}
