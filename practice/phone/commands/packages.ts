import { type Answer, fail, say } from '../answer.ts';
import { contactlessFeatures, felicaPackages } from '../felica-software.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

const RESET_PAGE = 'com.android.settings/.Settings\\$FactoryResetActivity'.replace('\\', '');
const SYSTEM = ['android', 'com.android.settings', 'com.android.shell', 'com.android.phone'];

/** Returns the packages that the seller installed; a reset removes them with everything else. */
export function sellersPackages(phone: VirtualPhone): readonly string[] {
  const present = phone.storage.rows('contacts') > 0;
  return present
    ? ['com.example.chat', 'com.example.photos', 'jp.example.bank'].map((name) => phone.property('package', name))
    : [];
}

/** Answers `pm list …`, `pm remove-user`, and the same through `cmd package`. */
export function pm(phone: VirtualPhone, args: readonly string[]): Answer {
  const [verb, what, ...options] = args;
  if (verb === 'list' && what === 'users') return say(listUsers(phone));
  if (verb === 'list' && what === 'packages') return say(listPackages(phone, options));
  if (verb === 'list' && what === 'features') return say(listFeatures(phone));
  if (verb === 'remove-user' && what !== undefined) {
    phone.state.users = phone.state.users.filter((_, index) => String(index + 10) !== what);
    return say('Success: removed user\n');
  }
  if (verb === 'resolve-activity') return resolveActivity(phone, args);
  return fail(`Error: unknown command '${verb ?? ''}'\n`, 255);
}

/** `-3` lists what was installed, `-s` what came with the system, `-i` who installed it; a word is a part of the name. */
function listPackages(phone: VirtualPhone, options: readonly string[]): string {
  const system = options.includes('-3') ? [] : [...SYSTEM, ...felicaPackages(phone.model)];
  const own = options.includes('-s') ? [] : sellersPackages(phone);
  const part = options.find((option) => !option.startsWith('-')) ?? '';
  const tail = (installer: string): string => (options.includes('-i') ? `  installer=${installer}` : '');
  const rows = [
    ...system.map((name) => [name, tail('null')] as const),
    ...own.map((name) => [name, tail('com.android.vending')] as const),
  ];
  const named = rows.filter(([name]) => name.includes(part));
  return named.map(([name, end]) => `package:${name}${end}\n`).join('');
}

function listUsers({ state }: VirtualPhone): string {
  const more = state.users.map((name, index) => `\tUserInfo{${index + 10}:${name}:30}\n`);
  return `Users:\n\tUserInfo{0:Owner:c13} running\n${more.join('')}`;
}

function listFeatures({ model }: VirtualPhone): string {
  const common = ['android.hardware.bluetooth', 'android.hardware.telephony', 'android.hardware.usb.accessory'];
  const features = [...common, ...contactlessFeatures(model)];
  if (model.sdk >= 31) features.push('android.hardware.telephony.euicc');
  return features.map((name) => `feature:${name}\n`).join('');
}

function resolveActivity({ model }: VirtualPhone, args: readonly string[]): Answer {
  const action = args[args.indexOf('-a') + 1];
  if (action === 'com.android.settings.action.FACTORY_RESET' && model.resetPageOpens) {
    return say(`priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true\n${RESET_PAGE}\n`);
  }
  if (action === 'android.settings.SETTINGS') return say('priority=0 match=0x108000\ncom.android.settings/.Settings\n');
  return say('No activity found\n');
}

/** Answers `am start`; opening the reset page is all the shell can do, the rest needs a person. */
export function am(phone: VirtualPhone, args: readonly string[]): Answer {
  const action = args[args.indexOf('-a') + 1] ?? '';
  if (args[0] === 'broadcast') {
    // A user build accepts the broadcast and nobody hears it: exit code 0 proves nothing.
    return say(`Broadcasting: Intent { act=${action} }\nBroadcast completed: result=0\n`);
  }
  if (args[0] !== 'start') return fail(`Error: unknown command '${args[0] ?? ''}'\n`, 255);
  const isReset = action === 'com.android.settings.action.FACTORY_RESET';
  if (isReset && !phone.model.resetPageOpens) {
    return fail(
      `Starting: Intent { act=${action} }\nError: Activity not started, unable to resolve Intent { act=${action} }\n`,
      1,
    );
  }
  phone.state.resetPageOpen = isReset;
  return say(`Starting: Intent { act=${action} }\n`);
}
