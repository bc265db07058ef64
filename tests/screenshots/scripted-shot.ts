import type { WindowState } from '../../domain/window-state.ts';
import type { WindowPage } from '../journeys/window/window-page.ts';

/** One state of the window that a script can bring about, and what is pressed to come to what shall be seen. */
export interface ScriptedShot {
  readonly name: string;
  readonly state: WindowState;
  readonly replies?: Readonly<Record<string, unknown>>;
  readonly reach?: (window: WindowPage) => Promise<unknown>;
}
