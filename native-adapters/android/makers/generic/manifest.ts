import type { AdapterManifest } from '../../../../domain/adapter.ts';
import { LADDER } from '../../rungs/ladder.ts';

/** Any Android phone that speaks adb; what differs by maker is found by probes, not assumed. */
export const manifest: AdapterManifest = {
  id: 'android-generic',
  makers: ['*'],
  modes: ['android', 'rescue'],
  methods: LADDER.map((rung) => rung.method),
  limits: [
    'FeliCa chips, SIM and eSIM are outside every Android reset',
    'over-provisioned and remapped flash cannot be reached over USB',
    'recovery and sideload modes offer no wipe; the phone must be brought to Android or to rescue mode',
    'fastboot and the agent APK are not built yet',
  ],
  // Android 10, which brought `cmd notification post`.
  showsPortFromSdk: 29,
  seenOn: [],
};
