import type { WorkstationBridge } from '../../domain/bridge.ts';
import type { Permission } from '../../domain/operator.ts';
import type { WindowChange, WindowEvent, WindowState } from '../../domain/window-state.ts';

/** What a test does with a scripted workstation: it changes what the window shows, and sees what the window asked for. */
export interface FakeBridge {
  readonly bridge: WorkstationBridge;
  /** Every call so far, `get-state` and `touch` left out. */
  readonly calls: { name: string; input: unknown }[];
  /** What a call answers from now on: a Reply, or what a Reply's value is. */
  answer(name: string, reply: unknown): void;
  emit(change: WindowChange): void;
  state(): WindowState;
}

/**
 * A workstation that is only a script. It runs in Node and, written out as text, in a page, so it uses nothing from outside itself.
 * `mayOf` says what each account may do once it has logged in. It answers by `replies`, follows comfort, lock, log-in and log-out, and otherwise answers null.
 */
export function makeFakeBridge(
  start: WindowState,
  replies: Readonly<Record<string, unknown>>,
  mayOf: Readonly<Record<string, readonly Permission[]>>,
): FakeBridge {
  let state = start;
  const listeners = new Set<(event: WindowEvent) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const answers: Record<string, unknown> = { ...replies };
  const withPort = (port: WindowState['ports'][number]): WindowState['ports'] =>
    [...state.ports.filter((one) => one.port !== port.port), port].sort(
      (a, b) => a.place - b.place || (a.port < b.port ? -1 : 1),
    );
  const fold = (change: WindowChange): Partial<WindowState> => {
    switch (change.kind) {
      case 'port':
        return { ports: withPort(change.port) };
      case 'port-removed':
        return { ports: state.ports.filter(({ port }) => port !== change.port) };
      case 'progress': {
        const { port, progress } = change;
        return {
          ports: state.ports.map((one) =>
            one.port === port && one.job ? { ...one, job: { ...one.job, progress } } : one,
          ),
        };
      }
      case 'readers':
        return { readers: change.readers, readersBlind: change.blind };
      case 'everything':
        return {};
      default: {
        const { kind, ...part } = change;
        return kind === 'waiting' ? { waiting: change.waiting } : (part as Partial<WindowState>);
      }
    }
  };
  const emit = (change: WindowChange): void => {
    state = { ...state, ...fold(change), revision: state.revision + 1 };
    for (const listener of listeners) listener({ revision: state.revision, change });
  };
  const follow = (name: string, input: Record<string, unknown>): void => {
    const { attendance } = state;
    const settings = { ...state.settings, ...input };
    if (name === 'change-comfort' || name === 'change-settings') emit({ kind: 'settings', settings });
    if (name === 'lock-screen' && attendance.is === 'present') {
      emit({ kind: 'attendance', attendance: { is: 'locked', account: attendance.account } });
    }
    if (name === 'log-out') emit({ kind: 'attendance', attendance: { is: 'nobody' } });
    const account = state.accounts.find(({ id }) => id === input['name'] && name === 'log-in');
    if (account) emit({ kind: 'attendance', attendance: { is: 'present', account, may: mayOf[account.id] ?? [] } });
  };
  const call = async (name: string, input: unknown): Promise<unknown> => {
    if (name === 'get-state') return { ok: true, value: state };
    if (name === 'touch') return { ok: true, value: null };
    calls.push({ name, input });
    if (!(name in answers)) {
      follow(name, Object(input));
      return { ok: true, value: null };
    }
    const reply = answers[name];
    return Object(reply).ok === undefined ? { ok: true, value: reply } : reply;
  };
  return {
    bridge: {
      call,
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    calls,
    answer: (name, reply) => {
      answers[name] = reply;
    },
    emit,
    state: () => state,
  };
}
