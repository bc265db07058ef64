import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasUsbBus } from '../../../native-adapters/links/usb/launch-usb-process.ts';
import { describeWhere } from '../../needs.ts';
import { startStandIn } from '../../stand-in/stand-in-process.ts';

describeWhere(['chromium'], 'side processes as utility processes', () => {
  test('the USB process and the practice rack answer, refuse and end as they do when forked', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'hakushi-utility-'));
    try {
      const args = [`--user-data-dir=${join(dataFolder, 'window')}`];
      const env = { PATH: process.env['PATH'] ?? '', HOME: dataFolder };
      const { ended, output } = await startStandIn('tests/main/electron/utility-main.ts', args, env);
      const code = await ended;
      expect({ code, errors: output().stderr }).toEqual({ code: 0, errors: '' });
      expect(JSON.parse(output().stdout)).toEqual({
        usb: { kind: hasUsbBus() ? 'devices' : 'no-bus', end: 'gone', isHeard: false },
        rack: { phones: 1, saw: expect.stringMatching(/^\d{15}$/), isRefused: true },
      });
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
