import type { IphoneModel } from '../phone/iphone-model.ts';

const GB = 1_000_000_000;

/** What phones before the A12 have in common: a UDID of 40 digits that says nothing of chip and ECID. */
const BEFORE_A12 = {
  deviceClass: 'iPhone',
  region: 'J/A',
  cpu: 'arm64',
  hasShortUdid: false,
  imeiSlots: 1,
  capacityBytes: 64 * GB,
  usbProductId: 0x12a8,
  recordEra: 'flags',
  knowsErase: true,
  esimPlan: false,
  usual: false,
} as const;

const IPHONE_8: IphoneModel = {
  ...BEFORE_A12,
  name: 'iphone-8',
  productType: 'iPhone10,1',
  hardwareModel: 'D20AP',
  osVersion: '15.6.1',
  buildVersion: '19G82',
  modelNumber: 'MQ782',
  colour: '1',
  chipId: 0x8015,
  boardId: 0x02,
  usual: true,
};

/** Of the era whose record of an erase has no time. */
const IPHONE_6: IphoneModel = {
  ...BEFORE_A12,
  name: 'iphone-6',
  productType: 'iPhone7,2',
  hardwareModel: 'N61AP',
  osVersion: '12.5.7',
  buildVersion: '16H81',
  modelNumber: 'MG472',
  colour: '#b4b5b9',
  chipId: 0x7000,
  boardId: 0x06,
  capacityBytes: 16 * GB,
  recordEra: 'untimed',
};

/** Too old for the request: it answers that it does not understand (source: danielpaulus/go-ios#489, iOS 10.3.3). */
const IPHONE_5C: IphoneModel = {
  ...BEFORE_A12,
  name: 'iphone-5c',
  productType: 'iPhone5,3',
  hardwareModel: 'N48AP',
  osVersion: '10.3.3',
  buildVersion: '14G60',
  modelNumber: 'MF353',
  colour: '#f5f4f7',
  cpu: 'armv7s',
  chipId: 0x8950,
  boardId: 0x0a,
  capacityBytes: 16 * GB,
  recordEra: 'untimed',
  knowsErase: false,
};

/** The older phones, newest first. */
export const OLDER_IPHONES: readonly IphoneModel[] = [IPHONE_8, IPHONE_6, IPHONE_5C];
