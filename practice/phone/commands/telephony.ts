import { type Answer, fail, say } from '../answer.ts';
import { refusedReply, stringReply } from '../parcel.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

const REFUSAL = 'getDeviceId: The user 2000 does not meet the requirements to access device identifiers.';

/** Answers `service call iphonesubinfo N`; code 1 has been getDeviceId since Android 5 (source: IPhoneSubInfo.aidl). */
export function service(phone: VirtualPhone, args: readonly string[]): Answer {
  const [verb, name, code, ...rest] = args;
  if (verb === 'list')
    return say(
      'Found 2 services:\n0\tiphonesubinfo: [com.android.internal.telephony.IPhoneSubInfo]\n1\taccount: [android.accounts.IAccountManager]\n',
    );
  if (verb === 'check') return say(`Service ${name}: ${name === 'iphonesubinfo' ? 'found' : 'not found'}\n`);
  if (verb !== 'call' || name !== 'iphonesubinfo') return fail(`service: Service ${name ?? ''} does not exist\n`, 10);
  if (!phone.model.imeiReadable || phone.quirks.hidesImei) return say(refusedReply(REFUSAL));
  // From Android 11 the caller has to name its package.
  if (phone.model.sdk >= 30 && rest[0] !== 's16') return say(refusedReply('Package name can not be null'));
  return say(stringReply(code === '1' ? (phone.state.imeis[0] ?? null) : null));
}

/** Answers `cmd phone get-imei`, which a user build always refuses. */
export function phoneService(args: readonly string[]): Answer {
  return args[0] === 'get-imei' ? say('Device IMEI: Permission denied.\n') : fail('Telephony commands:\n  help\n', 255);
}
