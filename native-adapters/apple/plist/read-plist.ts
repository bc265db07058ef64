import { plistFault } from './plist-fault.ts';
import { dictOf, type PlistDict, type PlistValue } from './plist-value.ts';
import { isBinaryPlist, readBinary } from './read-binary.ts';
import { readXml } from './read-xml.ts';

/**
 * Reads a property list, XML or binary, from bytes that may be hostile; throws device.protocol when it is none. Our own reader: the
 * plist package writes what it cannot parse to the console (text of a phone), does so without end for some inputs, and rounds above 2^53.
 */
export function readPlist(bytes: Uint8Array): PlistValue {
  if (isBinaryPlist(bytes)) return readBinary(bytes);
  return readXml(new TextDecoder().decode(withoutControls(bytes)));
}

/** Reads a property list that must be a dictionary, as every message of usbmuxd and of a phone is; throws device.protocol otherwise. */
export function readPlistDict(bytes: Uint8Array): PlistDict {
  const dict = dictOf(readPlist(bytes));
  if (dict === null) throw plistFault('no dictionary');
  return dict;
}

/** iOS sends control bytes inside XML, where they are not allowed (libimobiledevice src/property_list_service.c): each becomes a space. */
function withoutControls(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d ? 0x20 : byte));
}
