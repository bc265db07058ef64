import type { PlistValue } from 'plist';
import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import { binaryText } from '../wire/binary-text.ts';
import type { PlistDict } from '../wire/property-list.ts';

/** The battery's, the disk's and the other rooms of lockdownd's values that are open to a trusted computer only. */
const DOMAINS: ReadonlyMap<string, (phone: VirtualIphone) => PlistDict> = new Map([
  ['com.apple.disk_usage', diskUsage],
  ['com.apple.mobile.battery', battery],
  ['com.apple.fmip', findMy],
  ['com.apple.PurpleBuddy', setupProgress],
  ['com.apple.purplebuddy', setupProgress],
]);
/** What the system itself takes of a phone's memory; typical. */
const SYSTEM_BYTES = 14_000_000_000;

/** What lockdownd answers for a key: its value, or the name of the error. */
export type ValueAnswer = { readonly value: PlistValue } | { readonly error: 'GetProhibited' | 'MissingValue' };

/** Reads a value, or all values of a domain where no key is named, as far as the computer is trusted (source: ios.md 3). */
export async function lockdownValue(
  phone: VirtualIphone,
  domain: string | null,
  key: string | null,
  isTrusted: boolean,
): Promise<ValueAnswer> {
  if (domain !== null && domain !== '') return domainValue(phone, domain, key, isTrusted);
  const open = openValues(phone);
  const trusted = trustedValues(phone);
  if (key === null) return { value: isTrusted ? { ...open, ...trusted } : open };
  // Readable by its name only: the computer needs it before it is trusted.
  if (key === 'DevicePublicKey') return { value: Buffer.from((await phone.keys()).publicPem) };
  const shown = open[key];
  if (shown !== undefined) return { value: shown };
  const hidden = trusted[key];
  if (hidden === undefined) return { error: 'MissingValue' };
  return isTrusted ? { value: hidden } : { error: 'GetProhibited' };
}

/** Returns the variables of the NVRAM as a trusted computer gets them: every one as bytes. */
export function nvramOf({ state }: VirtualIphone): PlistDict {
  return Object.fromEntries([...state.nvram].map(([name, text]) => [name, binaryText(text)]));
}

function domainValue(phone: VirtualIphone, domain: string, key: string | null, isTrusted: boolean): ValueAnswer {
  if (!isTrusted) return { error: 'GetProhibited' };
  const values = DOMAINS.get(domain)?.(phone) ?? {};
  if (key === null) return { value: values };
  const value = values[key];
  return value === undefined ? { error: 'MissingValue' } : { value };
}

/** What every computer may read, as seen on iOS 14 and 15 (source: ios.md 3.1). */
function openValues({ model, state }: VirtualIphone): PlistDict {
  const { identity, stage } = state;
  return {
    BoardId: model.boardId,
    BuildVersion: model.buildVersion,
    CPUArchitecture: model.cpu,
    ChipID: model.chipId,
    DeviceClass: model.deviceClass,
    DeviceColor: model.colour,
    DeviceName: stage === 'setup' ? model.deviceClass : `${state.ownerName}の${model.deviceClass}`,
    DieID: identity.ecid,
    HardwareModel: model.hardwareModel,
    HasSiDP: true,
    PartitionType: 'GUID_partition_scheme',
    ProductName: 'iPhone OS',
    ProductType: model.productType,
    ProductVersion: model.osVersion,
    ProductionSOC: true,
    ProtocolVersion: '2',
    TelephonyCapability: model.imeiSlots > 0,
    UniqueChipID: identity.ecid,
    UniqueDeviceID: identity.udid,
    WiFiAddress: identity.wifi,
  };
}

/** What only a trusted computer may read (source: ios.md 3.2). */
function trustedValues(phone: VirtualIphone): PlistDict {
  const { model, state, condition } = phone;
  const { identity } = state;
  const isNew = state.stage === 'setup';
  const [imei, imei2] = identity.imeis;
  return {
    SerialNumber: identity.serial,
    ...(imei === undefined ? {} : { InternationalMobileEquipmentIdentity: imei, SIMStatus: simStatus(state.esim) }),
    ...(imei2 === undefined ? {} : { InternationalMobileEquipmentIdentity2: imei2 }),
    ModelNumber: model.modelNumber,
    RegionInfo: model.region,
    ActivationState: isNew ? 'Unactivated' : 'Activated',
    ActivationStateAcknowledged: !isNew,
    BrickState: isNew,
    PasswordProtected: state.locked,
    HostAttached: true,
    TrustedHostAttached: true,
    ...(imei === undefined
      ? {}
      : { SIMTrayStatus: 'kCTSIMSupportSIMTrayAbsent', SIM1IsEmbedded: state.esim, SIM2IsEmbedded: false }),
    TimeIntervalSince1970: phone.clockSeconds(),
    ...(condition.nvram === 'lockdown' ? { NonVolatileRAM: nvramOf(phone) } : {}),
    // Planted: a computer that asks for everything gets these too, and may never write them down.
    ...(isNew || imei === undefined
      ? {}
      : { PhoneNumber: state.phoneNumber, IntegratedCircuitCardIdentity: state.iccid }),
  };
}

function simStatus(hasPlan: boolean): string {
  return hasPlan ? 'kCTSIMSupportSIMStatusReady' : 'kCTSIMSupportSIMStatusNotInserted';
}

function diskUsage({ model, state }: VirtualIphone): PlistDict {
  const data = model.capacityBytes - SYSTEM_BYTES;
  const used = state.stage === 'setup' ? 400_000_000 : Math.min(data * 0.9, 2_000_000_000 + state.userData * 1_500_000);
  return {
    TotalDiskCapacity: model.capacityBytes,
    TotalDataCapacity: data,
    TotalDataAvailable: Math.floor(data - used),
    TotalSystemCapacity: SYSTEM_BYTES,
    TotalSystemAvailable: 0,
  };
}

function battery({ condition }: VirtualIphone): PlistDict {
  return {
    BatteryCurrentCapacity: condition.batteryPercent,
    BatteryIsCharging: condition.charging,
    ExternalConnected: true,
    FullyCharged: condition.batteryPercent === 100,
  };
}

/** Reported false on phones with Find My on, and by no phone under set-up (source: ios.md 3.3). */
function findMy(): PlistDict {
  return { IsAssociated: false };
}

function setupProgress({ state }: VirtualIphone): PlistDict {
  if (state.stage === 'setup') return {};
  return { SetupDone: true, SetupFinishedAllSteps: true, SetupVersion: 11 };
}
