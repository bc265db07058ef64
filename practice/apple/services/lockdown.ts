import { randomUUID } from 'node:crypto';
import type { Pairing } from '../phone/iphone-state.ts';
import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import type { PlistChannel } from '../wire/plist-channel.ts';
import { type PlistDict, textIn } from '../wire/property-list.ts';
import { lockdownValue } from './lockdown-values.ts';
import { askToPair } from './pairing.ts';

/** The phone drops a connection over which nothing was said for that long (source: libimobiledevice lockdown.h). */
const IDLE_MS = 10_000;
/** What lockdownd starts for a trusted computer. */
const SERVICES: ReadonlySet<string> = new Set(['com.apple.mobile.MCInstall', 'com.apple.mobile.diagnostics_relay']);

/** One connection: the computer that opened a session on it, if one did. */
interface Session {
  readonly phone: VirtualIphone;
  readonly channel: PlistChannel;
  pairing: Pairing | null;
  isOver: boolean;
}

type Answer = (session: Session, request: PlistDict) => Promise<PlistDict> | PlistDict;

const ANSWERS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['QueryType', () => ({ Type: 'com.apple.mobile.lockdown' })],
  ['GetValue', getValue],
  ['Pair', ({ phone }, request) => askToPair(phone, request)],
  ['ValidatePair', validatePair],
  ['Unpair', unpair],
  ['StopSession', stopSession],
  ['StartService', startService],
]);

/** Speaks lockdownd over one connection until either side has enough (source: ios.md 7.1). */
export async function serveLockdown(phone: VirtualIphone, channel: PlistChannel): Promise<void> {
  const session: Session = { phone, channel, pairing: null, isOver: false };
  while (!session.isOver) {
    const request = await channel.read(IDLE_MS);
    if (request === null) return channel.destroy();
    const name = textIn(request, 'Request') ?? '';
    if (name === 'StartSession') await startSession(session, request);
    else {
      const answer = (await ANSWERS.get(name)?.(session, request)) ?? { Error: 'InvalidRequest' };
      await channel.send({ Request: name, ...answer });
    }
  }
  channel.end();
}

async function getValue({ phone, pairing }: Session, request: PlistDict): Promise<PlistDict> {
  const domain = textIn(request, 'Domain');
  const key = textIn(request, 'Key');
  const asked = { ...(domain === null ? {} : { Domain: domain }), ...(key === null ? {} : { Key: key }) };
  const answer = await lockdownValue(phone, domain, key, pairing !== null);
  return 'error' in answer ? { ...asked, Error: answer.error } : { ...asked, Value: answer.value };
}

function validatePair({ phone }: Session, request: PlistDict): PlistDict {
  return hostOf(phone, request) === undefined ? { Error: 'InvalidHostID' } : {};
}

function unpair({ phone }: Session, request: PlistDict): PlistDict {
  const known = hostOf(phone, request);
  if (known === undefined) return { Error: 'InvalidHostID' };
  phone.state.pairings.delete(known.hostId);
  phone.state.trustedComputers.delete(known.systemBuid);
  phone.state.question = 'none';
  return {};
}

/** The host of a request, in its pairing record or beside it. */
function hostOf({ state }: VirtualIphone, request: PlistDict): Pairing | undefined {
  const record = request.PairRecord;
  const inRecord = typeof record === 'object' && record !== null && 'HostID' in record ? record.HostID : undefined;
  const host = typeof inRecord === 'string' ? inRecord : textIn(request, 'HostID');
  return state.pairings.get(host ?? '');
}

async function startSession(session: Session, request: PlistDict): Promise<void> {
  const { phone, channel } = session;
  const pairing = hostOf(phone, request);
  if (session.pairing !== null || pairing === undefined) {
    const error = pairing === undefined ? 'InvalidHostID' : 'SessionActive';
    return channel.send({ Request: 'StartSession', Error: error });
  }
  const side = await phone.tlsFor(pairing);
  const answer = { Request: 'StartSession', EnableSessionSSL: true, SessionID: randomUUID().toUpperCase() };
  // The answer goes out in clear; the next byte on the same socket belongs to TLS.
  await channel.send(answer);
  if (await channel.secure(side)) session.pairing = pairing;
  else session.isOver = true;
}

function stopSession(session: Session): PlistDict {
  if (session.pairing === null) return { Error: 'SessionInactive' };
  session.isOver = true;
  return {};
}

function startService({ phone, pairing }: Session, request: PlistDict): PlistDict {
  const name = textIn(request, 'Service') ?? '';
  if (pairing === null) return { Service: name, Error: 'SessionInactive' };
  if (phone.state.locked) return { Service: name, Error: 'PasswordProtected' };
  if (!SERVICES.has(name)) return { Service: name, Error: 'InvalidService' };
  return { Service: name, Port: phone.startService(name, pairing), EnableServiceSSL: true };
}
