import type { PracticeUsbDevice } from './apple/usb-bus.ts';
import type { PracticeRack, PracticeRackOptions, PracticeTruth } from './rack-types.ts';

/** What the workstation says to a rack in a process of its own. */
export type ToRack =
  | { readonly kind: 'start'; readonly options: PracticeRackOptions }
  | { readonly kind: 'follow'; readonly id: number; readonly port: string; readonly instruction: string }
  | { readonly kind: 'look-inside'; readonly id: number; readonly port: string }
  | { readonly kind: 'stop' };

/** The plain facts of a rack that has started. */
export type RackFacts = Pick<PracticeRack, 'adbServer' | 'adb' | 'usbmuxd' | 'phones' | 'watchedFolders'>;

/** What such a rack answers; id 0 stands for its start, and `isWish` says that a wish could not be met (RangeError). */
export type FromRack =
  | { readonly kind: 'started'; readonly facts: RackFacts; readonly devices: readonly PracticeUsbDevice[] }
  /** Something was plugged into its USB bus or pulled; these are there now. */
  | { readonly kind: 'usb'; readonly devices: readonly PracticeUsbDevice[] }
  | { readonly kind: 'saw'; readonly id: number; readonly saw: string }
  | { readonly kind: 'is-so'; readonly id: number; readonly truth: PracticeTruth }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string; readonly isWish: boolean };
