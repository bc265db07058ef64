import { bytesOf } from '../../../practice/felica/chips/bytes.ts';
import {
  area,
  type ChipBlueprint,
  ROOT_AREA,
  type SystemBlueprint,
  service,
  serviceWith,
  system,
} from '../../../practice/felica/chips/chip-blueprint.ts';
import { containerSystem } from '../../../practice/felica/chips/structures.ts';
import { VirtualChip } from '../../../practice/felica/chips/virtual-chip.ts';
import { CALM_AIR, RadioField } from '../../../practice/felica/radio-field.ts';
import { SeededRandom } from '../../../practice/random.ts';
import { WIRE_IDM, WIRE_PMM } from '../../fixtures/felica-wire.ts';

const READ_BLOCK = new Map([[0, bytesOf('00112233445566778899aabbccddeeff')]]);

/** The systems that the card of the vectors shows: WAON's area with one service, and the container. */
export const VECTOR_SYSTEMS: readonly SystemBlueprint[] = [
  system(0xfe00, [ROOT_AREA, area(0x67c0, 0x68ff), area(0x67c1, 0x68ff), serviceWith(0x680b, READ_BLOCK)]),
  containerSystem(),
];

/** The systems of a card under the same number that takes writes to 0009 and refuses them to 6849. */
export const WRITABLE_SYSTEMS: readonly SystemBlueprint[] = [
  system(0xfe00, [ROOT_AREA, service(0x0009, 4), serviceWith(0x6849, READ_BLOCK, false)]),
];

/** Makes the card of the vectors with those systems. */
export function vectorCard(systems: readonly SystemBlueprint[], change: Partial<ChipBlueprint> = {}): VirtualChip {
  return new VirtualChip({
    idm: bytesOf(WIRE_IDM),
    pmm: bytesOf(WIRE_PMM),
    carrier: 'phone',
    systems,
    afterErase: null,
    container: { carrier: '', model: '' },
    pollsOnly: null,
    firstPacket: 0,
    ...change,
  });
}

/** Makes a field with chips in it and nothing that troubles the air. */
export function calmField(...chips: VirtualChip[]): RadioField {
  const field = new RadioField(new SeededRandom('calm'));
  field.lay({ chips, temper: CALM_AIR });
  return field;
}
