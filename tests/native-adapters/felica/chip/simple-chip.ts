import type { ChipNode } from '../../../../domain/chip.ts';
import { icFacts, PHONE_COMMANDS } from '../../../../domain/chip-ic.ts';
import type { ContactlessReader, RfAnswer } from '../../../../domain/reader.ts';
import {
  fromHex,
  high16,
  low16,
  readHigh16,
  readLow16,
  toHex,
} from '../../../../native-adapters/felica/protocol/bytes.ts';

const SILENT: RfAnswer = { is: 'silent' };

/** An area, for short. */
export const area = (first: number, last: number): ChipNode => ({ is: 'area', first, last });
/** A service, for short. */
export const service = (code: number): ChipNode => ({ is: 'service', code });
/** The root area. */
export const ROOT = area(0, 0xfffe);
/** The nodes of every phone's container. */
export const CONTAINER: readonly ChipNode[] = [
  ROOT,
  area(0x1000, 0x7fff),
  area(0x1001, 0x7fff),
  ...[0x1008, 0x2008].map(service),
  area(0x8000, 0xdfff),
  area(0x8001, 0xafff),
  ...[0x8008, 0x9008, 0xa008].map(service),
  area(0xb001, 0xbfff),
  ...[0xb008, 0xb048].map(service),
];

/** What a chip in a test is made of. `hidden` nodes are kept from 0A, so that only 1A and 02 show them. */
export interface SimpleParts {
  readonly idm?: string;
  readonly pmm?: string;
  /** By code, in the order of the systems' numbers. */
  readonly systems: ReadonlyMap<number, readonly ChipNode[]>;
  readonly hidden?: ReadonlyMap<number, readonly ChipNode[]>;
  /** What 0C says, where it is not the truth. */
  readonly list?: readonly number[];
  /** Commands that meet silence. */
  readonly deaf?: readonly number[];
}

/** The parts of an emptied phone's chip. */
export const EMPTIED: SimpleParts = {
  systems: new Map([
    [0xfe00, [ROOT]],
    [0xfe0f, CONTAINER],
  ]),
};

/** What a traveller's system shows. */
export const SUICA: readonly ChipNode[] = [ROOT, area(0x0040, 0x083f), service(0x008b), service(0x090f)];
/** The parts of a phone's chip with WAON and Suica. */
export const USED: SimpleParts = {
  systems: new Map([
    [0xfe00, [ROOT, area(0x67c0, 0x68ff), area(0x67c1, 0x68ff), service(0x680b)]],
    [0xfe0f, CONTAINER],
    [0x0003, SUICA],
  ]),
};
/** A traveller's card. */
export const CARD: SimpleParts = { pmm: '100b4b428485d0ff', systems: new Map([[0x0003, SUICA]]) };
/** A Lite-S, which knows neither systems nor services. */
export const LITE: SimpleParts = { pmm: '00f1000000014300', systems: new Map([[0x88b4, []]]) };

/** The smallest chip that a full reading can be read from, written from the command table alone; it knows no block. */
export class SimpleChip {
  readonly parts: SimpleParts;
  #chosen = 0;

  constructor(parts: SimpleParts) {
    this.parts = parts;
  }

  get pmm(): Uint8Array {
    return fromHex(this.parts.pmm ?? '01180b4142434445');
  }

