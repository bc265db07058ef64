import type { VirtualPhone } from '../../../practice/phone/virtual-phone.ts';
import type { TestPhone } from './phone-bench.ts';

/** Puts text in front of every command that the phone's shell runs: functions of that text take the place of programs. */
export function withPrelude(prelude: string | ((phone: VirtualPhone) => string)): NonNullable<TestPhone['lie']> {
  return (service, phone) => {
    if (!/^(?:shell|exec)/.test(service)) return service;
    const text = typeof prelude === 'string' ? prelude : prelude(phone);
    const colon = service.indexOf(':') + 1;
    return `${service.slice(0, colon)}${text} ${service.slice(colon)}`;
  };
}

/** Replaces one command wherever it stands, and lets the phone do something else instead. */
export function instead(
  command: string,
  other: string,
  then: (phone: VirtualPhone) => void = () => undefined,
): NonNullable<TestPhone['lie']> {
  return (service, phone) => {
    if (!service.includes(command)) return service;
    then(phone);
    return service.replace(command, other);
  };
}

/** Another phone of the same model takes the place of this one, with everything that is on it. */
export function swap(phone: VirtualPhone): void {
  phone.state.serial = `${phone.state.serial.slice(0, -1)}X`;
  phone.state.imeis = ['356938035643809'];
  phone.state.androidId = 'fedcba9876543210';
  phone.reattach();
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A status record as the overwriter writes it, with a right check and whatever figures are wanted. */
export function forgedStatus(pid: number, report: object): string {
  const body = `${JSON.stringify(report).slice(0, -1)},"pid":${pid}`;
  return `${body},"check":"${fnv1a(body).toString(16).padStart(8, '0')}"}`;
}

/** A perfect result of a run over so many bytes. */
export function perfectResult(job: string, bytes: number): object {
  return {
    written: bytes,
    verified: bytes,
    mismatched: 0,
    unreached: 0,
    passes: 1,
    direct: true,
    bypass: 'direct',
    ms: 5,
    freeBefore: bytes,
    freeAfter: bytes,
    leftAvailable: 0,
    reserved: 0,
    files: 4,
    sampled: 0,
    writtenAllPasses: bytes,
    verifiedAllPasses: bytes,
    removed: true,
    ok: true,
    job,
  };
}
