import { describe, expect, it } from 'vitest';
import { answerCommand } from '../../../practice/phone/commands/index.ts';
import type { PhoneCondition } from '../../../practice/phone/model.ts';
import { onePhone } from '../one-phone.ts';

/** Returns what a command prints on a phone in that condition. */
function ask(model: string, line: string, condition: Partial<PhoneCondition> = {}): string {
  const { phone, remove } = onePhone(model, condition);
  try {
    const [name = '', ...args] = line.split(' ');
    const { out, err } = answerCommand(phone, name, args);
    return out + err;
  } finally {
    remove();
  }
}

describe('answers of a practice phone', () => {
  it.each([
    ['dumpsys account', {}, /Accounts: 0\n/],
    ['dumpsys account', { accounts: 2 }, /Accounts: 2\n.*type=com\.google/s],
    ['dumpsys battery', { batteryPercent: 11, charging: false }, /USB powered: false\n.*level: 11\n/s],
    [
      'dumpsys device_policy',
      { owner: 'com.example.mdm' },
      /Device Owner: \n {4}admin=ComponentInfo\{com\.example\.mdm/,
    ],
    ['dumpsys device_policy', {}, /^(?!.*Device Owner)/s],
    ['dumpsys window policy', { screenLock: true }, /showing=true/],
    ['dpm list-owners', {}, /^no owners\n$/],
    ['dpm list-owners', { owner: 'com.example.mdm' }, /^1 owner:\n/],
    ['pm list users', { extraUsers: ['Guest'] }, /UserInfo\{0:Owner:c13\} running\n\tUserInfo\{10:Guest:30\}\n/],
    ['pm list packages -3', {}, /package:com\.example\.chat\n/],
    ['pm list features', {}, /feature:android\.hardware\.nfc\.hcef\n.*feature:android\.hardware\.se\.omapi\.ese\n/s],
    ['pm list packages -s', {}, /^(?!.*example).*package:com\.felicanetworks\.mfm\.main\n/s],
    ['pm list packages -i felica', {}, /^package:com\.felicanetworks\.mfc {2}installer=null\n/],
    ['getprop ro.boot.hardware.sku', {}, /^XQ-DC44\n$/],
    ['sm list-disks', {}, /^$/],
    ['sm list-volumes all', { sdCard: true }, /public:179,65 mounted 0A1B-2C3D\n/],
    ['settings get global device_provisioned', {}, /^1\n$/],
    ['settings get global nothing', {}, /^null\n$/],
    ['content query --uri content://sms --projection _id', {}, /^Row: 0 _id=1\n/],
    ['content query --uri content://call_log/calls', {}, /Permission Denial/],
    ['content query --uri content://user_dictionary/words', {}, /^No result found\.\n$/],
    ['cmd phone get-imei', {}, /Permission denied/],
    ['cmd lock_settings verify', { screenLock: true }, /didn't match/],
    ['am start -a com.android.settings.action.FACTORY_RESET', {}, /^Starting: Intent/],
    ['am broadcast -a android.intent.action.MASTER_CLEAR', {}, /result=0/],
    ['service call iphonesubinfo 1', {}, /ffffffff/],
    ['df -k /data', {}, /16384 +\d+ +\d+ +\d+% \/data\n$/],
  ] as const)('%s, %o', (line, condition, expected) => {
    expect(ask('xperia-10-v', line, condition)).toMatch(expected);
  });

  it('dump an IMEI as the two-byte characters of a parcel', () => {
    const { phone, remove } = onePhone('aquos-sense4');
    try {
      const { out } = answerCommand(phone, 'service', ['call', 'iphonesubinfo', '1']);
      const rows = [...out.matchAll(/^ {2}0x[0-9a-f]{8}: ((?:[0-9a-f]{8} ?)+)/gm)].map((row) => row[1]?.trim() ?? '');
      const bytes = Buffer.concat(
        rows
          .join(' ')
          .split(/\s+/)
          .map((word) => Buffer.from(word, 'hex').reverse()),
      );
      expect(bytes.readInt32LE(0)).toBe(0);
      expect(bytes.readInt32LE(4)).toBe(15);
      expect(bytes.toString('utf16le', 8, 38)).toBe(phone.state.imeis[0]);
      expect(out.split('\n').slice(0, 2)).toEqual([
        'Result: Parcel(',
        expect.stringMatching(/^ {2}0x00000000: 00000000 0000000f 00300030 0030?.*'\.{8}0\.0\./),
      ]);
    } finally {
      remove();
    }
  });

  it('lose their rows with the files, not by a switch', async () => {
    const { phone, remove } = onePhone('aquos-sense4');
    try {
      const rows = () =>
        answerCommand(phone, 'content', ['query', '--uri', 'content://com.android.contacts/raw_contacts']).out;
      expect(rows().split('\n').length).toBe(13);
      phone.wipe('rescue');
      expect(rows()).toBe('No result found.\n');
      expect(phone.storage.mediaFiles()).toBe(0);
    } finally {
      remove();
    }
  });
});
