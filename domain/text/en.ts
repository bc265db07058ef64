import { enBench } from './en/bench.ts';
import { enBoard } from './en/board.ts';
import { enCausesAndroid } from './en/causes-android.ts';
import { enCausesComputer } from './en/causes-computer.ts';
import { enCausesIphone } from './en/causes-iphone.ts';
import { enCausesProgram } from './en/causes-program.ts';
import { enCertificate } from './en/certificate.ts';
import { enChipPaper } from './en/chip-paper.ts';
import { enChipScreen } from './en/chip-screen.ts';
import { enChips } from './en/chips.ts';
import { enConsent } from './en/consent.ts';
import { enErrors } from './en/errors.ts';
import { enErrorsReaders } from './en/errors-readers.ts';
import { enFirstRun } from './en/first-run.ts';
import { enIphone } from './en/iphone.ts';
import { enIphoneScreen } from './en/iphone-screen.ts';
import { enLedger } from './en/ledger.ts';
import { enLedgerScreen } from './en/ledger-screen.ts';
import { enLogIn } from './en/log-in.ts';
import { enNotDetected } from './en/not-detected.ts';
import { enNotDetectedScreen } from './en/not-detected-screen.ts';
import { enOperators } from './en/operators.ts';
import { enPaper } from './en/paper.ts';
import { enPhone } from './en/phone.ts';
import { enReaders } from './en/readers.ts';
import { enReadersScreen } from './en/readers-screen.ts';
import { enRecordWords } from './en/record-words.ts';
import { enRecords } from './en/records.ts';
import { enReport } from './en/report.ts';
import { enReportNeeds } from './en/report-needs.ts';
import { enReportsScreen } from './en/reports-screen.ts';
import { enReview } from './en/review.ts';
import { enSettingsScreen } from './en/settings-screen.ts';
import { enTerminal } from './en/terminal.ts';
import { enWindow } from './en/window.ts';

/** All English texts, key by key the same as the Japanese ones. */
export const en = {
  ...enErrors,
  ...enErrorsReaders,
  ...enChipScreen,
  ...enChips,
  ...enChipPaper,
  ...enReaders,
  ...enNotDetected,
  ...enCertificate,
  ...enIphone,
  ...enIphoneScreen,
  ...enRecordWords,
  ...enLedger,
  ...enReport,
  ...enReportNeeds,
  ...enBench,
  ...enTerminal,
  ...enOperators,
  ...enPaper,
  ...enConsent,
  ...enPhone,
  ...enReview,
  ...enWindow,
  ...enBoard,
  ...enCausesAndroid,
  ...enCausesComputer,
  ...enCausesIphone,
  ...enCausesProgram,
  ...enFirstRun,
  ...enLedgerScreen,
  ...enLogIn,
  ...enNotDetectedScreen,
  ...enReadersScreen,
  ...enRecords,
  ...enReportsScreen,
  ...enSettingsScreen,
} as const;
