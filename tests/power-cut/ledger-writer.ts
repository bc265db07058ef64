// Appends entries as fast as it can and prints the number of each one after it was acknowledged: what a test then kills or cuts off.
// Arguments: data folder, seal every N entries (0: never), bytes of padding in each entry, SQLite's synchronous setting for a control run.
import { writeSync } from 'node:fs';
import { WorkstationError } from '../../domain/errors.ts';
import { openLedger } from '../../main/ledger/open-ledger.ts';

const [folder = '', sealEvery = '0', padding = '0', synchronous = 'FULL'] = process.argv.slice(2);
const { ledger, database } = openLedger({ folder, practice: true });
if (synchronous !== 'FULL') database.pragma(`synchronous = ${synchronous}`);
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);
say({ opened: ledger.head().seq });

try {
  for (let number = 1; ; number += 1) {
    const body = { step: `${number}-${'x'.repeat(Number(padding))}`, outcome: 'done', error: null } as const;
    const done = ledger.append({ kind: 'step-ended', actor: 'op-1', port: 'usb:1-1.2', job: 'job-1', body });
    say({ seq: done.seq, hash: done.hash });
    if (Number(sealEvery) > 0 && number % Number(sealEvery) === 0) ledger.sealNow();
  }
} catch (thrown) {
  say({ failed: thrown instanceof WorkstationError ? thrown.code : String(thrown), head: ledger.head().seq });
}
