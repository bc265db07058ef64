import { resolve } from 'node:path';
import { isDay } from '../../domain/audit-report-period.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { say, sayByName } from '../../domain/text.ts';
import { writeAuditReport } from '../reports/audit-report.ts';
import { openPaperFonts } from '../reports/fonts.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';

/** What `hakushi report` is given: two days of the calendar and two folders. */
export interface ReportOptions {
  readonly from: string;
  readonly to: string;
  readonly data: string;
  readonly out: string;
}

/** `hakushi report --from DATE --to DATE --out DIR`: PDF, CSV and signed JSON of one period; exit code 1 when the chain is broken. */
export async function reportCommand(terminal: Terminal, options: ReportOptions): Promise<ExitCode> {
  const { from, to, data, out } = options;
  for (const [name, day] of [['--from', from] as const, ['--to', to] as const]) {
    if (!isDay(day)) throw new WorkstationError('command.usage', { what: `${name} ${day} (YYYY-MM-DD)` });
  }
  if (to < from) throw new WorkstationError('command.usage', { what: `--from ${from} --to ${to}` });
  const { language } = terminal;
  const request = { dataFolder: data, period: { from, to }, outDir: resolve(out), fonts: openPaperFonts(), language };
  const { files, content, signature } = await writeAuditReport(request);
  const { chain, counts } = content;
  const why = chain.firstBad ? sayByName(language, `ledger.why.${chain.firstBad.why}`) : '';
  if (chain.firstBad) terminal.line(say(language, 'report.chain.broken', { seq: chain.firstBad.seq, why }));
  else terminal.line(say(language, 'report.chain.ok', { entries: chain.entries }));
  if (signature === null) terminal.line(say(language, 'report.unsigned'));
  terminal.line(
    say(language, 'terminal.report.written', { phones: counts.phones, passed: counts.passed, files: files.join(', ') }),
  );
  terminal.answer({ files, chain: { ok: chain.ok, firstBad: chain.firstBad }, signed: signature !== null });
  return chain.ok ? EXIT.done : EXIT.no;
}
