// The process that holds the readers of the readers' job, on virtual cables, moved by the words of its parent.
import { VirtualRcS300 } from '../../../practice/felica/readers/virtual-rc-s300.ts';
import { VirtualRcS380 } from '../../../practice/felica/readers/virtual-rc-s380.ts';
import type { VirtualReader } from '../../../practice/felica/readers/virtual-reader.ts';
import { calmField, VECTOR_SYSTEMS, vectorCard } from '../../practice/felica/card-of-vectors.ts';
import { deadMachine, echoMachine, type ModelOnUsb, practiceMachine, ReaderOnUsb } from './reader-on-usb.ts';

/** What a reader is inside: a practice reader with a card on it, or something simpler. */
export type ReaderInsides = 'practice' | 'echo' | 'dead';

/** What the bench can be told to do; a socket holds one reader. */
export type ReaderOrder =
  | { readonly do: 'plug'; readonly socket: number; readonly model: ModelOnUsb; readonly insides: ReaderInsides }
  | { readonly do: 'unplug' | 'hear'; readonly socket: number };

/** What a reader on a cable was sent. */
export interface HeardOnUsb {
  /** Lengths of the host's bulk transfers. */
  readonly transfers: readonly number[];
  /** Commands that came while another one was worked on; null for one that knows no commands. */
  readonly overlaps: number | null;
}

interface Plugged {
  readonly reader: ReaderOnUsb;
  readonly practice: VirtualReader | null;
}

const plugged = new Map<number, Plugged>();

async function plug({ model, socket, insides }: Extract<ReaderOrder, { do: 'plug' }>): Promise<void> {
  const parts = { field: calmField(vectorCard(VECTOR_SYSTEMS)), serial: `000000${socket}` };
  const made = model === 'rc-s380' ? new VirtualRcS380(parts) : new VirtualRcS300(parts);
  const practice = insides === 'practice' ? made : null;
  const simple = insides === 'echo' ? echoMachine : deadMachine;
  const machine = practice === null ? simple : practiceMachine(practice);
  plugged.set(socket, { reader: await ReaderOnUsb.plug(model, socket, machine), practice });
}

async function follow(order: ReaderOrder): Promise<HeardOnUsb | null> {
  if (order.do === 'plug') {
    await plug(order);
    return null;
  }
  const found = plugged.get(order.socket);
  if (!found) throw new Error(`nothing is plugged into socket ${order.socket}`);
  const { reader, practice } = found;
  if (order.do === 'hear') return { transfers: [...reader.transfers], overlaps: practice?.overlaps ?? null };
  reader.unplug();
  plugged.delete(order.socket);
  return null;
}

process.on('message', (order: ReaderOrder) => {
  follow(order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
