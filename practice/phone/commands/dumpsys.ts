import { type Answer, fail, say } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

type Dump = (phone: VirtualPhone, args: readonly string[]) => string;

const account: Dump = ({ state }) => {
  const rows = Array.from(
    { length: state.accounts },
    (_, index) => `    Account {name=seller${index + 1}@example.com, type=com.google}\n`,
  );
  return `User UserInfo{0:Owner:13}:\n  Accounts: ${state.accounts}\n${rows.join('')}\n  AccountId, Action_Type, timestamp, UID, TableName, Key\n`;
};

const battery: Dump = ({ state }) =>
  [
    'Current Battery Service state:',
    `  AC powered: false`,
    `  USB powered: ${state.charging}`,
    '  Wireless powered: false',
    `  status: ${state.charging ? 2 : 3}`,
    '  health: 2',
    '  present: true',
    `  level: ${state.batteryPercent}`,
    '  scale: 100',
    '  voltage: 4187',
    '  temperature: 268',
    '  technology: Li-ion\n',
  ].join('\n');

const devicePolicy: Dump = ({ state }) => {
  const owner =
    state.owner === null
      ? ''
      : `  Device Owner: \n    admin=ComponentInfo{${state.owner}/${state.owner}.AdminReceiver}\n    name=\n    package=${state.owner}\n    User ID: 0\n\n`;
  return `Current Device Policy Manager state:\n  Immutable state:\n${owner}  Enabled Device Admins (User 0, provisioningState: 0):\n${state.owner === null ? '' : `    ${state.owner}/.AdminReceiver:\n      uid=10150\n`}`;
};

const window: Dump = ({ state }) =>
  `WINDOW MANAGER POLICY STATE (dumpsys window policy)\n  KeyguardServiceDelegate\n    showing=${state.screenLock}\n    showingAndNotOccluded=${state.screenLock}\n    inputRestricted=${state.screenLock}\n    secure=${state.screenLock}\n  mAwake=true mScreenOn=true\n  mShowingLockscreen=${state.screenLock}\n`;

const telephony: Dump = ({ model }) =>
  Array.from(
    { length: model.imeiSlots },
    (_, slot) => `  Phone Id=${slot}\n    mCallState=0\n    mServiceState={mVoiceRegState=3(POWER_OFF)}\n`,
  ).join('');

const diskstats: Dump = ({ storage }) =>
  `Latency: 1ms [512B Data Write]\nData-Free: ${Math.floor(storage.freeBytes() / 1024)}K / ${storage.sizeBytes / 1024}K total = ${Math.floor((100 * storage.freeBytes()) / storage.sizeBytes)}% free\n`;

const DUMPS: ReadonlyMap<string, Dump> = new Map(
  Object.entries({
    account,
    battery,
    device_policy: devicePolicy,
    window,
    'telephony.registry': telephony,
    diskstats,
    isub: () => 'SubscriptionManagerService:\n ActiveSubInfoCountMax=0\n',
    bluetooth_manager: () => 'Bluetooth Status\n  enabled: false\n  state: OFF\nBonded devices:\n',
    wifi: () => 'Wi-Fi is disabled\n',
  }),
);

/** Answers `dumpsys SERVICE` from the phone's state. */
export function dumpsys(phone: VirtualPhone, args: readonly string[]): Answer {
  const [service, ...rest] = args;
  if (service === undefined || service === '-l') {
    return say(`Currently running services:\n${[...DUMPS.keys()].map((name) => `  ${name}\n`).join('')}`);
  }
  const dump = DUMPS.get(service);
  return dump ? say(dump(phone, rest)) : fail(`Can't find service: ${service}\n`, 0);
}
