import type { Pairing } from '../phone/iphone-state.ts';
import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import { bytesIn, dictOf, type PlistDict, textIn } from '../wire/property-list.ts';

/** What the computer keeps to unlock its services after a restart of the phone; its content means nothing outside of it. */
const ESCROW_BYTES = 32;

/** Answers a wish to pair: at once, by a question on the screen, or not at all (source: ios.md 7.2 and 7.3). */
export function askToPair(phone: VirtualIphone, request: PlistDict): PlistDict {
  const pairing = pairingIn(request);
  if (pairing === null) return { Error: 'InvalidPairRecord' };
  const refusal = whyNot(phone, pairing);
  if (refusal !== null) return { Error: refusal };
  phone.state.pairings.set(pairing.hostId, pairing);
  return { EscrowBag: Buffer.alloc(ESCROW_BYTES, phone.model.boardId) };
}

function whyNot(phone: VirtualIphone, { hostId, systemBuid }: Pairing): string | null {
  const { state } = phone;
  if (state.pairings.has(hostId)) return null;
  if (state.supervised) return 'MCProtected';
  if (state.locked) return 'PasswordProtected';
  // A phone under set-up trusts every computer without a question (source: libimobiledevice#1395), but on the page of
  // Activation Lock a user found that it does not any more (same place); a question that nobody can answer is how that is played.
  if (state.stage === 'setup') return state.activationLocked ? 'PairingDialogResponsePending' : null;
  // Whom it trusts it knows by the daemon's identity; a new host id of the same computer comes in by the tap for an earlier one.
  if (state.trustedComputers.has(systemBuid)) {
    if (state.question === 'trusted') state.question = 'none';
    return null;
  }
  if (state.question === 'denied') return 'UserDeniedPairing';
  phone.askTrust(systemBuid);
  return 'PairingDialogResponsePending';
}

function pairingIn(request: PlistDict): Pairing | null {
  const record = dictOf(request.PairRecord);
  if (record === null) return null;
  const hostId = textIn(record, 'HostID');
  const systemBuid = textIn(record, 'SystemBUID') ?? '';
  const deviceCertificate = bytesIn(record, 'DeviceCertificate');
  const hostCertificate = bytesIn(record, 'HostCertificate');
  const rootCertificate = bytesIn(record, 'RootCertificate');
  if (hostId === null || deviceCertificate === null || hostCertificate === null || rootCertificate === null)
    return null;
  return { hostId, systemBuid, deviceCertificate, hostCertificate, rootCertificate };
}
