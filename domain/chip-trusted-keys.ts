/**
 * Raw Ed25519 public keys (base64) whose baselines the program takes; docs/decisions/0027 says how the next one is added.
 * A baseline lets a chip count as empty although it shows more, so nobody's data are taken on their word alone.
 */
export const BASELINE_KEYS: readonly string[] = ['aF3okm90YMWX+5kE6wkUvLh2hEsmtyhuXB222AdEg8I='];
