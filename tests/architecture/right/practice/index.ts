import type { PhoneName } from '../domain/ids.ts';

/** Says how a virtual phone greets. */
export function greet(name: PhoneName): string {
  return `hello from ${name}`;
}
