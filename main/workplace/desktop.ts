/** What the desktop around the window can do; made in `main/electron/`. */
export interface Desktop {
  /** Shows a folder in the system's file window; throws when the system will not. */
  openFolder(folder: string): Promise<void>;
}
