import { randomUUID } from 'node:crypto';
import type { OperatorAnswer } from '../../domain/adapter.ts';
import type { InstructionId } from '../../domain/erasure.ts';
import { WorkstationError } from '../../domain/errors.ts';
import type { PortId } from '../../domain/ids.ts';
import type { QuestionView } from '../../domain/window-state.ts';
import type { People } from './step-desk.ts';

interface OpenQuestion extends QuestionView {
  readonly answer: (answer: OperatorAnswer) => void;
}

/** Where questions wait until a person at the screen answers them: one at a time for each Port, in memory only. */
export class QuestionDesk implements People {
  readonly #open = new Map<PortId, OpenQuestion>();
  readonly #heard = new Set<(port: PortId) => void>();

  /** Calls the listener when a question has come or gone. */
  onChange(listener: (port: PortId) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Puts a question and waits for its answer, however long that takes; rejects when the signal ends the job. */
  follow(port: PortId, instruction: InstructionId, signal: AbortSignal): Promise<OperatorAnswer> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const id = randomUUID();
      const close = (): void => {
        signal.removeEventListener('abort', stopped);
        if (this.#open.get(port)?.id === id) this.#open.delete(port);
        this.#tell(port);
      };
      const stopped = (): void => {
        close();
        reject(signal.reason);
      };
      const answer = (given: OperatorAnswer): void => {
        close();
        resolve(given);
      };
      signal.addEventListener('abort', stopped, { once: true });
      this.#open.set(port, { id, instruction, answer });
      this.#tell(port);
    });
  }

  /** The question that waits at a Port, or null. */
  at(port: PortId): QuestionView | null {
    const open = this.#open.get(port);
    return open ? { id: open.id, instruction: open.instruction } : null;
  }

  /** Answers the question with this id; throws `job.question-over` when it waits no more, so that a late answer never meets the next question. */
  answer(port: PortId, question: string, given: OperatorAnswer): void {
    const open = this.#open.get(port);
    if (open?.id !== question) throw new WorkstationError('job.question-over');
    open.answer(given);
  }

  #tell(port: PortId): void {
    for (const listener of [...this.#heard]) listener(port);
  }
}
