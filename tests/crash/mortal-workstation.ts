import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PracticePerson, PracticeRack } from '../../practice/index.ts';
import type { FromChild, ToChild, WorkOrder } from './crash-messages.ts';

const PROGRAM = fileURLToPath(new URL('./workstation-process.ts', import.meta.url));

/** How a workstation's process ended and what it had told until then. */
export interface Life {
  readonly killed: boolean;
  readonly recovered: number | null;
  /** State by port of the jobs that ended. */
  readonly ended: Readonly<Record<string, string>>;
  readonly troubles: readonly string[];
}

/** Lets a workstation live in a process of its own until its work is done or it dies as ordered; phones and person stay here. */
export function live(rack: PracticeRack, order: Omit<WorkOrder, 'adbServer'>): Promise<Life> {
  const { adbServer, person } = rack;
  const child = fork(PROGRAM, [JSON.stringify({ ...order, adbServer } satisfies WorkOrder)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    const ended: Record<string, string> = {};
    const troubles: string[] = [];
    let recovered: number | null = null;
    let errors = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      errors += bytes.toString();
    });
    child.on('message', (message: FromChild) => {
      if (message.kind === 'follow') void lendHands(child, person, message);
      if (message.kind === 'opened') recovered = message.recovered;
      if (message.kind === 'ended') ended[message.port] = message.state;
      if (message.kind === 'trouble') troubles.push(`${message.port} ${message.what}`);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve({ killed: signal === 'SIGKILL', recovered, ended, troubles });
      else reject(new Error(`the workstation ended with ${code ?? signal}: ${errors.slice(-600)}`));
    });
  });
}

async function lendHands(
  child: ChildProcess,
  person: Pick<PracticePerson, 'follow'>,
  { id, port, instruction }: FromChild & { kind: 'follow' },
): Promise<void> {
  const { saw } = await person.follow(port, instruction);
  if (child.connected) child.send({ id, saw } satisfies ToChild, () => undefined);
}
