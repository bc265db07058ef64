import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../practice/models/index.ts';
import { startShell } from '../../../practice/phone/shell-run.ts';
import type { VirtualPhone } from '../../../practice/phone/virtual-phone.ts';
import { onePhone } from '../one-phone.ts';

const CHECK = [
  'ls /product/etc/felica/common.cfg /system/etc/felica /vendor/etc/felica 2>/dev/null',
  'cat /product/etc/felica/common.cfg 2>/dev/null || cat /system/etc/felica/common.cfg 2>/dev/null',
  'pm list packages -s | grep -i felica',
  'pm list features | grep nfc',
].join('; echo ---; ');

async function shell(phone: VirtualPhone, command: string): Promise<readonly string[]> {
  const run = startShell(phone, command);
  run.endStdin();
  let text = '';
  for await (const chunk of run.stdout) text += Buffer.from(chunk).toString('utf8');
  await run.exitCode;
  return text.split('---\n');
}

async function checked(model: string, wipe: boolean): Promise<readonly string[]> {
  const { phone, remove } = onePhone(model);
  try {
    if (wipe) phone.wipe('settings');
    return await shell(phone, CHECK);
  } finally {
    remove();
  }
}

describe("Osaifu-Keitai's software on a practice phone", () => {
  it.each([
    ['galaxy-s23', '/product/etc/felica/common.cfg\n'],
    ['kyocera-kyv48', '/system/etc/felica:\ncommon.cfg\n'],
  ])('%s shows its configuration, its programs and its features, also after a reset', async (model, where) => {
    for (const wipe of [false, true]) {
      const [files, configuration, packages, features] = await checked(model, wipe);
      expect(files).toBe(where);
      expect(configuration).toMatch(/^00000011,eSE1\n(.*\n)*00000018,1\n$/);
      expect(packages).toContain('package:com.felicanetworks.mfm.main\n');
      expect(packages).toContain('package:com.felicanetworks.mfc\n');
      expect(features).toContain('feature:android.hardware.nfc.hcef\n');
    }
  });

  it('is not on a phone without a chip, whose features speak of HCE-F all the same', async () => {
    const { phone, remove } = onePhone('redmi-note-11', {}, { startsIn: 'home' });
    try {
      const [files, configuration, packages, features] = await shell(phone, CHECK);
      expect([files, configuration, packages]).toEqual(['', '', '']);
      expect(features).toContain('feature:android.hardware.nfc.hcef\n');
      expect(features).not.toContain('ese');
    } finally {
      remove();
    }
  });

  it('is on every model of the rack but one', () => {
    expect(MODELS.filter(({ felica }) => !felica).map(({ name }) => name)).toEqual(['redmi-note-11']);
  });
});