  answer(frame: Uint8Array): RfAnswer {
    const code = frame[1] ?? 0;
    if (code === 0) return this.#poll(frame);
    const lacks = [...(icFacts(this.pmm[1] ?? 0)?.lacks ?? []), ...(this.parts.deaf ?? [])];
    if (lacks.includes(code)) return SILENT;
    if (code === 0x70) return this.#answer(code, [...this.#idm()], false);
    if (toHex(frame.subarray(2, 10)) !== toHex(this.#idm())) return SILENT;
    const body = this.#body(code, frame.subarray(10));
    return body === null ? SILENT : this.#answer(code, body, true);
  }

  #poll(frame: Uint8Array): RfAnswer {
    const wanted = readHigh16(frame, 2);
    const codes = [...this.parts.systems.keys()];
    const at = wanted === 0xffff ? 0 : codes.indexOf(wanted);
    const code = codes[at];
    if (code === undefined) return SILENT;
    this.#chosen = at;
    return this.#answer(0, [...this.#idm(), ...this.pmm, ...high16(code)], false);
  }

  #body(code: number, data: Uint8Array): readonly number[] | null {
    const codes = [...this.parts.systems.keys()];
    const system = codes[this.#chosen] ?? 0;
    const shown = this.parts.systems.get(system) ?? [];
    const all = [...shown, ...(this.parts.hidden?.get(system) ?? [])];
    const has = (node: number): boolean => all.some((one) => (one.is === 'area' ? one.first : one.code) === node);
    switch (code) {
      case 0x02:
        return [data[0] ?? 0, ...nodesIn(data).flatMap((node) => low16(has(node) ? 1 : 0xffff))];
      case 0x0a: {
        const node = shown[readLow16(data, 0)];
        return node === undefined ? low16(0xffff) : bytesOf(node);
      }
      case 0x0c: {
        const list = this.parts.list ?? codes;
        return [list.length, ...list.flatMap(high16)];
      }
      case 0x1a:
        return codeList(
          all.filter((node) => node !== ROOT),
          readLow16(data, 2),
        );
      case 0x1e:
        return [0, 0, 1, ...low16(1275), ...low16(1275 - (all.length - 1))];
      case 0x22:
        return [...'DCM\0\u0001', ...'SH-52C\0\0\0\0\0'].map((letter) => letter.charCodeAt(0));
      default:
        return null;
    }
  }

  #answer(code: number, body: readonly number[], isAddressed: boolean): RfAnswer {
    const frame = [code + 1, ...(isAddressed ? this.#idm() : []), ...body];
    return { is: 'answer', frame: Uint8Array.of(frame.length + 1, ...frame) };
  }

  #idm(): Uint8Array {
    const idm = fromHex(this.parts.idm ?? '0139000000000001');
    return idm.with(0, (idm[0] ?? 0) | (this.#chosen << 4));
  }
}

function codeList(nodes: readonly ChipNode[], packet: number): readonly number[] {
  const from = packet * 4;
  if (packet > 0 && from >= nodes.length) return [0xff, 0xa6];
  const here = nodes.slice(from, from + 4);
  const areas = here.filter(({ is }) => is === 'area');
  const services = here.filter(({ is }) => is === 'service');
  const goesOn = from + 4 < nodes.length ? 1 : 0;
  return [0, 0, goesOn, areas.length, ...areas.flatMap(bytesOf), services.length, ...services.flatMap(bytesOf)];
}

function bytesOf(node: ChipNode): readonly number[] {
  return node.is === 'area' ? [...low16(node.first), ...low16(node.last)] : low16(node.code);
}

function nodesIn(data: Uint8Array): readonly number[] {
  return Array.from({ length: data[0] ?? 0 }, (_unused, index) => readLow16(data, 1 + index * 2));
}

/** What happens to the frame of that number; `answer` is what the chip said. */
export type Happening = (turn: {
  readonly index: number;
  readonly frame: Uint8Array;
  readonly answer: RfAnswer;
}) => RfAnswer;

/** A reader with chips on it, that keeps every frame and lets a test change each answer. It refuses what no phone may receive. */
export class SimpleReader implements ContactlessReader {
  readonly model = 'rc-s380';
  readonly firmware = '1.11';
  readonly serial = null;
  readonly mostFrameBytes = 290;
  readonly frames: Uint8Array[] = [];
  readonly #chip: { answer(frame: Uint8Array): RfAnswer };
  readonly #happens: Happening;

  constructor(chip: { answer(frame: Uint8Array): RfAnswer }, happens: Happening = ({ answer }) => answer) {
    this.#chip = chip;
    this.#happens = happens;
  }

  /** The code of each frame that came. */
  get codes(): readonly number[] {
    return this.frames.map((frame) => frame[1] ?? -1);
  }

  exchange(frame: Uint8Array): Promise<RfAnswer> {
    if (!PHONE_COMMANDS.includes(frame[1] ?? -1)) throw new Error('a command that no phone may receive');
    const index = this.frames.length;
    this.frames.push(frame);
    return Promise.resolve(this.#happens({ index, frame, answer: this.#chip.answer(frame) }));
  }

  resetField(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
