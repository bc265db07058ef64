import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Workstation } from './bridge.ts';
import type { Shelf, Store } from './state/store.ts';

/** What every screen works with: the shelf it reads, and the program it calls. */
export interface Desk {
  readonly store: Store;
  readonly workstation: Workstation;
}

const DeskContext = createContext<Desk | null>(null);

/** Gives the desk to everything below it. */
export const DeskProvider = DeskContext.Provider;

/** The desk of this screen; throws outside a provider. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('a screen was drawn without its desk');
  return desk;
}

/** A part of the shelf; the component is drawn again only when that part changes. */
export function useShelf<Part>(select: (shelf: Shelf) => Part): Part {
  return useStore(useDesk().store, select);
}

/** Makes calls for a screen: what is refused stands in the frame's notice until it is closed, and comes back to the caller too. */
export function useCall(): Workstation['call'] {
  const { store, workstation } = useDesk();
  return async (name, input) => {
    const reply = await workstation.call(name, input);
    if (!reply.ok) store.setState({ error: reply.error });
    return reply;
  };
}
