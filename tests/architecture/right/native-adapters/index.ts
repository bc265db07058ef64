import type { Finding } from '../domain/proof.ts';
import { resetPhone } from './android/rungs/reset.ts';
import { verifyPhone } from './android/verify.ts';

/** Resets a phone, then verifies it. */
export function erase(): Finding {
  return verifyPhone(resetPhone());
}
