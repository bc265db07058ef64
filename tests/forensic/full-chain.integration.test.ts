import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operatorId, portId } from '../../domain/ids.ts';
import { forkLauncher } from '../../main/fork-launcher.ts';
import { verdictOf } from '../../main/jobs/verdict-of.ts';
import { openWorkstation } from '../../main/workstation.ts';
import { startPracticeRack } from '../../practice/rack.ts';
import { describeWhere } from '../needs.ts';
import { LOOP_PACKAGES, LoopExt4 } from './loop-ext4.ts';
import { MediumStorage } from './medium-storage.ts';
import { PLANTED, plantCanaries } from './plant-canaries.ts';
import { type ResidueRow, residueTable } from './residue-table.ts';
import { runPhotorec } from './run-photorec.ts';
import { contentsOf, scanForCanaries } from './scan-for-canaries.ts';

// Combed files are not open to the workstation's sample; on a medium of this size they are the small part that they are on phones.
const SIZE_MIB = 4096;
// The one practice model without encryption: here the overwrite is all that protects the seller.
const MODEL = 'arrows-m04';
const OPERATOR = operatorId('forensic-operator-1');
const CONSENT = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'not-needed',
  textVersion: 'forensic-1',
} as const;
const PATIENCE = { returnMs: 30_000, leaveMs: 2_000, reconnectMs: 20_000, stallMs: 60_000, pollMs: 200 };

describeWhere(['root', ...LOOP_PACKAGES, 'adb', 'testdisk'], 'the product over the real adb on a real medium', () => {
  test('reset alone leaves everything; the job leaves nothing of any file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hakushi-chain-'));
    const medium = await LoopExt4.create(SIZE_MIB, ['-m', '0']);
    const control = join(folder, 'control.img');
    const rows: ResidueRow[] = [];
    try {
      await plantCanaries(join(medium.data, 'media/0'), 'maple');
      await medium.unmount();
      await medium.mount();
      const storage = new MediumStorage(medium, SIZE_MIB * 2 ** 20);
      const rackOptions = { phones: 1, seed: 'chain', faults: [], models: [MODEL], workFolder: folder } as const;
      const rack = await startPracticeRack({ ...rackOptions, adb: 'real' }, () => storage);
      try {
        const workstation = await openWorkstation({
          dataFolder: join(folder, 'data'),
          practice: true,
          adbServer: rack.adbServer,
          people: {
            follow: async (port, instruction) => {
              // The phone has been reset and waits for its owner: what lies on the medium now is the control.
              if (instruction === 'enable-debugging' && !existsSync(control)) await storage.copyTo(control);
              return { operator: OPERATOR, saw: (await rack.person.follow(port, instruction)).saw };
            },
          },
          secondPerson: 'required',
          patience: PATIENCE,
          launch: forkLauncher,
        });
        try {
          const { board, desk, ledger } = workstation;
          const port = portId(rack.phones[0]?.port ?? '');
          const signal = AbortSignal.timeout(60_000);
          await board.awaitReturn({ port, since: null, modes: ['android'], withinMs: 30_000, signal });
          const { saw: imei } = await rack.person.follow(port, 'read-imei');
          const examined = await desk.examine(port, signal, { imei, source: 'typed' });
          const drafted = desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, CONSENT);
          const { job } = await desk.run(drafted);
          const { saw } = await rack.person.follow(port, 'look-at-screen');
          const reviewer = operatorId('forensic-operator-2');
          const ended =
            job.state === 'awaiting-review'
              ? await desk.review(job, { reviewer, saw, number: imei, accepted: true })
              : job;
          const outcome = verdictOf(ledger, ended.record);
          console.log(
            `verdict ${outcome.verdict}, grade ${outcome.grade}, ${outcome.overwrittenBytes} bytes overwritten`,
          );
          expect(outcome.verdict, JSON.stringify(outcome)).toBe('pass');
          expect(outcome.overwrittenBytes).toBeGreaterThan((SIZE_MIB * 2 ** 20) / 2);
        } finally {
          await workstation.close();
        }
      } finally {
        await rack.stop();
      }

      const name = `ext4 ${SIZE_MIB} MiB ${MODEL}`;
      for (const [image, after] of [
        [control, 'reset (plain deletion)'],
        [medium.image, 'the whole job'],
      ] as const) {
        if (image === medium.image) await medium.unmount();
        rows.push({ medium: name, after, raw: await scanForCanaries(image), carved: await runPhotorec(image) });
      }
      expect(rows[0]?.raw).toEqual(PLANTED);
      expect(contentsOf(rows[0]?.carved?.canaries ?? PLANTED)).toBeGreaterThan(0);
      expect(contentsOf(rows[1]?.raw ?? PLANTED)).toBe(0);
      expect(contentsOf(rows[1]?.carved?.canaries ?? PLANTED)).toBe(0);
    } finally {
      console.log(residueTable('full chain: product, real adb server, shell of user 2000 in a chroot', rows));
      await medium.remove();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
