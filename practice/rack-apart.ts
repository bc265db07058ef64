import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromRack, RackFacts, ToRack } from './rack-messages.ts';
import type { PracticeRack, PracticeRackOptions, PracticeTruth } from './rack-types.ts';
import { trippedWires } from './tripwires.ts';

interface Waiting {
  readonly resolve: (answer: FromRack) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts the same rack in a process of its own, so that the phones' work never delays the workstation's event loop.
 * Rejects as startPracticeRack does; the rack ends by itself when the workstation does.
 */
export async function startPracticeRackApart(options: PracticeRackOptions): Promise<PracticeRack> {
  const child = fork(fileURLToPath(new URL('./rack-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const link = new RackLink(child);
  const facts = await link.start(options);
  return {
    ...facts,
    person: { follow: (port, instruction) => link.follow(port, instruction) },
    truth: (port) => link.lookInside(port),
    tripwires: () => trippedWires([process.cwd(), ...facts.watchedFolders]),
    stop: () => link.stop(),
  };
}

/** The line to a rack's process: numbered questions, answers in any order. */
class RackLink {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #started: { resolve: (facts: RackFacts) => void; reject: (error: Error) => void } | null = null;
  #lastId = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: FromRack) => this.#hear(message));
    child.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.#giveUp(new Error('the practice rack has ended'));
        resolve();
      });
    });
  }

  start(options: PracticeRackOptions): Promise<RackFacts> {
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
      this.#send({ kind: 'start', options });
    });
  }

  async follow(port: string, instruction: string): Promise<{ saw: string }> {
    const answer = await this.#ask((id) => ({ kind: 'follow', id, port, instruction }));
    return { saw: answer.kind === 'saw' ? answer.saw : '' };
  }

  async lookInside(port: string): Promise<PracticeTruth> {
    const answer = await this.#ask((id) => ({ kind: 'look-inside', id, port }));
    if (answer.kind !== 'is-so') throw new Error('the practice rack answered something else');
    return answer.truth;
  }

  #ask(question: (id: number) => ToRack): Promise<FromRack> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      if (!this.#send(question(id))) this.#giveUp(new Error('the practice rack has ended'));
    });
  }

  async stop(): Promise<void> {
    this.#send({ kind: 'stop' });
    await this.#ended;
  }

  #send(message: ToRack): boolean {
    if (!this.#child.connected) return false;
    this.#child.send(message, () => undefined);
    return true;
  }

  #hear(message: FromRack): void {
    if (message.kind === 'started') this.#started?.resolve(message.facts);
    else if (message.kind !== 'failed') this.#take(message.id)?.resolve(message);
    else if (message.id === 0) {
      this.#started?.reject(message.isWish ? new RangeError(message.why) : new Error(message.why));
      this.#child.disconnect();
    } else this.#take(message.id)?.reject(new Error(message.why));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #giveUp(error: Error): void {
    this.#started?.reject(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
