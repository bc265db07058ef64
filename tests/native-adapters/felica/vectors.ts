import { readFileSync } from 'node:fs';

/** One line of the fixture. */
export interface Vector {
  readonly name: string;
  readonly way: '>' | '<';
  readonly bytes: Uint8Array;
}

/** Bytes of hex digits; gaps are for the reader's eye. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(/[\s_]/g, ''), 'hex'));
}

/** Hex digits of bytes. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** All frames of the fixture, in its order. */
export function allVectors(): readonly Vector[] {
  const text = readFileSync(new URL('../../fixtures/felica-vectors.txt', import.meta.url), 'utf8');
  return text.split('\n').flatMap((line) => {
    const found = /^([A-Z]\d*) ([<>]) ([0-9a-f]+)$/.exec(line);
    if (found === null) {
      if (line !== '' && !line.startsWith('#')) throw new Error(`no vector: ${line}`);
      return [];
    }
    const [, name = '', way, hex = ''] = found;
    return [{ name, way: way === '>' ? '>' : '<', bytes: bytesOf(hex) } as const];
  });
}

/** The frames of one name that go one way. */
export function vectors(name: string, way: Vector['way']): readonly Uint8Array[] {
  const found = allVectors().filter((vector) => vector.name === name && vector.way === way);
  if (found.length === 0) throw new Error(`no vector ${name} ${way}`);
  return found.map(({ bytes }) => bytes);
}

/** The nth frame of a name that goes one way. */
export function vector(name: string, way: Vector['way'], nth = 0): Uint8Array {
  const found = vectors(name, way)[nth];
  if (found === undefined) throw new Error(`no vector ${name} ${way} ${nth}`);
  return found;
}
