import { isLooseCard, PHONE_COMMANDS } from '../../domain/chip-ic.ts';
import { WorkstationError } from '../../domain/errors.ts';
import { hexOf, isWholeFrame } from './readers/bytes.ts';

const POLLING = 0x00;
const POLLING_ANSWER = 0x01;
// Write Without Encryption: the one command beyond the list of phones, and only for loose cards.
const WRITE = 0x08;
const IDM_AT = 2;
const IDM_END = 10;
const IC_CODE_AT = 11;
// IDm, PMm, and for request codes 1 and 2 two bytes more.
const POLLING_ANSWER_SIZES = [18, 20];

const idmOf = (frame: Uint8Array): string | null =>
  frame.length < IDM_END ? null : hexOf(frame.subarray(IDM_AT, IDM_END));
// The first digit is the number of the system; the rest is the chip's own, the same in each of its systems.
const chipOf = (idm: string): string => idm.slice(1);
// A program on an Android phone (HCE-F) chooses its number below 02FE, and its PMm as it likes.
const isHostEmulation = (idm: string): boolean => chipOf(idm).startsWith('2fe');

/**
 * Keeps everything that could change a phone's chip off the air. It stands before each transmission of every reader and has no switch.
 * Only what was heard in this session of the field counts; a chip that it does not know is a phone's.
 */
export class PhoneGuard {
  readonly #cards = new Set<string>();
  readonly #phones = new Set<string>();

  /** Tells whether these bytes may be sent now. */
  permits(frame: Uint8Array): boolean {
    if (!isWholeFrame(frame)) return false;
    const command = frame[1] ?? WRITE;
    if (PHONE_COMMANDS.includes(command)) return true;
    const idm = idmOf(frame);
    return command === WRITE && idm !== null && this.#cards.has(idm) && !this.#phones.has(chipOf(idm));
  }

  /** Throws `chip.command-refused` for bytes that may not be sent now. */
  demand(frame: Uint8Array): void {
    if (this.permits(frame)) return;
    throw new WorkstationError('chip.command-refused', { command: hexOf(frame.subarray(1, 2)), bytes: frame.length });
  }

  /** Takes in what came back for what was sent: an answer to Polling tells what kind of chip has a number. */
  learn(sent: Uint8Array, heard: Uint8Array): void {
    const idm = idmOf(heard);
    const icCode = heard[IC_CODE_AT];
    if (heard[1] !== POLLING_ANSWER || idm === null) return;
    const isSound = sent[1] === POLLING && isWholeFrame(heard) && POLLING_ANSWER_SIZES.includes(heard.length);
    const isCard = isSound && icCode !== undefined && isLooseCard(icCode) && !isHostEmulation(idm);
    // Once a phone, always a phone: a chip that is two things is believed in the worse.
    if (isCard) this.#cards.add(idm);
    else this.#phones.add(chipOf(idm));
  }

  /** Forgets every chip: the field was off, so that something else may lie in it. */
  forget(): void {
    this.#cards.clear();
    this.#phones.clear();
  }
}
