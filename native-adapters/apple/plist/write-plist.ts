import { build } from 'plist';
import { plistFault } from './plist-fault.ts';
import type { PlistDict } from './plist-value.ts';

/** Writes a dictionary as an XML property list; keys whose value is undefined are left out. Throws device.protocol for what XML cannot say, which only a phone's text can hold. */
export function writePlist(dict: PlistDict): Uint8Array {
  try {
    return new Uint8Array(Buffer.from(build(forBuilder(dict), { pretty: false }), 'utf8'));
  } catch {
    throw plistFault('not writable');
  }
}

// The package writes bigint, but its type does not say so.
function forBuilder(dict: PlistDict): Parameters<typeof build>[0] {
  return dict as Parameters<typeof build>[0];
}
