import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWhere } from '../needs.ts';
import { GUEST_PACKAGES, runInGuest } from './run-in-guest.ts';

async function withSharedFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hakushi-guest-'));
  try {
    await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describeWhere(['root', ...GUEST_PACKAGES], 'the guest machine', () => {
  test('runs a job as root of its own kernel, returns its result and changes nothing on the host', () =>
    withSharedFolder(async (sharedFolder) => {
      const script = `
        echo '{"modules":'$(grep -c '^vhci_hcd' /proc/modules)',"user":'$(id -u)'}' > $SHARED/result.json
        touch ${sharedFolder}/only-in-the-guest /etc/only-in-the-guest
        exit 7`;
      const run = await runInGuest({ script, sharedFolder, modules: ['vhci-hcd'], withinMs: 100_000 });
      console.log(`guest: ${Math.round(run.tookMs)} ms from start to gone`);
      expect(run.exitCode, run.console).toBe(7);
      expect(JSON.parse(await readFile(join(sharedFolder, 'result.json'), 'utf8'))).toEqual({ modules: 1, user: 0 });
      expect(existsSync('/etc/only-in-the-guest')).toBe(false);
    }));

  test('is switched off when it takes too long', () =>
    withSharedFolder(async (sharedFolder) => {
      const run = runInGuest({ script: 'sleep 1000', sharedFolder, withinMs: 1500 });
      await expect(run).rejects.toThrow('did not finish within 1500 ms');
    }));
});
