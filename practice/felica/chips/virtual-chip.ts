import { readBlocks, writeBlocks } from './block-commands.ts';
import { bigEndian } from './bytes.ts';
import type { ChipBlueprint, SystemBlueprint } from './chip-blueprint.ts';
import type { AnsweringChip, ChipCommand } from './chip-command.ts';
import { ChipSystem } from './chip-system.ts';
import { familyOf, type IcFamily } from './ic-family.ts';
import * as identity from './identity-commands.ts';
import { liteRule } from './lite-rules.ts';
import * as nodes from './node-commands.ts';

const POLLING = 0x00;
const POLLING_BYTES = 6;
const IDM_BYTES = 8;
/** Numbers of time slots less one (source: felica.md 4.1); others are no Polling. */
const TIME_SLOTS: readonly number[] = [0x00, 0x01, 0x03, 0x07, 0x0f];
/** What request code 2 answers: 212 and 424 kbps, found by itself. */
const SPEEDS: readonly number[] = [0x00, 0x83];
const LITE_CODES: readonly number[] = [0xf0, 0xf1];
/** The time a chip takes for a command, and for a Polling its first slot and each further one (source: felica.md 4.4). */
const COMMAND_MS = 1;
const FIRST_SLOT_MS = 2.4;
const SLOT_MS = 1.21;

const COMMANDS: ReadonlyMap<number, ChipCommand> = new Map([
  [0x02, nodes.requestService],
  [0x04, identity.requestResponse],
  [0x06, readBlocks],
  [0x08, writeBlocks],
  [0x0a, nodes.searchServiceCode],
  [0x0c, identity.requestSystemCode],
  [0x0e, nodes.requestBlockInformation],
  [0x1a, nodes.requestCodeList],
  [0x1e, nodes.requestBlockInformationEx],
  [0x22, identity.getContainerIssueInformation],
  [0x24, nodes.getAreaInformation],
  [0x2e, identity.getContainerProperty],
  [0x32, nodes.requestServiceV2],
  [0x38, identity.getSystemStatus],
  [0x3a, identity.requestProductInformation],
  [0x3c, identity.requestSpecificationVersion],
  [0x3e, identity.resetMode],
  [0x70, identity.getContainerId],
]);
const WITHOUT_IDM: readonly number[] = [0x2e, 0x70];

/** Tells whether a command would change a chip, or open the way to it: writes, authentication, issuing (source: felica.md 6.1). */
export function changesChip(command: number): boolean {
  return (
    command === 0x08 ||
    (command >= 0x10 && command <= 0x17) ||
    (command >= 0x40 && command <= 0x47) ||
    (command >= 0x80 && command <= 0x8f)
  );
}

/** What a chip sends back, in which time slot, and how long that takes. */
export interface ChipAnswer {
  readonly frame: Uint8Array;
  readonly slot: number;
  readonly tookMs: number;
}

/** One FeliCa chip: what it holds, which command it answers, and what was ever said to it. Without a reader, without time. */
export class VirtualChip {
  readonly blueprint: ChipBlueprint;
  readonly family: IcFamily;
  #systems: readonly ChipSystem[];
  #chosen = 0;
  #idm: Uint8Array;
  /** The owner's lock: nothing is answered while it is on. */
  isLocked = false;
  /** False while the phone around the chip gives it no power at all. */
  isPowered = true;
  /** Extra time that the chip needs for each answer, milliseconds; a phone that is only just waking has some. */
  extraMs = 0;
  /** How often its system codes were polled at an iPhone that shows its wallet for it. */
  walletPopUps = 0;
  readonly #changing: Uint8Array[] = [];
  readonly #heard = new Map<number, number>();

  constructor(blueprint: ChipBlueprint) {
    this.blueprint = blueprint;
    this.#idm = blueprint.idm;
    this.family = familyOf(blueprint.pmm[1] ?? 0);
    this.#systems = blueprint.systems.map((system) => new ChipSystem(system));
  }

  /** Every frame that would have changed the chip, or begun to; for a phone's chip it must stay empty. */
  get changingFrames(): readonly Uint8Array[] {
    return this.#changing;
  }

  /** How often each command code came. */
  get heard(): ReadonlyMap<number, number> {
    return this.#heard;
  }

  /** The systems as they are now. */
  get systems(): readonly SystemBlueprint[] {
    return this.#systems.map(({ blueprint }) => blueprint);
  }

