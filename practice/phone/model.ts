/** How a phone behaves when it is taken out of the box of the practice rack. */
export interface PhoneModel {
  /** Short name for lists, such as `pixel-9`. */
  readonly name: string;
  readonly maker: string;
  readonly brand: string;
  /** Marketing or type name, as ro.product.model. */
  readonly model: string;
  readonly product: string;
  readonly device: string;
  readonly android: string;
  readonly sdk: number;
  readonly securityPatch: string;
  /** SDK level that the model was launched with, as ro.product.first_api_level. */
  readonly launchSdk: number;
  readonly features: readonly string[];
  readonly encryption: 'file+metadata' | 'file' | 'none';
  /** State of verified boot, or null where the phone has none (Android 6 and earlier). */
  readonly verifiedBoot: 'green' | 'yellow' | 'orange' | null;
  readonly startsIn: 'home' | 'trade-in' | 'rescue';
  readonly testHarness: 'works' | 'absent';
  readonly tradeIn: boolean;
  /** Partition that keeps the reset protection, or null. */
  readonly frpPartition: string | null;
  readonly imeiSlots: 1 | 2;
  readonly imeiReadable: boolean;
  /** Whether the reset page opens from the shell; some makers hide it. */
  readonly resetPageOpens: boolean;
  /** Whether Osaifu-Keitai is built in: its chip, its configuration, its programs. */
  readonly felica: boolean;
  /** Whether the phone has NFC at all; a world phone can have it without FeliCa. */
  readonly hasNfc: boolean;
  readonly serialPattern: 'hex' | 'upper';
  /** Facts beyond the common ones, such as ro.csc.sales_code. */
  readonly extraProperties: Readonly<Record<string, string>>;
}

/** What the seller left on a phone, and what the bench finds when it is plugged in. */
export interface PhoneCondition {
  readonly accounts: number;
  readonly screenLock: boolean;
  /** Package that manages the phone, or null. */
  readonly owner: string | null;
  readonly sdCard: boolean;
  readonly batteryPercent: number;
  readonly charging: boolean;
  readonly extraUsers: readonly string[];
  /** `stored`: this workstation was allowed for ever before; `asks`: a dialog; `never`: nobody can press it. */
  readonly hostKey: 'stored' | 'asks' | 'never';
  readonly refusesEverything: boolean;
  readonly frpLocked: boolean;
  /** The cable carries a connection, yet adbd never completes the handshake. */
  readonly silent: boolean;
}

/** A phone as a careful seller hands it over: accounts and lock removed, battery full, this workstation allowed. */
export const PLAIN_CONDITION: PhoneCondition = {
  accounts: 0,
  screenLock: false,
  owner: null,
  sdCard: false,
  batteryPercent: 87,
  charging: true,
  extraUsers: [],
  hostKey: 'stored',
  refusesEverything: false,
  frpLocked: false,
  silent: false,
};
