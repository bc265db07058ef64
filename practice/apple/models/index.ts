import type { IphoneModel } from '../phone/iphone-model.ts';
import { OLDER_IPHONES } from './older-iphones.ts';

const GB = 1_000_000_000;

/** What most of today's phones have in common. */
const TODAY = {
  deviceClass: 'iPhone',
  region: 'J/A',
  cpu: 'arm64e',
  hasShortUdid: true,
  imeiSlots: 2,
  capacityBytes: 128 * GB,
  usbProductId: 0x12a8,
  recordEra: 'caller',
  knowsErase: true,
  esimPlan: false,
  usual: true,
} as const;

const IPHONE_13: IphoneModel = {
  ...TODAY,
  name: 'iphone-13',
  productType: 'iPhone14,5',
  hardwareModel: 'D17AP',
  osVersion: '18.5',
  buildVersion: '22F76',
  modelNumber: 'MLNE3',
  colour: '4',
  chipId: 0x8110,
  boardId: 0x18,
};

const IPHONE_SE_2: IphoneModel = {
  ...TODAY,
  name: 'iphone-se-2',
  productType: 'iPhone12,8',
  hardwareModel: 'D79AP',
  osVersion: '17.5.1',
  buildVersion: '21F90',
  modelNumber: 'MHGP3',
  colour: '1',
  chipId: 0x8030,
  boardId: 0x10,
  capacityBytes: 64 * GB,
};

const IPHONE_15: IphoneModel = {
  ...TODAY,
  name: 'iphone-15',
  productType: 'iPhone15,4',
  hardwareModel: 'D37AP',
  osVersion: '26.0.1',
  buildVersion: '23A355',
  modelNumber: 'MTMH3',
  colour: '1',
  chipId: 0x8120,
  boardId: 0x08,
  recordEra: 'named',
  esimPlan: true,
};

const IPAD_9: IphoneModel = {
  ...TODAY,
  name: 'ipad-9',
  deviceClass: 'iPad',
  productType: 'iPad12,1',
  hardwareModel: 'J181AP',
  osVersion: '17.5.1',
  buildVersion: '21F90',
  modelNumber: 'MK2K3',
  colour: '2',
  chipId: 0x8030,
  boardId: 0x3a,
  imeiSlots: 0,
  capacityBytes: 64 * GB,
  usbProductId: 0x12ab,
  usual: false,
};

/** A type that nobody has heard of yet: what is not known of a phone may not keep it from being erased. */
const IPHONE_FUTURE: IphoneModel = {
  ...TODAY,
  name: 'iphone-future',
  productType: 'iPhone99,9',
  hardwareModel: 'D999AP',
  osVersion: '33.0',
  buildVersion: '30A5000a',
  modelNumber: 'MZZZ9',
  colour: '#a1b2c3',
  chipId: 0x8999,
  boardId: 0x3e,
  capacityBytes: 512 * GB,
  recordEra: 'named',
  usual: false,
};

/** Every iPhone and iPad that can stand in a rack; where nobody names models, the usual ones fill the slots in this order. */
export const IPHONE_MODELS: readonly IphoneModel[] = [
  IPHONE_13,
  ...OLDER_IPHONES.filter(({ usual }) => usual),
  IPHONE_SE_2,
  IPHONE_15,
  IPAD_9,
  ...OLDER_IPHONES.filter(({ usual }) => !usual),
  IPHONE_FUTURE,
];

/** Tells whether a practice model is an iPhone or iPad. */
export function isIphoneModel(name: string): boolean {
  return IPHONE_MODELS.some((model) => model.name === name);
}
