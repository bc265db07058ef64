import { say, sayByName } from '../../domain/text.ts';
import { exportLedger, writeCheckpoint } from '../ledger/export.ts';
import { verifyLedgerFile } from '../ledger/verify-file.ts';
import { databaseIn, openExistingLedger } from './data-folder.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** `hakushi ledger verify FILE`: reads a database or an export and names the first bad entry. */
export async function ledgerVerifyCommand(
  terminal: Terminal,
  file: string,
  checkpoint: string | undefined,
): Promise<ExitCode> {
  const answer = await verifyLedgerFile(file, checkpoint === undefined ? {} : { checkpointPath: checkpoint });
  const { language } = terminal;
  const { ok, entries, firstBad, cannotSee } = answer;
  if (ok) terminal.line(say(language, 'terminal.ledger.ok', { entries }));
  if (firstBad) {
    const why = sayByName(language, `ledger.why.${firstBad.why}`);
    terminal.line(say(language, 'terminal.ledger.bad', { seq: firstBad.seq, why }));
  }
  for (const what of cannotSee) {
    terminal.line(say(language, 'terminal.ledger.cannot-see', { what: sayByName(language, `ledger.blind.${what}`) }));
  }
  terminal.answer(answer);
  return ok ? EXIT.done : EXIT.no;
}

/** `hakushi ledger export --out FILE`: every entry as JSON lines, exact to the byte. */
export function ledgerExportCommand(terminal: Terminal, dataFolder: string, out: string): ExitCode {
  const exported = exportLedger(databaseIn(dataFolder), out);
  terminal.line(say(terminal.language, 'terminal.exported', { entries: exported.entries, file: exported.file }));
  terminal.answer(exported);
  return EXIT.done;
}

/** `hakushi ledger seal --out FILE`: seals the head and writes the checkpoint that shows a cut tail later. */
export function ledgerSealCommand(terminal: Terminal, dataFolder: string, out: string): ExitCode {
  const opened = openExistingLedger(dataFolder);
  try {
    const sealed = writeCheckpoint(opened.ledger.checkpoint(), out);
    terminal.line(say(terminal.language, 'terminal.exported', { entries: sealed.entries, file: sealed.file }));
    terminal.answer(sealed);
    return EXIT.done;
  } finally {
    opened.close();
  }
}
