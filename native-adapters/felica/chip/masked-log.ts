import type { FreshReading } from '../../../domain/chip.ts';

// Commands that carry no chip's number: Polling, Get Container Property, Get Container ID. Source: docs/decisions/0026.
const NUMBERLESS_COMMANDS = ['00', '2e', '70'];
const NUMBERLESS_ANSWERS = ['2f'];
const CONTAINER_ID_ANSWER = '71';
const FRAME = /^(=>|<=) ([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{16})([0-9a-f]*)$/;

/** Gives the numbers in a log names, the chip's own first; the first digit is the answering system's and stays to be read. */
class NumberNames {
  readonly #rests: string[] = [];

  of(number: string): string {
    const [system, rest] = [number.slice(0, 1), number.slice(1)];
    if (!this.#rests.includes(rest)) this.#rests.push(rest);
    const at = this.#rests.indexOf(rest);
    return `<idm${at === 0 ? '' : at + 1}:${system}>`;
  }

  /** Masks the numbers that are known by now wherever they stand, as in what is no frame. */
  mask(text: string): string {
    return this.#rests.reduce(
      (line, rest) => line.replace(new RegExp(`[0-9a-f]${rest}`, 'g'), (n) => this.of(n)),
      text,
    );
  }
}

/**
 * The frames of a reading without any number that tells one chip from another: `<idm:0>` stands for the chip's own number with the number
 * of the system that it was called by, `<idm2:0>` for another chip's, `<container>` for the container's.
 */
export function maskedLog({ log, idm }: Pick<FreshReading, 'log' | 'idm'>): readonly string[] {
  const names = new NumberNames();
  if (idm !== null) names.of(idm);
  const masked = log.map((line) => {
    const [, way = '', length = '', code = '', number = '', rest = ''] = FRAME.exec(line) ?? [];
    const bare = way === '=>' ? NUMBERLESS_COMMANDS : NUMBERLESS_ANSWERS;
    if (number === '' || bare.includes(code)) return line;
    const isContainer = way === '<=' && code === CONTAINER_ID_ANSWER;
    return `${way} ${length}${code}${isContainer ? '<container>' : names.of(number)}${rest}`;
  });
  return masked.map((line) => names.mask(line));
}
