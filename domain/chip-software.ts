import type { PresenceSource } from './chip-presence.ts';
import type { DeviceFacts, Reading } from './device.ts';

/** The answer of one place on the phone: what it holds, that it holds nothing, or that nobody could look. */
type Answer =
  | { readonly is: 'found'; readonly what: readonly string[] }
  | { readonly is: 'nothing' }
  | { readonly is: 'unread' };

/**
 * What a phone's own software says of a FeliCa chip: its Osaifu-Keitai configuration or a client that came with the phone speaks for
 * one, both missing against one, and whatever could not be read says nothing. NFC features are not asked: world phones have
 * host emulation without a chip. Null for facts of before these places were read.
 */
export function softwareSource(facts: DeviceFacts): Extract<PresenceSource, { is: 'phone-software' }> | null {
  const { felicaConfig, felicaPackages } = facts;
  if (felicaConfig === undefined && felicaPackages === undefined) return null;
  const answers = [configAnswer(felicaConfig), packagesAnswer(felicaPackages)];
  const found = answers.flatMap((answer) => (answer.is === 'found' ? answer.what : []));
  if (found.length > 0) return { is: 'phone-software', says: 'present', found };
  const isAbsent = answers.every((answer) => answer.is === 'nothing');
  return { is: 'phone-software', says: isAbsent ? 'absent' : 'not-readable', found: [] };
}

/** A configuration without a single key is there all the same. */
function configAnswer(reading: Reading<readonly string[]> | undefined): Answer {
  if (reading?.is === 'value') return { is: 'found', what: [reading.source] };
  return reading?.is === 'absent' ? { is: 'nothing' } : { is: 'unread' };
}

function packagesAnswer(reading: Reading<readonly string[]> | undefined): Answer {
  if (reading?.is === 'value' && reading.value.length > 0) return { is: 'found', what: reading.value };
  return reading === undefined || reading.is === 'not-readable' ? { is: 'unread' } : { is: 'nothing' };
}
