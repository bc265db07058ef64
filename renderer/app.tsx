import type { ReactNode } from 'react';
import type { Desk } from './desk.tsx';
import { DeskProvider } from './desk.tsx';

/** The whole page. */
export function App(desk: Desk): ReactNode {
  return <DeskProvider value={desk}>{null}</DeskProvider>;
}
