import { enBench } from './en/bench.ts';
import { enBoard } from './en/board.ts';
import { enCertificate } from './en/certificate.ts';
import { enErrors } from './en/errors.ts';
import { enLedger } from './en/ledger.ts';
import { enNotDetected } from './en/not-detected.ts';
import { enOperators } from './en/operators.ts';
import { enPaper } from './en/paper.ts';
import { enRecordWords } from './en/record-words.ts';
import { enReport } from './en/report.ts';
import { enReportNeeds } from './en/report-needs.ts';
import { enTerminal } from './en/terminal.ts';
import { enWindow } from './en/window.ts';

/** All English texts, key by key the same as the Japanese ones. */
export const en = {
  ...enErrors,
  ...enNotDetected,
  ...enCertificate,
  ...enRecordWords,
  ...enLedger,
  ...enReport,
  ...enReportNeeds,
  ...enBench,
  ...enTerminal,
  ...enOperators,
  ...enPaper,
  ...enWindow,
  ...enBoard,
} as const;
