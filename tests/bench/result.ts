/**
 * One measured line of `npm run bench`. `value` is a ratio, a share or a time as `name` says with its unit; `bar` is the
 * limit as a person reads it (`>= 0.9`); `ok` says whether the bar was held.
 */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly bar: string | number;
  readonly ok: boolean;
}

/** What a module in this folder exports under a name that begins with `bench`: it measures, and returns one or more lines. */
export type Bench = () => Promise<BenchResult | readonly BenchResult[]>;
