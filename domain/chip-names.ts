import type { ChipNode, Residue } from './chip.ts';
import { bothLanguages, dataSchema, hexCode, readDataFile, someText } from './chip-data-file.ts';
import type { BothLanguages } from './chip-guide.ts';
import type { NamedResidue } from './chip-view.ts';
import { flag, listOf, objectOf } from './shape.ts';

/** One system of the table of names. */
export interface NamedSystem {
  readonly code: number;
  readonly name: BothLanguages;
  /** Whether everything in it is of one service, so that its name stands for what has none of its own. */
  readonly isOneService: boolean;
  readonly areas: readonly { readonly first: number; readonly last: number; readonly name: BothLanguages }[];
  readonly services: readonly { readonly code: number; readonly name: BothLanguages }[];
}

/** What people call systems, areas and services (resources/felica/names.json). */
export interface ChipNames {
  readonly schema: 1;
  readonly version: string;
  readonly systems: readonly NamedSystem[];
}

const names = objectOf<ChipNames>({
  schema: dataSchema,
  version: someText,
  systems: listOf(
    objectOf<NamedSystem>({
      code: hexCode,
      name: bothLanguages,
      isOneService: flag,
      areas: listOf(objectOf<NamedSystem['areas'][number]>({ first: hexCode, last: hexCode, name: bothLanguages })),
      services: listOf(objectOf<NamedSystem['services'][number]>({ code: hexCode, name: bothLanguages })),
    }),
  ),
});

/** Reads the table of names from its JSON; throws `chip.data-file`. */
export function readNames(json: string): ChipNames {
  return readDataFile('names.json', json, names);
}

/** The name of a system, or null when nobody has one for it. */
export function nameOfSystem({ systems }: ChipNames, code: number): BothLanguages | null {
  return systems.find((system) => system.code === code)?.name ?? null;
}

/** What a residue is called; a service without a name of its own has the name of the area that it lies in, if that has one. */
export function nameOfResidue(table: ChipNames, { system, node }: Residue): NamedResidue {
  const known = table.systems.find(({ code }) => code === system);
  const code = `${hex(system)}${node ? ` ${codeOf(node)}` : ''}`;
  if (known === undefined) return { name: null, code };
  const own = node === null ? known.name : nameIn(known, node);
  return { name: own ?? (known.isOneService ? known.name : null), code };
}

function nameIn({ areas, services }: NamedSystem, node: ChipNode): BothLanguages | null {
  const [first, last] = node.is === 'area' ? [node.first, node.last] : [node.code, node.code];
  const exact = node.is === 'service' ? services.find(({ code }) => code === node.code) : undefined;
  const around = areas.find((area) => area.first <= first && last <= area.last);
  return (exact ?? around)?.name ?? null;
}

function codeOf(node: ChipNode): string {
  return node.is === 'service' ? hex(node.code) : `${hex(node.first)}-${hex(node.last)}`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
