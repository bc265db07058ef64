import type { CallLimits } from '../../links/deadline.ts';
import { BoundedBytes } from './bounded-bytes.ts';
import { type PhoneOnWire, PhoneStream } from './phone-stream.ts';
import type { FedCommand, OutputLimits, ShellResult } from './shell.ts';

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** Yields the raw output of a command as it arrives. The raw protocol tells neither exit code nor completeness; when the phone or the server is gone at the end, it throws. */
export async function* streamExec(
  phone: PhoneOnWire,
  command: string,
  limits: CallLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = await PhoneStream.open(phone, `exec:${command}`, limits);
  try {
    yield* stream;
    await stream.confirmPhoneStillThere();
  } finally {
    stream.close();
  }
}

/** Returns the whole raw output of a command; what `streamExec` cannot know, this cannot either. */
export async function runExec(phone: PhoneOnWire, command: string, limits: OutputLimits): Promise<Uint8Array> {
  const output = new BoundedBytes(limits.maxBytes ?? DEFAULT_MAX_BYTES);
  for await (const chunk of streamExec(phone, command, limits)) output.add(chunk);
  return output.joined();
}

/** Feeds a command by the raw protocol, for phones without shell v2. Its exit code is unknown (null), and what it prints after the end of its input may be lost. */
export async function feedExec(phone: PhoneOnWire, fed: FedCommand, limits: OutputLimits): Promise<ShellResult> {
  const stream = await PhoneStream.open(phone, `exec:${fed.command}`, limits);
  try {
    for await (const chunk of fed.source) await stream.write(chunk);
    stream.finishWriting();
    const output = new BoundedBytes(limits.maxBytes ?? DEFAULT_MAX_BYTES);
    for await (const chunk of stream) output.add(chunk);
    await stream.confirmPhoneStillThere();
    return { stdout: output.joined(), stderr: new Uint8Array(0), exitCode: null };
  } finally {
    stream.close();
  }
}
