import { jaBench } from './ja/bench.ts';
import { jaBoard } from './ja/board.ts';
import { jaCertificate } from './ja/certificate.ts';
import { jaErrors } from './ja/errors.ts';
import { jaLedger } from './ja/ledger.ts';
import { jaNotDetected } from './ja/not-detected.ts';
import { jaOperators } from './ja/operators.ts';
import { jaPaper } from './ja/paper.ts';
import { jaRecordWords } from './ja/record-words.ts';
import { jaReport } from './ja/report.ts';
import { jaReportNeeds } from './ja/report-needs.ts';
import { jaTerminal } from './ja/terminal.ts';
import { jaWindow } from './ja/window.ts';

/** All Japanese texts; this object defines the keys that every other language must have. */
export const ja = {
  ...jaErrors,
  ...jaNotDetected,
  ...jaCertificate,
  ...jaRecordWords,
  ...jaLedger,
  ...jaReport,
  ...jaReportNeeds,
  ...jaBench,
  ...jaTerminal,
  ...jaOperators,
  ...jaPaper,
  ...jaWindow,
  ...jaBoard,
} as const;
