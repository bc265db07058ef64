import { useRef, useState } from 'react';
import type { Reply } from '../../../domain/bridge.ts';
import type { RecordedError } from '../../../domain/entry-kinds.ts';
import type { PortId } from '../../../domain/ids.ts';
import type { JobState } from '../../../domain/job.ts';
import type { JobView } from '../../../domain/window-state.ts';
import { useDesk } from '../../desk.tsx';
import type { StartOrder } from './orders.ts';

/** What became of one phone's order. */
export type StartAnswer =
  | { readonly is: 'starting' }
  | { readonly is: 'started'; readonly state: JobState }
  | { readonly is: 'refused'; readonly why: RecordedError };

/** The answers to all orders so far, by Port; null before anything was ordered. */
export type StartAnswers = ReadonlyMap<PortId, StartAnswer>;

const REFUSED_STATES: ReadonlySet<JobState> = new Set<JobState>(['cancelled', 'unerasable', 'failed', 'interrupted']);

/** Sends each phone's order once, all at the same time, and tells each phone's answer by itself: one refusal stops no other phone. */
export function useStart(): {
  readonly answers: StartAnswers | null;
  readonly start: (orders: readonly StartOrder[]) => Promise<void>;
} {
  const { store, workstation } = useDesk();
  const [answers, setAnswers] = useState<StartAnswers | null>(null);
  const isSent = useRef(false);
  const startOne = async (order: StartOrder): Promise<void> => {
    const port = order.port as PortId;
    const reply = await workstation.call('start-job', order);
    setAnswers((before) => new Map(before).set(port, answerOf(reply)));
  };
  const start = async (orders: readonly StartOrder[]): Promise<void> => {
    // A second Enter can come before the first one has been drawn.
    if (isSent.current) return;
    isSent.current = true;
    // As long as tiles are selected a press selects more of them; the selection has done its work, and the next press is to open a phone.
    store.setState({ selected: new Set() });
    setAnswers(new Map(orders.map(({ port }) => [port as PortId, { is: 'starting' }])));
    await Promise.all(orders.map(startOne));
  };
  return { answers, start };
}

function answerOf(reply: Reply<JobView>): StartAnswer {
  if (!reply.ok) return { is: 'refused', why: reply.error };
  const { state, reason } = reply.value;
  if (!REFUSED_STATES.has(state)) return { is: 'started', state };
  return { is: 'refused', why: reason ?? { code: 'plan.blocked', facts: {} } };
}
