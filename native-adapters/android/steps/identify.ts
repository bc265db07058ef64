import { randomBytes } from 'node:crypto';
import { type DeviceFacts, notReadable, value } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Attachment } from '../../../domain/port.ts';
import type { AdbPhone } from '../adb/adb-phone.ts';
import { COMMAND_WITHIN_MS, isRefusal } from '../android-bench.ts';
import { parseProbeAnswers, probeScript } from '../probes/probe-script.ts';
import { FACT_COMMANDS, factsOfFoyer, readFacts } from '../probes/read-facts.ts';
import { parseTradeInStatus } from '../probes/trade-in-status.ts';

const PROBES_WITHIN_MS = 60_000;
const MOST_PROBE_BYTES = 4 * 1024 * 1024;

/** Asks all commands in one round trip; throws `device.refused` when the phone gives no shell. */
export async function askAll(
  phone: AdbPhone,
  commands: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReturnType<typeof parseProbeAnswers>> {
  const token = randomBytes(8).toString('hex');
  const limits = { signal, withinMs: PROBES_WITHIN_MS, maxBytes: MOST_PROBE_BYTES };
  const { stdout } = await phone.shell(probeScript(commands, token), limits);
  return parseProbeAnswers(new TextDecoder().decode(stdout), token);
}

/** Reads the status that a phone in the Trade-In Mode foyer gives; throws `device.refused` on any other phone. */
export async function readFoyer(phone: AdbPhone, signal: AbortSignal): Promise<DeviceFacts> {
  // The foyer takes the bare command only, not one wrapped for the old protocol. Trade-In Mode is younger than shell v2,
  // so a foyer whose banner does not offer v2 has a banner that adb could not read.
  const { stdout, exitCode } = await phone.shellV2('tradeinmode getstatus', { signal, withinMs: COMMAND_WITHIN_MS });
  if (exitCode !== 0) throw new WorkstationError('device.refused', { service: 'tradeinmode getstatus', text: '' });
  const { status, product, launchLevel } = parseTradeInStatus(new TextDecoder().decode(stdout));
  return factsOfFoyer(status, product, launchLevel);
}

async function readRescue(phone: AdbPhone, signal: AbortSignal): Promise<DeviceFacts> {
  const stream = await phone.service('rescue-getprop:', { signal, withinMs: COMMAND_WITHIN_MS });
  try {
    const chunks: Uint8Array[] = [];
    for (let size = 0; size < MOST_PROBE_BYTES; ) {
      const chunk = await stream.readSome();
      if (chunk === null) break;
      chunks.push(chunk);
      size += chunk.length;
    }
    const text = new TextDecoder().decode(Buffer.concat(chunks));
    const facts = readFacts(new Map([['getprop', { text, exitCode: 0 }]]), 'rescue');
    return { ...facts, testHarness: notReadable('persist.sys.test_harness', 'rescue mode') };
  } finally {
    stream.close();
  }
}

/** Reads everything that a phone tells in the mode that it is in; changes nothing. */
export async function identify(phone: AdbPhone, attachment: Attachment, signal: AbortSignal): Promise<DeviceFacts> {
  if (attachment.mode === 'rescue') return readRescue(phone, signal);
  if (attachment.mode !== 'android') throw new WorkstationError('device.wrong-state', { saw: attachment.mode });
  try {
    const answers = await askAll(phone, FACT_COMMANDS, signal);
    if (answers.size === 0) throw new WorkstationError('device.protocol', { what: 'probes' });
    return readFacts(answers, 'android');
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return readFoyer(phone, signal);
  }
}

/** Adds an IMEI that a person scanned or typed to facts that lack one; its source says so. */
export function withClaimedImei(facts: DeviceFacts, imei: string, source: 'scanned' | 'typed'): DeviceFacts {
  return facts.imeis.is === 'value' ? facts : { ...facts, imeis: value([imei], source) };
}
