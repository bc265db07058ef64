import type { MuxLife } from './apple/mux/virtual-usbmuxd.ts';
import type { PracticeUsbDevice } from './apple/usb-bus.ts';

/** How a rack is filled. */
export interface PracticeRackOptions {
  /** Number of Android phones, 1 to 64; 0 where there are iPhones. */
  readonly phones: number;
  /** The same text gives the same phones, faults and moments. */
  readonly seed: string;
  /** Names out of `practiceFaults`, one phone each. */
  readonly faults: readonly string[];
  /** Size of each phone's /data in bytes; 64 MiB when left out. */
  readonly storageBytes?: number;
  /** A folder that the rack may fill; it empties what it has put there when it stops. */
  readonly workFolder: string;
  /** `real` needs an adb program, `in-process` none; `auto` takes the real one where there is one. */
  readonly adb: 'real' | 'in-process' | 'auto';
  /** Names out of `practiceModels`, in slot order; the usual eight when left out. */
  readonly models?: readonly string[];
  /** Names out of `practiceSituations` by slot number from 0, such as an account that is still there. */
  readonly situations?: Readonly<Record<number, readonly string[]>>;
  /** Number of iPhones, 0 to 64; none when left out. */
  readonly iphones?: number;
  /** Names out of `practiceIphoneModels`, in slot order; the usual ones when left out. */
  readonly iphoneModels?: readonly string[];
  /** Names out of `practiceIphoneSituations` by slot number of the iPhones from 0. */
  readonly iphoneSituations?: Readonly<Record<number, readonly string[]>>;
  /** Whether usbmuxd ends with the last iPhone and begins anew with the next, as on Linux; it stays when left out. */
  readonly muxLife?: MuxLife;
}

/** One phone in the rack. */
export interface PracticePhone {
  /** The port key as the adb server shows it, or, of an iPhone, as the USB bus does. */
  readonly port: string;
  readonly platform: 'android' | 'iphone';
  readonly model: string;
  readonly fault: string | null;
  readonly situations: readonly string[];
}

/** What is really so inside a practice phone, which nobody at the bench can see; for tests and trainers. */
export interface PracticeTruth {
  /** Rows and media files of the seller that are still on the phone. */
  readonly userData: number;
  /** How often /data was wiped since the rack started. */
  readonly wipes: number;
  /** False when another phone stands in for the one that was plugged in at the start. */
  readonly isTheSame: boolean;
  /** Files of the workstation that are still on the phone; for an iPhone, whether usbmuxd still keeps its pair record. */
  readonly leftFiles: number;
}

/** The USB bus of a rack, on which its iPhones are. */
export interface PracticeUsb {
  /** What is plugged in now; nothing once the rack has stopped. */
  devices(): readonly PracticeUsbDevice[];
  /** Tells the listener that something was plugged or pulled; returns how to stop that. */
  onChange(listener: () => void): () => void;
}

/** A rack that runs. */
export interface PracticeRack {
  readonly adbServer: { readonly host: '127.0.0.1'; readonly port: number };
  /** The daemon that leads to the iPhones; null where the rack has none. */
  readonly usbmuxd: { readonly host: '127.0.0.1'; readonly port: number } | null;
  readonly usb: PracticeUsb;
  /** Which server carries the Android phones. */
  readonly adb: 'real' | 'in-process';
  /** The Android phones in slot order, and then the iPhones. */
  readonly phones: readonly PracticePhone[];
  readonly person: { follow(port: string, instruction: string): Promise<{ saw: string }> };
  /** The folders in which a command hidden in a phone's text would leave its mark. */
  readonly watchedFolders: readonly string[];
  /** Looks inside the phone of a port; rejects for a port that the rack does not have. */
  truth(port: string): Promise<PracticeTruth>;
  /** Names places where text of a phone was run as a command; anything but an empty list is an injection. */
  tripwires(): string[];
  /** Removes phones, processes, server and files; calling it again does nothing. */
  stop(): Promise<void>;
}
