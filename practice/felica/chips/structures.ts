import {
  area,
  type NodeBlueprint,
  overlay,
  ROOT_AREA,
  type SystemBlueprint,
  service,
  serviceWith,
  system,
} from './chip-blueprint.ts';

/** System codes (source: felica.md 5.1). */
export const SYSTEM = {
  transit: 0x0003,
  common: 0xfe00,
  container: 0xfe0f,
  ndef: 0x12fc,
  lite: 0x88b4,
} as const;

/** Blocks that the common area of a phone has (source: felica.md 5.5, the figure that the menu app shows). */
export const COMMON_BLOCKS = 1275;

/** Something that a service provider leaves in the common area: an outer and an inner area, services, and the blocks they take. */
interface Provider {
  readonly nodes: readonly NodeBlueprint[];
  readonly blocks: number;
}

/** The pair of areas in which a provider keeps its services: one that may hold areas, one that may not. */
const areaPair = (first: number, last: number): readonly NodeBlueprint[] => [area(first, last), area(first + 1, last)];

/** Who can be in the common area; areas and keyless services from felica.md 5.2 and 5.3, the keyed ones invented. */
export const PROVIDERS = {
  edy: {
    nodes: [
      ...areaPair(0x1000, 0x173f),
      ...[0x1108, 0x1310, 0x170c].map((code) => service(code)),
      service(0x110b, 2),
      service(0x1317),
      service(0x170f, 6),
    ],
    blocks: 24,
  },
  nanaco: {
    nodes: [
      ...areaPair(0x5580, 0x56bf),
      ...[0x5588, 0x5590, 0x564c].map((code) => service(code)),
      service(0x558b, 2),
      service(0x5597),
      service(0x560b, 4),
      service(0x564f, 5),
    ],
    blocks: 28,
  },
  waon: {
    nodes: [
      ...areaPair(0x67c0, 0x68ff),
      ...[0x67c8, 0x6808, 0x6810].map((code) => service(code)),
      service(0x67cb),
      service(0x67cf, 2),
      service(0x6817),
      service(0x684b, 2),
      service(0x680b, 9),
    ],
    blocks: 31,
  },
  quicpay: {
    nodes: [
      ...areaPair(0x35c0, 0x36bf),
      service(0x35cb, 2),
      service(0x360f, 3),
      service(0x364f, 3),
      service(0x368f, 3),
    ],
    blocks: 19,
  },
  /** iD's place is not public; what stands here is an area without a name, as it would look on a reader. */
  unnamed: {
    nodes: [...areaPair(0x4a40, 0x4b7f), ...[0x4a48, 0x4a90].map((code) => service(code)), service(0x4acb, 2)],
    blocks: 14,
  },
  /** A shop's points with a keyless service that can be written (source: felica.md 5.3 and 6.1): it must never be. */
  yodobashi: { nodes: [...areaPair(0x2c80, 0x2d3f), service(0x2d08), service(0x2d09)], blocks: 6 },
} as const satisfies Readonly<Record<string, Provider>>;

/** The name of somebody who can be in the common area. */
export type ProviderName = keyof typeof PROVIDERS;

/** Makes the common area of a phone with these providers in it; with none it is as an emptied chip has it. */
export function commonArea(names: readonly ProviderName[] = []): SystemBlueprint {
  const inside = names.map((name): Provider => PROVIDERS[name]);
  const used = inside.reduce((sum, { blocks }) => sum + blocks, 0);
  const nodes = [ROOT_AREA, ...inside.flatMap((provider) => provider.nodes)];
  return system(SYSTEM.common, nodes, { assigned: COMMON_BLOCKS, used });
}

/** Makes the container of a phone, the same on every one (source: felica.md 5.5). */
export function containerSystem(): SystemBlueprint {
  const areas: readonly (readonly [number, number])[] = [
    [0x1000, 0x7fff],
    [0x1001, 0x7fff],
    [0x8000, 0xdfff],
    [0x8001, 0xafff],
    [0xb001, 0xbfff],
  ];
  const services = [0x1008, 0x2008, 0x8008, 0x9008, 0xa008, 0xb008, 0xb048];
  const nodes = [
    ROOT_AREA,
    ...areas.map(([first, last]) => area(first, last)),
    ...services.map((code) => service(code)),
  ];
  return system(SYSTEM.container, nodes, { assigned: 64, used: 64 });
}

/** Makes the transit system as Suica and PASMO fill it; keyless services from felica.md 5.3, the rest of the kind seen on cards. */
export function transitSystem(): SystemBlueprint {
  const areas: readonly (readonly [number, number])[] = [
    [0x0040, 0x07ff],
    [0x0800, 0x0fff],
    [0x1000, 0x17ff],
    [0x1800, 0x1fff],
  ];
  const keyed = [0x0048, 0x0088, 0x0810, 0x0812, 0x0816, 0x090c, 0x1008, 0x1048, 0x108c, 0x10c8, 0x1808, 0x1848];
  const nodes = [
    ROOT_AREA,
    ...areas.map(([first, last]) => area(first, last)),
    ...keyed.map((code) => service(code)),
    service(0x008b),
    service(0x090f, 20),
    service(0x108f, 3),
    service(0x10cb, 2),
    service(0x184b, 4),
    service(0x188b, 2),
  ];
  return system(SYSTEM.transit, nodes, { assigned: 96, used: 96 });
}

/** The systems of a phone's chip from which everything was moved away. */
export const EMPTY_PHONE: readonly SystemBlueprint[] = [commonArea(), containerSystem()];

/** Makes the systems of a phone's chip in use. */
export function phoneInUse(names: readonly ProviderName[], hasTransit = false): readonly SystemBlueprint[] {
  return [commonArea(names), containerSystem(), ...(hasTransit ? [transitSystem()] : [])];
}

/** The system of a FeliCa Lite-S that carries an NDEF text: 88B4, and 12FC over the same blocks. */
export function liteSystem(): SystemBlueprint {
  const blocks = new Map<number, Uint8Array>();
  for (let block = 0; block <= 0x0e; block += 1) blocks.set(block, new Uint8Array(16));
  blocks.set(0x00, NDEF_ATTRIBUTES);
  blocks.set(0x01, Uint8Array.from([0xd1, 0x01, 0x12, 0x54, 0x02, 0x6a, 0x61, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  blocks.set(
    0x02,
    Uint8Array.from({ length: 16 }, (_, index) => 0x41 + index),
  );
  for (const block of [0x82, 0x83, 0x84, 0x85, 0x86, 0x90, 0x92]) blocks.set(block, new Uint8Array(16));
  blocks.set(0x88, Uint8Array.from([0xff, 0xff, 0xff, 0x01, 0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  blocks.set(0x0e, new Uint8Array(16).fill(0xff));
  const lite = system(SYSTEM.lite, [ROOT_AREA, serviceWith(0x0009, blocks), overlay(0x000b)]);
  return { ...lite, alsoAnswersTo: [SYSTEM.ndef] };
}

/** Version 1.0, four blocks a read, one a write, 13 blocks, read-write, 22 bytes (source: felica.md 6.2). */
const NDEF_ATTRIBUTES = withSum([0x10, 0x04, 0x01, 0x00, 0x0d, 0, 0, 0, 0, 0x00, 0x01, 0x00, 0x00, 0x16]);

function withSum(bytes: readonly number[]): Uint8Array {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return Uint8Array.from([...bytes, sum >> 8, sum & 0xff]);
}
