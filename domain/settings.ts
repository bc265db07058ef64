import type { PortId } from './ids.ts';
import type { Language } from './text.ts';

/** Who the shop is, as it is printed on certificates and reports; empty texts are printed as not recorded. */
export interface Shop {
  readonly name: string;
  /** 古物商許可番号, as the shop gives it; nobody checked it. */
  readonly licence: string;
  readonly address: string;
  readonly phone: string;
}

/** What a person calls a Port, and where it stands on the board. */
export interface PortName {
  readonly port: PortId;
  readonly name: string;
  /** The place on the board, counted from 1; two names never share one. */
  readonly place: number;
  /** The other name of the same socket: USB 2 and USB 3 see it under two. */
  readonly twin: PortId | null;
}

/** How the board draws its tiles: by the number of phones, or always the same. */
export const DENSITIES = ['auto', 'large', 'normal', 'dense'] as const;
/** One of DENSITIES. */
export type Density = (typeof DENSITIES)[number];

/** Light or dark, or as the operating system has it. */
export const THEMES = ['system', 'light', 'dark'] as const;
/** One of THEMES. */
export type Theme = (typeof THEMES)[number];

/** Widths of label tape, millimetres. */
export const LABEL_WIDTHS = [62, 29] as const;
/** One of LABEL_WIDTHS. */
export type LabelWidthMm = (typeof LABEL_WIDTHS)[number];

/** Everything that a workstation is set to; `shop` null = the first run is not over. */
export interface Settings {
  readonly shop: Shop | null;
  readonly language: Language;
  readonly theme: Theme;
  readonly density: Density;
  readonly sounds: boolean;
  readonly secondPerson: 'required' | 'switched-off';
  /** Minutes without a touch after which the screen locks. */
  readonly lockAfterMinutes: number;
  readonly labelWidthMm: LabelWidthMm;
  readonly ports: readonly PortName[];
}

/** What a workstation is set to before anybody changed anything. */
export const FIRST_SETTINGS: Settings = {
  shop: null,
  language: 'ja',
  theme: 'system',
  density: 'auto',
  sounds: true,
  secondPerson: 'required',
  lockAfterMinutes: 5,
  labelWidthMm: 62,
  ports: [],
};
