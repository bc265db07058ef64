import { WorkstationError } from '../../../domain/errors.ts';

// No list of a phone comes near these; they keep a hostile one from holding up the workstation.
/** How deep a list may nest. */
export const MOST_LEVELS = 64;
/** How many values a list may hold, those of shared objects counted each time. */
export const MOST_VALUES = 200_000;

/** The one error of every unreadable property list (device.protocol); it never quotes the list. */
export function plistFault(fault: string): WorkstationError {
  return new WorkstationError('device.protocol', { what: 'property list', fault });
}
