/** Which module runs in a process of its own, and what that process is called. */
export interface SideProcessOrder {
  /** The `file:` URL of the module. */
  readonly moduleUrl: string;
  readonly name: string;
  /** How much memory its program may use; a launcher that cannot limit it ignores the wish. */
  readonly memoryMb?: number;
}

/** A process beside the workstation as its keeper needs it: messages that can be cloned, its end, and force. */
export interface SideProcess<ToIt = unknown> {
  /** Hands a message over and says whether somebody was there to take it; what is lost on the way shows by the missing answer. */
  post(message: ToIt): boolean;
  /** Calls back with everything that the process says, unchecked. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back once when the process is gone, or could not be started. */
  onExit(listener: () => void): void;
  /** Ends the process without asking it, and stops keeping this program alive for it. */
  kill(): void;
}

/** Starts a module in a process that ends with this one: a child of Node, or a utility process of Electron. */
export type ProcessLauncher = (order: SideProcessOrder) => SideProcess;

/** The URL of a module in the same folder and of the same kind (source or built) as the one that asks. */
export function siblingModule(askingUrl: string, name: string): string {
  const folder = askingUrl.slice(0, askingUrl.lastIndexOf('/') + 1);
  const ending = /\.[cm]?[jt]s(?=$|[?#])/.exec(askingUrl)?.[0];
  if (ending === undefined) throw new Error(`${askingUrl} is not the URL of a module`);
  return `${folder}${name}${ending}`;
}
