// A workstation in a process of its own, which kills itself without warning at the moment that its parent names.
import { asWorkstationError } from '../../domain/errors.ts';
import { operatorId, type PortId, portId } from '../../domain/ids.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import type { Job } from '../../main/jobs/job.ts';
import { openWorkstation, type Workstation } from '../../main/workstation.ts';
import type { FromChild, ToChild, WorkOrder } from './crash-messages.ts';

const PATIENCE = { returnMs: 20_000, leaveMs: 2_000, reconnectMs: 10_000, stallMs: 20_000, pollMs: 50 };
const OPERATOR = operatorId('tanaka');
const REVIEWER = operatorId('sato');
const CONSENT = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: 'crash',
} as const;

const tell = (message: FromChild): void => void process.send?.(message);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** The person lives with the phones, in the parent. */
class DistantPerson {
  readonly #waiting = new Map<number, (saw: string) => void>();
  #lastId = 0;

  constructor() {
    process.on('message', ({ id, saw }: ToChild) => this.#waiting.get(id)?.(saw));
  }

  async follow(port: PortId, instruction: string): Promise<{ operator: string; saw: string }> {
    const id = ++this.#lastId;
    const answer = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
    tell({ kind: 'follow', id, port, instruction });
    return { operator: OPERATOR, saw: await answer };
  }
}

/** Dies right after the named entry of the first phone's job is on the disk, or at the named stage of its progress. */
function arrangeDeath({ ledger, desk }: Workstation, { diesAt, ports }: WorkOrder): void {
  const [victim] = ports;
  let entries = 0;
  ledger.onAppend(({ entry }) => {
    if (entry.port !== victim) return;
    entries += 1;
    if (diesAt === `entry ${entries}`) die();
  });
  desk.onProgress(({ port }, { stage, done }) => {
    if (port !== victim) return;
    if (diesAt === `progress ${stage}` || (diesAt === 'progress any' && done > 0)) die();
  });
}

async function workOn(workstation: Workstation, person: DistantPerson, port: PortId): Promise<Job> {
  const { board, desk } = workstation;
  const signal = AbortSignal.timeout(120_000);
  await board.awaitReturn({ port, since: null, modes: ['android'], withinMs: 30_000, signal });
  const examined = await desk.examine(port, signal);
  const drafted = desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, CONSENT);
  const { job, error } = drafted.state === 'ready' ? await desk.run(drafted) : { job: drafted, error: null };
  if (error) tell({ kind: 'trouble', port, what: String(error) });
  if (job.state !== 'awaiting-review') return job;
  const { saw } = await person.follow(port, 'look-at-screen');
  const { saw: number } = await person.follow(port, 'read-imei');
  return desk.review(job, { reviewer: REVIEWER, saw, number, accepted: true });
}

async function work(order: WorkOrder): Promise<void> {
  const person = new DistantPerson();
  const { dataFolder, adbServer } = order;
  const settings = { dataFolder, practice: true, adbServer, people: person, patience: PATIENCE } as const;
  const workstation = await openWorkstation({ ...settings, secondPerson: 'required', launch: forkLauncher });
  tell({ kind: 'opened', recovered: workstation.recovered });
  arrangeDeath(workstation, order);
  await Promise.all(
    order.ports.map(async (port) => {
      try {
        const { state, record } = await workOn(workstation, person, portId(port));
        tell({ kind: 'ended', port, state, record });
      } catch (error) {
        tell({ kind: 'trouble', port, what: asWorkstationError(error).code });
      }
    }),
  );
  await workstation.close();
  process.disconnect();
}

await work(JSON.parse(process.argv[2] ?? '{}') as WorkOrder);
