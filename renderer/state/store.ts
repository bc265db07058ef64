import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import type { JobId, OperatorId, PortId, ReaderId, RecordId } from '../../domain/ids.ts';
import type { CallInput } from '../../domain/ipc.ts';
import type { WindowEvent, WindowState } from '../../domain/window-state.ts';
import type { Workstation } from '../bridge.ts';
import { applyEvent } from './apply-event.ts';

/** The screens that a person can go to from everywhere. */
export const SCREENS = ['board', 'not-detected', 'records', 'ledger', 'reports', 'settings'] as const;
/** One of SCREENS. */
export type Screen = (typeof SCREENS)[number];

/** A phone as calls about its chip name it: by its record, or by the Port that it is on. */
export type PhoneRef = CallInput<'read-chip-detail'>['phone'];

/** What stands over the screen and is worked through for several phones at once; a review is of jobs, because a reviewed phone may have left its Port. */
export type OpenSheet =
  | { readonly is: 'consent'; readonly ports: readonly PortId[] }
  | { readonly is: 'review'; readonly jobs: readonly JobId[] }
  | { readonly is: 'reader'; readonly reader: ReaderId }
  | { readonly is: 'chips-waiting' }
  /** The chip of one phone; when it is closed, what stood there before comes back. */
  | { readonly is: 'chip'; readonly phone: PhoneRef; readonly back: OpenSheet | null };

/** Everything that is drawn: what the program says, and where the person is looking. */
export interface Shelf {
  /** Null until the program has answered for the first time. */
  readonly state: WindowState | null;
  readonly screen: Screen;
  /** The Port whose panel is open. */
  readonly open: PortId | null;
  readonly selected: ReadonlySet<PortId>;
  /** The Port that a scan or a list led to; its tile takes the focus. */
  readonly pointed: { readonly port: PortId } | null;
  readonly sheet: OpenSheet | null;
  /** What the records screen looks for, and the record that is open there. */
  readonly lookFor: string;
  readonly record: RecordId | null;
  /** The person who is about to take over from whoever is logged in. */
  readonly takeOver: OperatorId | null;
  /** The newest refusal, shown until it is closed. */
  readonly error: RecordedError | null;
  readonly isLost: boolean;
  /** Whether somebody has closed the notice of the jobs that a crash had left. */
  readonly hasSeenRecovered: boolean;
}

/** The shelf that all screens read from. */
export type Store = StoreApi<Shelf>;

/** A shelf with nothing on it yet. */
export function emptyStore(): Store {
  return createStore<Shelf>(() => ({
    state: null,
    screen: 'board',
    open: null,
    selected: new Set(),
    pointed: null,
    sheet: null,
    lookFor: '',
    record: null,
    takeOver: null,
    error: null,
    isLost: false,
    hasSeenRecovered: false,
  }));
}

/** Keeps the shelf equal to the program: events are applied in order, and after a gap the whole state is asked for again. Returns how to stop. */
export function keepCurrent(store: Store, workstation: Workstation): () => void {
  let isAsking = false;
  let early: WindowEvent[] = [];
  const apply = (event: WindowEvent): void => {
    const { state } = store.getState();
    const next = state && !isAsking ? applyEvent(state, event) : null;
    if (next) store.setState({ state: next });
    else {
      early.push(event);
      void ask();
    }
  };
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const reply = await workstation.call('get-state', {});
    isAsking = false;
    if (!reply.ok) {
      store.setState({ error: reply.error, isLost: true });
      return;
    }
    store.setState({ state: reply.value, isLost: false });
    const waiting = early.filter(({ revision }) => revision > reply.value.revision);
    early = [];
    for (const event of waiting) apply(event);
  };
  const stop = workstation.onEvent(apply);
  void ask();
  return stop;
}
