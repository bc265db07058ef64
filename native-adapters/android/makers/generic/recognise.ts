import type { PhoneAdapter } from '../../../../domain/adapter.ts';
import type { Attachment } from '../../../../domain/port.ts';
import { manifest } from './manifest.ts';

/** Fits every phone that adb shows in a mode in which it can be read. */
export function recognise(attachment: Attachment): ReturnType<PhoneAdapter['recognise']> {
  return manifest.modes.includes(attachment.mode) ? 'generic' : 'none';
}
