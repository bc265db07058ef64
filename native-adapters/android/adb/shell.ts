import { randomBytes } from 'node:crypto';
import type { CallLimits } from '../../links/deadline.ts';
import { BoundedBytes } from './bounded-bytes.ts';
import { type PhoneOnWire, PhoneStream } from './phone-stream.ts';
import { closeStdinPacket, readShellPieces, stdinPacket } from './shell-packets.ts';

/** Limits of one call whose output is collected: at most `maxBytes` of it (stdout and stderr together), more is an error. */
export interface OutputLimits extends CallLimits {
  readonly maxBytes?: number | undefined;
}

/** What a command on the phone said; `exitCode` is null when the phone could not tell it (then nothing may be concluded from it). With the old shell protocol stderr is inside stdout. */
export interface ShellResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly exitCode: number | null;
}

const DEFAULT_MAX_BYTES = 1024 * 1024;
const STDIN_CHUNK_BYTES = 64 * 1024;

async function collect(stream: PhoneStream, maxBytes: number): Promise<ShellResult> {
  const stdout = new BoundedBytes(maxBytes);
  const stderr = new BoundedBytes(maxBytes);
  for await (const piece of readShellPieces(stream)) {
    if (piece.kind === 'exit') {
      return { stdout: stdout.joined(), stderr: stderr.joined(), exitCode: piece.exitCode };
    }
    if (piece.kind === 'stdout') stdout.add(piece.bytes, stderr.sizeBytes);
    else stderr.add(piece.bytes, stdout.sizeBytes);
  }
  throw stream.broken('shell-without-exit');
}

/** Runs a command by shell protocol v2: streams apart, exit code always known; throws when the stream ends before the exit packet. */
export async function runShellV2(phone: PhoneOnWire, command: string, limits: OutputLimits): Promise<ShellResult> {
  const stream = await PhoneStream.open(phone, `shell,v2,raw:${command}`, limits);
  try {
    await stream.write(closeStdinPacket());
    return await collect(stream, limits.maxBytes ?? DEFAULT_MAX_BYTES);
  } finally {
    stream.close();
  }
}

/** Takes the last `<token><exit code>` line out of a command's output; a missing one gives exitCode null. Text behind it (a background process, late stderr) stays output. */
export function splitSentinel(output: Uint8Array, token: string): { stdout: Uint8Array; exitCode: number | null } {
  // latin1 keeps every byte, so that binary output survives the way through a string.
  const text = Buffer.from(output).toString('latin1');
  const at = text.lastIndexOf(token);
  const said = at < 0 ? null : /^([0-9]{1,3})\r?\n/.exec(text.slice(at + token.length));
  const rest = said === null ? text : text.slice(0, at) + text.slice(at + token.length + said[0].length);
  // Before Android 7 the old shell runs on a pseudo-terminal, which writes \r\n for every \n.
  const stdout = new Uint8Array(Buffer.from(rest.replaceAll('\r\n', '\n'), 'latin1'));
  return { stdout, exitCode: said === null ? null : Number(said[1]) };
}

/** Runs a command by the old shell protocol, which has no exit code: the command's shell echoes it behind a random token. */
export async function runShellV1(phone: PhoneOnWire, command: string, limits: OutputLimits): Promise<ShellResult> {
  const token = `hakushi-${randomBytes(12).toString('hex')}-`;
  // The subshell keeps an `exit` of the command from skipping the echo; the line end closes a comment or a `&`.
  const stream = await PhoneStream.open(phone, `shell:(${command}\n); echo ${token}$?`, limits);
  try {
    const output = new BoundedBytes(limits.maxBytes ?? DEFAULT_MAX_BYTES);
    for await (const chunk of stream) output.add(chunk);
    const { stdout, exitCode } = splitSentinel(output.joined(), token);
    if (exitCode === null) await stream.confirmPhoneStillThere();
    return { stdout, stderr: new Uint8Array(0), exitCode };
  } finally {
    stream.close();
  }
}

/** Feeds until the source ends or the phone takes no more; only the source's own failure rejects, because the reading side knows why the phone stopped. */
async function feed(stream: PhoneStream, source: AsyncIterable<Uint8Array>): Promise<void> {
  const taken = async (packet: Uint8Array): Promise<boolean> =>
    stream.write(packet).then(
      () => true,
      () => false,
    );
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += STDIN_CHUNK_BYTES) {
      if (!(await taken(stdinPacket(chunk.subarray(at, at + STDIN_CHUNK_BYTES))))) return;
    }
  }
  await taken(closeStdinPacket());
}

/** One command with what it reads on its standard input. */
export interface FedCommand {
  readonly command: string;
  readonly source: AsyncIterable<Uint8Array>;
}

/** Runs a command by shell protocol v2 with the source as its standard input, never reading the source faster than the phone takes it. A command that ends early ends the feeding. */
export async function feedShellV2(phone: PhoneOnWire, fed: FedCommand, limits: OutputLimits): Promise<ShellResult> {
  const stream = await PhoneStream.open(phone, `shell,v2,raw:${fed.command}`, limits);
  try {
    const result = collect(stream, limits.maxBytes ?? DEFAULT_MAX_BYTES);
    return await Promise.race([result, feed(stream, fed.source).then(() => result)]);
  } finally {
    stream.close();
  }
}
