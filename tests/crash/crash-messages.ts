/** What a workstation in a process of its own has to do, and when it dies. */
export interface WorkOrder {
  readonly dataFolder: string;
  readonly adbServer: { readonly host: string; readonly port: number };
  /** The first one is the victim: its job names the moment of death. */
  readonly ports: readonly string[];
  /** `entry N`: after the N-th entry of the victim's job; `progress STAGE`: at that stage, or at any of an overwrite; null: never. */
  readonly diesAt: string | null;
}

/** What such a workstation tells its parent. */
export type FromChild =
  | { readonly kind: 'opened'; readonly recovered: number }
  | { readonly kind: 'follow'; readonly id: number; readonly port: string; readonly instruction: string }
  | { readonly kind: 'ended'; readonly port: string; readonly state: string; readonly record: string }
  | { readonly kind: 'trouble'; readonly port: string; readonly what: string };

/** What the person at the bench saw. */
export interface ToChild {
  readonly id: number;
  readonly saw: string;
}
