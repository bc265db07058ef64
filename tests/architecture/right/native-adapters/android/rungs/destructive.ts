/** Returns the command that erases a phone. */
export function resetCommand(): string {
  return 'reset';
}
