/** What a scanner can order besides finding a phone: each is a barcode that the board shows, and together they do what keys do. */
export const SCAN_COMMANDS = ['all', 'pick', 'start', 'review', 'next', 'back', 'ok', 'close'] as const;
/** One of SCAN_COMMANDS. */
export type ScanCommand = (typeof SCAN_COMMANDS)[number];

// Letters and a hyphen alone: they lie on the same keys of Japanese and American keyboards, whichever the scanner plays. X alone does nothing on the board.
const PREFIX = 'X-';

/** The text of a command's barcode. */
export function commandText(command: ScanCommand): string {
  return `${PREFIX}${command.toUpperCase()}`;
}

/** The command that a scanned text is; null: it is none. */
export function commandOf(text: string): ScanCommand | null {
  return SCAN_COMMANDS.find((command) => commandText(command) === text.trim().toUpperCase()) ?? null;
}