  /** Whether nothing is in it beyond what the phone's own erase function leaves. */
  get isEmpty(): boolean {
    const shape = (systems: readonly SystemBlueprint[]): string =>
      JSON.stringify(systems.map(({ code, nodes: held, usedBlocks }) => [code, held.length, usedBlocks]));
    return this.blueprint.afterErase !== null && shape(this.systems) === shape(this.blueprint.afterErase);
  }

  /** Looks at a block of a system, as only a test can. */
  look(system: number, service: number, block: number): Uint8Array | null {
    return this.#systems.find(({ blueprint }) => blueprint.code === system)?.read(service, block) ?? null;
  }

  /** Does what the phone's own erase function does; a chip without one stays as it is and says so by false. */
  empty(): boolean {
    const { afterErase } = this.blueprint;
    if (afterErase === null) return false;
    this.#systems = afterErase.map((system) => new ChipSystem(system));
    this.#chosen = 0;
    return true;
  }

  /** Issues other systems to the chip, as services do when they are set up or moved away. */
  reissue(systems: readonly SystemBlueprint[]): void {
    this.#systems = systems.map((system) => new ChipSystem(system));
    this.#chosen = 0;
  }

  /** Gives the chip another number, which no sound chip ever does. */
  renumber(idm: Uint8Array): void {
    this.#idm = Uint8Array.from(idm);
  }

  /** The field came up: the chip starts anew, with its first system chosen. */
  wake(): void {
    this.#chosen = 0;
  }

  /** Answers one frame that begins with its length byte; null is silence. `pick` chooses one of so many time slots. */
  answer(frame: Uint8Array, pick: (slots: number) => number): ChipAnswer | null {
    const code = frame[1];
    if (code === undefined || frame[0] !== frame.length || !this.isPowered || this.isLocked) return null;
    this.#heard.set(code, (this.#heard.get(code) ?? 0) + 1);
    if (changesChip(code)) this.#changing.push(Uint8Array.from(frame));
    if (code === POLLING) return this.#poll(frame, pick);
    const answer = this.#command(code, frame);
    return answer === null ? null : { frame: answer, slot: 0, tookMs: COMMAND_MS + this.extraMs };
  }

  #poll(frame: Uint8Array, pick: (slots: number) => number): ChipAnswer | null {
    const [, , high = 0, low = 0, requestCode = 0, slots = 0] = frame;
    const isWellFormed = this.family.isStrict ? frame.length === POLLING_BYTES : frame.length >= POLLING_BYTES;
    if (!isWellFormed || !TIME_SLOTS.includes(slots)) return null;
    const { pollsOnly } = this.blueprint;
    if (pollsOnly !== null && !pollsOnly.includes((high << 8) | low)) {
      this.walletPopUps += 1;
      return null;
    }
    const chosen = this.#systems.findIndex((system) => system.matches(high, low) !== null);
    const meant = this.#systems[chosen]?.matches(high, low) ?? null;
    if (meant === null) return null;
    this.#chosen = chosen;
    const tail = requestCode === 1 ? bigEndian(meant) : requestCode === 2 ? SPEEDS : [];
    const slot = pick(slots + 1);
    const tookMs = FIRST_SLOT_MS + SLOT_MS * slot + this.extraMs;
    return { frame: framed([0x01, ...this.#numbered(), ...this.blueprint.pmm, ...tail]), slot, tookMs };
  }

  #command(code: number, frame: Uint8Array): Uint8Array | null {
    const command = COMMANDS.get(code);
    if (command === undefined || !this.family.answers.has(code)) return null;
    const hasIdm = !WITHOUT_IDM.includes(code);
    const own = this.#numbered();
    if (hasIdm && (frame.length < 2 + IDM_BYTES || own.some((byte, index) => frame[2 + index] !== byte))) return null;
    const view = this.#view();
    const answer = view === null ? null : command(view, frame.subarray(hasIdm ? 2 + IDM_BYTES : 2));
    return answer === null ? null : framed([code + 1, ...(hasIdm ? own : []), ...answer]);
  }

  #view(): AnsweringChip | null {
    const chosen = this.#systems[this.#chosen];
    if (chosen === undefined) return null;
    const isLite = LITE_CODES.includes(this.blueprint.pmm[1] ?? 0);
    const mayWrite = isLite ? liteRule(chosen) : () => true;
    return { blueprint: this.blueprint, family: this.family, systems: this.#systems, chosen, mayWrite };
  }

  /** The number with the chosen system in the top half of its first byte. */
  #numbered(): readonly number[] {
    const [first = 0, ...rest] = this.#idm;
    return [(first & 0x0f) | (this.#chosen << 4), ...rest];
  }
}

function framed(body: readonly number[]): Uint8Array {
  return Uint8Array.from([body.length + 1, ...body]);
}
