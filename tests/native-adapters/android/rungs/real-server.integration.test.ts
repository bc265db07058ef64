import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findAppleModel } from '../../../../domain/apple-models.ts';
import { jobId, portId } from '../../../../domain/ids.ts';
import { PortBoard } from '../../../../main/devices/port-board.ts';
import { forkLauncher } from '../../../../main/fork-launcher.ts';
import { openBench } from '../../../../native-adapters/index.ts';
import { startPracticeRack } from '../../../../practice/index.ts';
import { describeWhere } from '../../../needs.ts';
import { OVERWRITER_FOLDER, SHORT_PATIENCE } from '../phone-bench.ts';
import { byRule, TestJob } from '../test-job.ts';

const MODELS = ['pixel-9', 'xperia-10-v', 'kyocera-kyv48'];

describeWhere(['adb'], 'rungs behind the real adb server', () => {
  test('the same rungs pass, one phone beside the other', async () => {
    const workFolder = mkdtempSync(join(tmpdir(), 'rungs-'));
    const options = {
      phones: MODELS.length,
      models: MODELS,
      seed: 'rungs',
      faults: [],
      storageBytes: 12 * 1024 * 1024,
    };
    const rack = await startPracticeRack({ ...options, workFolder, adb: 'real' });
    const stopped = new AbortController();
    const board = new PortBoard();
    try {
      const { adapters, watch } = await openBench({
        launch: forkLauncher,
        adbServer: rack.adbServer,
        usbmuxd: null,
        findAppleModel: (numbers) => findAppleModel([], numbers),
        usb: 'left-alone',
        overwriterFolder: OVERWRITER_FOLDER,
        patience: { ...SHORT_PATIENCE, returnMs: 20_000 },
      });
      const watching = board.follow(watch(stopped.signal)).catch(() => undefined);
      const [adapter] = adapters;
      const walks = rack.phones.map(async (phone, at) => {
        const port = portId(phone.port);
        const wanted = { port, since: null, modes: ['android'] as const, withinMs: 15_000, signal: stopped.signal };
        const here = await board.awaitReturn(wanted);
        if (!adapter) throw new Error('no adapter');
        const device = await adapter.identify(here, stopped.signal);
        const job = new TestJob({ port, job: jobId(`job-${at}`), device, board, adapter, person: rack.person });
        // A phone that withholds its IMEI is known by its serial number here.
        const serial = device.serial.is === 'value' ? device.serial.value : '';
        job.answer = (asked) => (asked === 'read-imei' && device.imeis.is !== 'value' ? serial : null);
        return job.walk(job.plan());
      });
      const walked = await Promise.all(walks);
      expect(walked.map(({ plan, outcome, error }) => [plan.rung, outcome, error?.code ?? null])).toEqual([
        ['trade-in', 'pass', null],
        ['test-harness', 'pass', null],
        ['guided', 'pass', null],
      ]);
      for (const { findings } of walked) expect(Object.values(byRule(findings))).not.toContain('inconclusive');
      expect(rack.tripwires()).toEqual([]);
      stopped.abort();
      await watching;
    } finally {
      stopped.abort();
      await rack.stop();
      rmSync(workFolder, { recursive: true, force: true });
    }
  });
});
