/** What the desktop around the window can do; made in `main/electron/`. */
export interface Desktop {
  /** Opens the system's print dialog with a PDF; tells whether it was sent to a printer. */
  print(pdf: Uint8Array): Promise<boolean>;
  /** Shows a folder in the system's file window; throws when the system will not. */
  openFolder(folder: string): Promise<void>;
}
