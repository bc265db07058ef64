import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  overwriteFraction,
  parseOverwriterLine,
  parseOverwriterStatus,
} from '../../../../native-adapters/android/overwriter/report.ts';

const progress = {
  phase: 'rotate',
  pass: 2,
  written: 900,
  verified: 300,
  mismatched: 0,
  total: 1000,
  done: 1500,
  work: 4000,
  ms: 12,
  job: 'J-1',
};
const result = {
  written: 990,
  verified: 990,
  mismatched: 0,
  unreached: 10,
  passes: 2,
  direct: true,
  bypass: 'direct',
  ms: 50,
  freeBefore: 1000,
  freeAfter: 1000,
  leftAvailable: 0,
  reserved: 64,
  files: 20,
  sampled: 0,
  writtenAllPasses: 1990,
  verifiedAllPasses: 1990,
  removed: true,
  ok: true,
  job: 'J-1',
};
const foreign = expect.objectContaining({ code: 'device.protocol' });
const line = (value: object) => JSON.stringify(value);
const refused = (value: object) => expect(() => parseOverwriterLine(line(value))).toThrow(foreign);

describe('a line of the overwriter', () => {
  it('reads progress, result, refusal and the start of a detached run', () => {
    expect(parseOverwriterLine(`${line(progress)}\n`)).toEqual({ kind: 'progress', ...progress });
    expect(parseOverwriterLine(line(result))).toEqual({ kind: 'result', ...result });
    const running = { ok: false, error: 'running', pid: 42 };
    expect(parseOverwriterLine(line(running))).toEqual({ kind: 'refusal', ...running });
    expect(parseOverwriterLine('{"pid":7}')).toEqual({ kind: 'started', pid: 7 });
  });

  it.each([
    ['more verified than written', { verified: 991, verifiedAllPasses: 1990 }],
    ['a rest that does not add up', { unreached: 0 }],
    ['ok with mismatched bytes', { mismatched: 1 }],
    ['ok with files left behind', { removed: false }],
    ['ok with an error', { error: 'EIO' }],
    ['ok with unverified bytes', { verified: 989 }],
    ['ok with an unverified earlier pass', { verifiedAllPasses: 1989 }],
    ['ok with nothing written', { written: 0, verified: 0, unreached: 1000 }],
    ['not ok without an error', { ok: false }],
    ['a sample without a miss probability', { sampled: 5 }],
    ['a miss probability without a sample', { missProbability: 0.5 }],
    ['a sample that cannot miss', { sampled: 5, missProbability: 0 }],
    ['direct that was not direct', { bypass: 'fadvise' }],
    ['fewer bytes in all passes than at the end', { writtenAllPasses: 980, verifiedAllPasses: 980 }],
    ['a negative number', { ms: -1 }],
    ['a fraction', { written: 990.5 }],
    ['an unsafe number', { freeAfter: 2 ** 60 }],
    ['an unknown field', { extra: 1 }],
    ['a job name with a slash', { job: '../x' }],
  ])('refuses a result with %s', (_, change) => {
    refused({ ...result, ...change });
  });

  it('accepts a failed result that says why, and a sampled one that says how it may miss', () => {
    const failed = { ...result, ok: false, error: 'mismatch', mismatched: 1, verified: 989, verifiedAllPasses: 1989 };
    expect(parseOverwriterLine(line(failed))).toMatchObject({ ok: false, error: 'mismatch' });
    const sampled = { ...result, sampled: 3, missProbability: 0.970299, verified: 300, verifiedAllPasses: 300 };
    expect(parseOverwriterLine(line(sampled))).toMatchObject({ ok: true, sampled: 3 });
  });

  it.each([
    ['more verified than written', { verified: 901 }],
    ['more done than there is', { done: 4001 }],
    ['an unknown phase', { phase: 'finished' }],
    ['no pass', { pass: 0 }],
  ])('refuses progress with %s', (_, change) => {
    refused({ ...progress, ...change });
  });

  it('never takes a field out of a result and still calls it one', () => {
    for (const name of Object.keys(result)) {
      const { [name]: _, ...rest } = { ...result } as Record<string, unknown>;
      refused(rest);
    }
  });

  it('refuses any text that is no line of the overwriter with the one error, never another', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.array(fc.integer()).map((list) => JSON.stringify(list)),
      fc.constantFrom('', 'null', '[]', '{}', `${'x'.repeat(5000)}`, '{"__proto__":{"phase":"fill"}}'),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(() => parseOverwriterLine(text)).toThrow(foreign);
      }),
    );
  });

  it('never reads a result as ok from which any number was changed to contradict it', () => {
    const names = ['written', 'verified', 'mismatched', 'unreached', 'freeBefore', 'writtenAllPasses'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat({ max: 5000 }), (name, value) => {
        fc.pre(result[name] !== value);
        // These six hang together in an ok result: no single one of them may move, except that nothing was promised more.
        refused({ ...result, [name]: value });
      }),
    );
  });
});

/** The check of a status record, FNV-1a, computed apart from the parser. */
function record(body: string, pid: number): string {
  const text = `${body.slice(0, -1)},"pid":${pid}`;
  let hash = 0x811c9dc5n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
  return `${`${text},"check":"${hash.toString(16).padStart(8, '0')}"}`.padEnd(1023)}\n`;
}

describe('a status record', () => {
  it('is read with its process id', () => {
    expect(parseOverwriterStatus(record(line(progress), 42))).toEqual({
      pid: 42,
      report: { kind: 'progress', ...progress },
    });
    expect(parseOverwriterStatus(record(line(result), 9)).report).toMatchObject({ kind: 'result', ok: true });
  });

  it('is refused when any one character of it was changed or the record was cut', () => {
    const good = record(line(result), 42);
    const end = good.trimEnd().length;
    fc.assert(
      fc.property(fc.nat({ max: end - 1 }), fc.constantFrom('0', '7', 'x', ' ', '"'), (at, other) => {
        fc.pre(good[at] !== other);
        const torn = good.slice(0, at) + other + good.slice(at + 1);
        expect(() => parseOverwriterStatus(torn)).toThrow(foreign);
        expect(() => parseOverwriterStatus(good.slice(0, at))).toThrow(foreign);
      }),
    );
  });

  it('is refused when it is a mixture of two records', () => {
    const [older, newer] = [record(line(progress), 42), record(line({ ...progress, written: 950, done: 2050 }), 42)];
    const same = [...older].findIndex((character, at) => character !== newer[at]);
    const torn = newer.slice(0, same + 1) + older.slice(same + 1);
    if (torn !== newer) expect(() => parseOverwriterStatus(torn)).toThrow(foreign);
    expect(torn).not.toBe(older);
  });
});

describe('the fraction for a progress bar', () => {
  it('reaches 1 only when the run is done', () => {
    const read = (change: object) => {
      const value = parseOverwriterLine(line({ ...progress, ...change }));
      return value.kind === 'progress' ? overwriteFraction(value) : Number.NaN;
    };
    expect(read({})).toBe(0.375);
    expect(read({ phase: 'delete', done: 4000 })).toBeLessThan(1);
    expect(read({ phase: 'done', done: 4000 })).toBe(1);
    expect(read({ done: 0, work: 0 })).toBe(0);
  });
});
