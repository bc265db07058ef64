import { sendRaw } from './chipset.ts';

/** Sends what may be sent. */
export function sendGuarded(bytes: string): string {
  return bytes === 'read' ? sendRaw(bytes) : 'refused';
}
