/** In which words an iPhone's NVRAM tells of its last erase (source: ios.md 4.3). */
export type RecordEra = 'untimed' | 'flags' | 'caller' | 'named';

/** What is typical for one kind of iPhone; typical answers, not recordings. */
export interface IphoneModel {
  /** Short name for lists, such as `iphone-13`. */
  readonly name: string;
  readonly deviceClass: 'iPhone' | 'iPad';
  readonly productType: string;
  readonly hardwareModel: string;
  readonly osVersion: string;
  readonly buildVersion: string;
  /** Five characters, without the region. */
  readonly modelNumber: string;
  readonly region: string;
  readonly colour: string;
  readonly cpu: string;
  readonly chipId: number;
  readonly boardId: number;
  /** Whether its UDID is chip and ECID with a dash between, as it is from the A12 on; 40 hex digits otherwise. */
  readonly hasShortUdid: boolean;
  readonly imeiSlots: 0 | 1 | 2;
  /** As sold, in bytes of the decimal kind. */
  readonly capacityBytes: number;
  /** The product number on USB in normal mode. */
  readonly usbProductId: number;
  readonly recordEra: RecordEra;
  /** Whether it knows the request to erase; iOS 10 does not (source: ios.md 1). */
  readonly knowsErase: boolean;
  /** Whether a data plan lies in its eSIM when it is handed over. */
  readonly esimPlan: boolean;
  /** Whether it stands in a rack for which nobody named models. */
  readonly usual: boolean;
}

/** How an iPhone arrives at the bench. */
export interface IphoneCondition {
  /** `taps`: the seller answers the question at once; `asks`: only when somebody is sent to do it. */
  readonly trust: 'taps' | 'asks';
  readonly locked: boolean;
  /** Another organisation supervises it and lets nobody else pair. */
  readonly supervised: boolean;
  readonly managed: boolean;
  readonly activationLocked: boolean;
  /** Who gives the NVRAM to a trusted computer. */
  readonly nvram: 'lockdown' | 'diagnostics' | 'nobody';
  readonly mode: 'normal' | 'recovery' | 'dfu';
  readonly batteryPercent: number;
  readonly charging: boolean;
  readonly esim: boolean;
  /** How far the phone's clock is ahead of the computer's, in seconds. */
  readonly clockAheadSeconds: number;
  /** Whether it still shows the set-up screen, as a phone that its owner has erased. */
  readonly inSetup: boolean;
  readonly wire: WireManner;
}

/** In what pieces a side writes what it says. */
export type Pieces = 'whole' | 'bytes' | 'merged';

/** How a phone's answers lie on the wire; every one of them is lawful. */
export interface WireManner {
  /** Answers in the binary kind of property list. */
  readonly binary: boolean;
  /** `whole`: length and text together; `bytes`: one byte at a time; `merged`: answers are gathered and sent as one piece. */
  readonly pieces: Pieces;
  /** The same for the daemon, whose answers all phones share. */
  readonly muxPieces: Pieces;
  /** Strings hold control bytes, which XML does not allow and iOS sends all the same. */
  readonly controlBytes: boolean;
  /** The device list shows the phone a second time, over the network. */
  readonly networkTwin: boolean;
}

/** How most phones answer. */
export const PLAIN_WIRE: WireManner = {
  binary: false,
  pieces: 'whole',
  muxPieces: 'whole',
  controlBytes: false,
  networkTwin: false,
};

/** An iPhone as a careful seller hands it over: signed out, unlocked, and trusting when it asks. */
export const PLAIN_IPHONE: IphoneCondition = {
  trust: 'taps',
  locked: false,
  supervised: false,
  managed: false,
  activationLocked: false,
  nvram: 'lockdown',
  mode: 'normal',
  batteryPercent: 84,
  charging: true,
  esim: false,
  clockAheadSeconds: 0,
  inSetup: false,
  wire: PLAIN_WIRE,
};
