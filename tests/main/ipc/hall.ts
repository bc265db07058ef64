import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reply } from '../../../domain/bridge.ts';
import type { InstructionId } from '../../../domain/erasure.ts';
import type { OperatorId, PortId } from '../../../domain/ids.ts';
import type { CallInput, CallName, CallOutput } from '../../../domain/ipc.ts';
import type { JobView, WindowChange, WindowEvent } from '../../../domain/window-state.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { admit } from '../../../main/ipc/admit.ts';
import { handlersOf } from '../../../main/ipc/handlers.ts';
import { Publisher } from '../../../main/ipc/publish.ts';
import { type ArrivedCall, type CallSender, serve } from '../../../main/ipc/serve.ts';
import { Workplaces } from '../../../main/workplace/workplaces.ts';

/** The address of the one page that may call. */
export const PAGE = 'file:///opt/hakushi/renderer/index.html';
/** A sender as it must be. */
export const OURS: CallSender = { isOurTopFrame: true, url: PAGE };

/** Somebody who does at a phone what an instruction says. */
export type Follow = (port: PortId, instruction: InstructionId) => Promise<{ readonly saw: string }>;

/** The whole of main behind its calls and events, without a window: what a page would see, a test sees. */
export class Hall {
  readonly folder: string;
  readonly places: Workplaces;
  readonly publisher: Publisher;
  readonly events: WindowEvent[] = [];
  readonly opened: string[] = [];
  readonly printed: number[] = [];
  readonly #isOwn: boolean;
  #answer: (call: ArrivedCall) => Promise<Reply<unknown>> = () => Promise.reject(new Error('nothing serves'));
  #heard = new Set<() => void>();

  /** In a folder of the caller's, who removes it; else in one of its own, which goes when it closes. */
  constructor(given: string | null = null, adbPort = 9) {
    const folder = given ?? mkdtempSync(join(tmpdir(), 'hakushi-hall-'));
    this.folder = folder;
    this.#isOwn = given === null;
    this.publisher = new Publisher({
      send: (events) => {
        this.events.push(...structuredClone(events));
        for (const hear of [...this.#heard]) hear();
      },
    });
    const program = { version: '0', shell: 'stand-in', platform: 'linux' } as const;
    // Nothing listens there: a bench that cannot be opened.
    const adbServer = { host: '127.0.0.1', port: adbPort };
    this.places = new Workplaces({
      dataFolder: folder,
      publisher: this.publisher,
      program,
      adbServer,
      launch: forkLauncher,
    });
    const desktop = {
      print: async (pdf: Uint8Array) => {
        this.printed.push(pdf.length);
        return true;
      },
      openFolder: async (opened: string) => {
        this.opened.push(opened);
      },
    };
    const port = {
      answer: (handle: (call: ArrivedCall) => Promise<Reply<unknown>>) => {
        this.#answer = handle;
      },
    };
    const handlers = handlersOf(this.places, desktop);
    serve(port, { page: PAGE, handlers, admit: (name, need) => admit(this.places, name, need) });
  }

  /** Makes a call as whatever it is. */
  arrive(name: unknown, input: unknown, sender: CallSender = OURS): Promise<Reply<unknown>> {
    return this.#answer({ sender, name, input });
  }

  async reply<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Reply<CallOutput<Name>>> {
    return structuredClone(await this.arrive(name, structuredClone(input))) as Reply<CallOutput<Name>>;
  }

  /** The value of a call that must succeed. */
  async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const reply = await this.reply(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${JSON.stringify(reply.error.facts)}`);
    return reply.value;
  }

  /** The code of a call that must fail. */
  async refusal<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<string> {
    const reply = await this.reply(name, input);
    return reply.ok ? 'answered' : reply.error.code;
  }

  /** Waits for an event that has come or will come, from a place in the events on. */
  async until<Found>(
    find: (change: WindowChange) => Found | null | undefined,
    from = 0,
    withinMs = 60_000,
  ): Promise<Found> {
    const look = (): Found | null => {
      for (const { change } of this.events.slice(from)) {
        const found = find(change);
        if (found !== null && found !== undefined) return found;
      }
      return null;
    };
    const first = look();
    if (first !== null) return first;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(late);
        this.#heard.delete(hear);
      };
      const hear = (): void => {
        const found = look();
        if (found === null) return;
        end();
        resolve(found);
      };
      const late = setTimeout(() => {
        end();
        reject(new Error(`nothing of the kind in ${withinMs} ms`));
      }, withinMs);
      this.#heard.add(hear);
    });
  }

  /** Plays the person at one phone until its job waits for its review or has ended. */
  async attend(job: JobView, follow: Follow, declared: OperatorId | null = null): Promise<JobView> {
    const answered = new Set<string>();
    for (;;) {
      const found = await this.until(
        (change) => {
          if (change.kind !== 'port' || change.port.job?.id !== job.id) return null;
          const { state, question, endedAtMs } = change.port.job;
          const isAsked = question !== null && !answered.has(question.id);
          return isAsked || state === 'awaiting-review' || endedAtMs !== null ? change.port.job : null;
        },
        0,
        120_000,
      );
      const { port, id, question } = found;
      if (!question) return found;
      answered.add(question.id);
      const { saw } = await follow(port, question.instruction);
      await this.call('answer-question', { job: id, question: question.id, saw, declared });
    }
  }

  async close(): Promise<void> {
    await this.places.close();
    this.publisher.close();
    if (this.#isOwn) rmSync(this.folder, { recursive: true, force: true });
  }
}
