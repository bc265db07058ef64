import { resolve } from 'node:path';
import { say, sayByName } from '../../domain/text.ts';
import { issueCertificate } from '../reports/certificate.ts';
import { openPaperFonts } from '../reports/fonts.ts';
import { verifyCertificate } from '../reports/verify-certificate.ts';
import { openExistingLedger } from './data-folder.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** `hakushi certificate RECORD --out DIR`: the first issue is the original, every later one a marked reprint. */
export async function certificateCommand(
  terminal: Terminal,
  record: string,
  places: { data: string; out: string },
): Promise<ExitCode> {
  const opened = openExistingLedger(places.data);
  try {
    const { ledger } = opened;
    const request = {
      ledger,
      fonts: openPaperFonts(),
      record,
      outDir: resolve(places.out),
      language: terminal.language,
    };
    const { pdf, json } = await issueCertificate(request);
    terminal.line(say(terminal.language, 'terminal.certificate.written', { files: `${pdf}, ${json}` }));
    terminal.answer({ pdf, json });
    return EXIT.done;
  } finally {
    opened.close();
  }
}

/** `hakushi certificate verify FILE`: checks form and signatures; with a data folder also that its ledger says the same. */
export async function certificateVerifyCommand(
  terminal: Terminal,
  file: string,
  data: string | null,
): Promise<ExitCode> {
  const opened = data === null ? null : openExistingLedger(data);
  try {
    const { ok, why, path } = await verifyCertificate(file, opened ? { ledger: opened.ledger } : {});
    terminal.line(sayByName(terminal.language, `certificate.why.${why}`, { path: path ?? '' }));
    terminal.answer({ ok, why });
    return ok ? EXIT.done : EXIT.no;
  } finally {
    opened?.close();
  }
}
