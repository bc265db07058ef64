import { jaBench } from './ja/bench.ts';
import { jaBoard } from './ja/board.ts';
import { jaCausesAndroid } from './ja/causes-android.ts';
import { jaCausesComputer } from './ja/causes-computer.ts';
import { jaCausesIphone } from './ja/causes-iphone.ts';
import { jaCausesProgram } from './ja/causes-program.ts';
import { jaCertificate } from './ja/certificate.ts';
import { jaChipPaper } from './ja/chip-paper.ts';
import { jaChipScreen } from './ja/chip-screen.ts';
import { jaChips } from './ja/chips.ts';
import { jaConsent } from './ja/consent.ts';
import { jaErrors } from './ja/errors.ts';
import { jaErrorsReaders } from './ja/errors-readers.ts';
import { jaFirstRun } from './ja/first-run.ts';
import { jaIphone } from './ja/iphone.ts';
import { jaIphoneScreen } from './ja/iphone-screen.ts';
import { jaLedger } from './ja/ledger.ts';
import { jaLedgerScreen } from './ja/ledger-screen.ts';
import { jaLogIn } from './ja/log-in.ts';
import { jaNotDetected } from './ja/not-detected.ts';
import { jaNotDetectedScreen } from './ja/not-detected-screen.ts';
import { jaOperators } from './ja/operators.ts';
import { jaPaper } from './ja/paper.ts';
import { jaPhone } from './ja/phone.ts';
import { jaReaders } from './ja/readers.ts';
import { jaReadersScreen } from './ja/readers-screen.ts';
import { jaRecordWords } from './ja/record-words.ts';
import { jaRecords } from './ja/records.ts';
import { jaReport } from './ja/report.ts';
import { jaReportNeeds } from './ja/report-needs.ts';
import { jaReportsScreen } from './ja/reports-screen.ts';
import { jaReview } from './ja/review.ts';
import { jaSettingsScreen } from './ja/settings-screen.ts';
import { jaTerminal } from './ja/terminal.ts';
import { jaWindow } from './ja/window.ts';

/** All Japanese texts; this object defines the keys that every other language must have. */
export const ja = {
  ...jaErrors,
  ...jaErrorsReaders,
  ...jaChipScreen,
  ...jaChips,
  ...jaChipPaper,
  ...jaReaders,
  ...jaNotDetected,
  ...jaCertificate,
  ...jaIphone,
  ...jaIphoneScreen,
  ...jaRecordWords,
  ...jaLedger,
  ...jaReport,
  ...jaReportNeeds,
  ...jaBench,
  ...jaTerminal,
  ...jaOperators,
  ...jaPaper,
  ...jaConsent,
  ...jaPhone,
  ...jaReview,
  ...jaWindow,
  ...jaBoard,
  ...jaCausesAndroid,
  ...jaCausesComputer,
  ...jaCausesIphone,
  ...jaCausesProgram,
  ...jaFirstRun,
  ...jaLedgerScreen,
  ...jaLogIn,
  ...jaNotDetectedScreen,
  ...jaReadersScreen,
  ...jaRecords,
  ...jaReportsScreen,
  ...jaSettingsScreen,
} as const;
