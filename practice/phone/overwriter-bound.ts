import type { VirtualPhone } from './virtual-phone.ts';

/** An invocation of the overwriter inside a command text: its path, quoted or not, followed by its options. */
const INVOCATION = /((?:^|[\s;&|(])["']?[^\s;&|("']*overwriter["']?)(?=\s+["']?--)/g;

/**
 * Returns the command with `--max-bytes` added to an overwriter that runs, so that the phone's own small medium is what it
 * fills and not the host's disk; a phone with a medium of its own needs no such limit. Any other command is returned as it is.
 */
export function boundOverwriter(phone: VirtualPhone, command: string): string {
  if (!/overwriter["']?\s+["']?--(?!version|help)/.test(command)) return command;
  const bounded =
    !phone.storage.sharesDisk || command.includes('--max-bytes')
      ? command
      : command.replace(INVOCATION, (whole) => `${whole} --max-bytes ${phone.storage.writableBytes()}`);
  const changed = phone.quirks.overwriterCommand?.(bounded) ?? bounded;
  if (changed.includes('--job')) setImmediate(() => void breakPhone(phone));
  return changed;
}

async function breakPhone(phone: VirtualPhone): Promise<void> {
  try {
    await phone.quirks.overwriterStarted?.();
  } catch {
    // A fault that did not come about (the rack was just being stopped, say) leaves a sound phone.
  }
}
