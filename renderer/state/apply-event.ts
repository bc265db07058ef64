import {
  byPlace,
  type PortView,
  type WindowChange,
  type WindowEvent,
  type WindowState,
} from '../../domain/window-state.ts';

function withPort(ports: readonly PortView[], port: PortView): readonly PortView[] {
  const at = ports.findIndex((one) => one.port === port.port);
  // Many times a second a Port changes and keeps its place; nothing needs to be sorted then.
  if (ports[at]?.place === port.place) return ports.with(at, port);
  const rest = ports.filter((one) => one.port !== port.port);
  return [...rest, port].toSorted(byPlace);
}

function applyChange(state: WindowState, change: WindowChange): WindowState | null {
  switch (change.kind) {
    case 'port':
      return { ...state, ports: withPort(state.ports, change.port) };
    case 'port-removed':
      return { ...state, ports: state.ports.filter(({ port }) => port !== change.port) };
    case 'progress': {
      const { port, job, progress } = change;
      const here = state.ports.find((one) => one.port === port);
      // Progress of a job that is no longer the Port's newest is of no interest.
      if (here?.job?.id !== job) return state;
      return { ...state, ports: withPort(state.ports, { ...here, job: { ...here.job, progress } }) };
    }
    case 'waiting':
      return { ...state, waiting: change.waiting };
    case 'settings':
      return { ...state, settings: change.settings };
    case 'accounts':
      return { ...state, accounts: change.accounts };
    case 'attendance':
      return { ...state, attendance: change.attendance };
    case 'bench':
      return { ...state, bench: change.bench };
    case 'rack':
      return { ...state, rack: change.rack };
    case 'ledger':
      return { ...state, ledger: change.ledger };
    case 'readers':
      return { ...state, readers: change.readers, readersBlind: change.blind };
    case 'chips-waiting':
      return { ...state, chipsWaiting: change.chipsWaiting };
    case 'chip-faults':
      return { ...state, chipFaults: change.chipFaults };
    case 'everything':
      return null;
  }
}

/** The state after an event; null when it cannot be told from what is here and must be asked for again. An event that is in the state already changes nothing. */
export function applyEvent(state: WindowState, event: WindowEvent): WindowState | null {
  if (event.revision <= state.revision) return state;
  if (event.revision !== state.revision + 1) return null;
  const changed = applyChange(state, event.change);
  return changed && { ...changed, revision: event.revision };
}
