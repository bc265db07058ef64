import type { RunningShell } from '../phone/shell-run.ts';
import type { ServiceStream } from './service-stream.ts';
import { encodeShellPacket, SHELL_ID, ShellPacketReader } from './shell-protocol.ts';

/** How output travels: in packets, as it is, or through a terminal. */
export type ShellForm = 'v2' | 'plain' | 'terminal';

/** Carries one running shell over a stream until it ends or the host leaves. */
export async function serveShell(shell: RunningShell, stream: ServiceStream, form: ShellForm): Promise<void> {
  stream.closed.addEventListener('abort', () => shell.hostGone(), { once: true });
  const feeding = feed(shell, stream, form);
  feeding.catch(() => shell.hostGone());
  const send = async (id: number, bytes: Uint8Array): Promise<void> => {
    if (form === 'v2') await stream.write(encodeShellPacket(id, bytes));
    else await stream.write(form === 'terminal' ? withCarriageReturns(bytes) : bytes);
  };
  await Promise.all([
    pump(shell.stdout, (bytes) => send(SHELL_ID.STDOUT, bytes)),
    pump(shell.stderr, (bytes) => send(SHELL_ID.STDERR, bytes)),
  ]);
  const code = await shell.exitCode;
  if (form === 'v2' && !stream.closed.aborted) {
    await stream.write(encodeShellPacket(SHELL_ID.EXIT, Uint8Array.of(code & 0xff)));
  }
}

async function pump(source: AsyncIterable<Uint8Array>, send: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for await (const bytes of source) await send(bytes);
}

async function feed(shell: RunningShell, stream: ServiceStream, form: ShellForm): Promise<void> {
  const packets = new ShellPacketReader();
  for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) {
    if (form !== 'v2') {
      await shell.writeStdin(bytes);
      continue;
    }
    for (const { id, data } of packets.push(bytes)) {
      if (id === SHELL_ID.STDIN) await shell.writeStdin(data);
      else if (id === SHELL_ID.CLOSE_STDIN) shell.endStdin();
    }
  }
  shell.endStdin();
}

function withCarriageReturns(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
}
