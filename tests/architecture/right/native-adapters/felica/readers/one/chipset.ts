/** Sends bytes to a reader as they are. */
export function sendRaw(bytes: string): string {
  return bytes;
}
