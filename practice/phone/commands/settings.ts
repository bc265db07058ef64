import { type Answer, fail, say } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

/** Answers `settings get NAMESPACE KEY`; other verbs are accepted and forgotten, as far as this phone is concerned. */
export function settings(phone: VirtualPhone, args: readonly string[]): Answer {
  const [verb, namespace, key = ''] = args.filter((arg) => !arg.startsWith('--'));
  if (verb === 'put' || verb === 'delete') return say('');
  if (verb !== 'get' || namespace === undefined) return fail('usage: settings get NAMESPACE KEY\n', 255);
  const done = phone.state.setUp ? '1' : '0';
  const values: Readonly<Record<string, string>> = {
    'global device_provisioned': done,
    'secure user_setup_complete': done,
    'secure android_id': phone.state.androidId,
    'global boot_count': String(phone.state.bootCount),
    'global adb_enabled': phone.state.adbOn ? '1' : '0',
    'global development_settings_enabled': phone.state.adbOn ? '1' : '0',
    'secure secure_frp_mode': phone.state.frpLocked ? '1' : '0',
  };
  return say(`${values[`${namespace} ${key}`] ?? 'null'}\n`);
}

/** Answers `content query`; rows are counted in the files that the seller really left in this phone's storage. */
export function content(phone: VirtualPhone, args: readonly string[]): Answer {
  const uri = args[args.indexOf('--uri') + 1] ?? '';
  if (args[0] !== 'query') return fail('[ERROR] Unsupported operation\n', 0);
  // Old shells do not hold READ_CALL_LOG (source: the manifests of the Shell package).
  if (uri.startsWith('content://call_log') && phone.model.sdk < 34) {
    return fail(
      `Error while accessing provider:call_log\njava.lang.SecurityException: Permission Denial: opening provider com.android.providers.contacts.CallLogProvider requires android.permission.READ_CALL_LOG\n`,
      0,
    );
  }
  const rows = rowsOf(phone, uri);
  if (rows === 0) return say('No result found.\n');
  return say(Array.from({ length: rows }, (_, index) => `Row: ${index} _id=${index + 1}\n`).join(''));
}

function rowsOf(phone: VirtualPhone, uri: string): number {
  if (uri.startsWith('content://com.android.contacts')) return phone.storage.rows('contacts');
  if (uri.startsWith('content://sms')) return phone.storage.rows('sms');
  if (uri.startsWith('content://com.android.calendar')) return phone.storage.rows('calendar');
  if (uri.startsWith('content://media')) return phone.storage.mediaFiles();
  return 0;
}
