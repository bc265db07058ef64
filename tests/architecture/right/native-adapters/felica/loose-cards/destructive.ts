/** Returns the command that writes to a card. */
export function writeCommand(): string {
  return 'write';
}
