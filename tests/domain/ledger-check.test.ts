import { beforeAll, describe, expect, test } from 'vitest';
import type { ChainLink } from '../../domain/ledger.ts';
import { checkChain } from '../../domain/ledger-check.ts';
import type { ChainAnswer, ChainFault, ChainOptions } from '../../domain/ledger-faults.ts';
import { nodeChainTools } from '../../main/ledger/chain-tools.ts';
import { sealDraft } from '../../main/ledger/seal.ts';
import { edited, hashed, linksOf, rechained, sampleLedger, withAt } from '../main/ledger/tampering.ts';

const DEPTHS = ['every-entry', 'newest-seal'] as const;
const tools = nodeChainTools();
const check = (links: readonly ChainLink[], options: ChainOptions = {}): ChainAnswer =>
  checkChain(links, tools, options);

/** The entry number `seq` of a chain. */
function at(links: readonly ChainLink[], seq: number): ChainLink {
  const found = links[seq - 1];
  if (found === undefined) throw new RangeError(`no entry ${seq}`);
  return found;
}

type Tamper = (links: ChainLink[], foreign: ChainLink[]) => ChainLink[];
const set = (links: ChainLink[], seq: number, link: ChainLink): ChainLink[] => withAt(links, seq - 1, link);
const editedAt = (links: ChainLink[], seq: number, change: (entry: Record<string, unknown>) => void): ChainLink[] =>
  set(links, seq, edited(at(links, seq), change));
const rehashedAt = (links: ChainLink[], seq: number, change: (entry: Record<string, unknown>) => void): ChainLink[] =>
  set(links, seq, hashed(edited(at(links, seq), change).text));
const setBody = (part: object) => (entry: Record<string, unknown>) => {
  entry.body = { ...(entry.body as object), ...part };
};

const cases: [string, number, ChainFault, Tamper][] = [
  ['a changed body', 5, 'changed', (l) => editedAt(l, 5, setBody({ outcome: 'failed' }))],
  [
    'a changed stored hash',
    7,
    'changed',
    (l) =>
      set(l, 7, { text: at(l, 7).text, hash: at(l, 7).hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
  ],
  ['a changed body with its own hash made new', 5, 'changed', (l) => rehashedAt(l, 5, setBody({ outcome: 'failed' }))],
  ['a changed newest entry', 25, 'changed', (l) => editedAt(l, 25, setBody({ outcome: 'failed' }))],
  ['a deleted entry', 5, 'deleted', (l) => l.toSpliced(4, 1)],
  ['several deleted entries', 11, 'deleted', (l) => l.toSpliced(10, 4)],
  ['a deleted opening', 1, 'deleted', (l) => l.slice(1)],
  ['two entries swapped', 5, 'reordered', (l) => l.toSpliced(4, 2, at(l, 6), at(l, 5))],
  ['an entry moved to the end', 3, 'reordered', (l) => [...l.toSpliced(2, 1), at(l, 3)]],
  ['an entry twice', 5, 'inserted', (l) => l.toSpliced(5, 0, at(l, 5))],
  ['an old entry again', 3, 'inserted', (l) => l.toSpliced(12, 0, at(l, 3))],
  [
    'a forged entry with the right link put before the real one',
    6,
    'inserted',
    (l) => l.toSpliced(5, 0, hashed(edited(at(l, 6), setBody({ outcome: 'failed' })).text)),
  ],
  [
    'a forged entry with a wrong link at the end',
    26,
    'inserted',
    (l) => [...l, hashed(edited(at(l, 25), (e) => Object.assign(e, { seq: 26, prev: 'ab'.repeat(32) })).text)],
  ],
  ['an entry of another workstation in place', 6, 'spliced', (l, f) => set(l, 6, at(f, 6))],
  ['an entry of another workstation at the end', 26, 'spliced', (l, f) => [...l, at(f, 5)]],
  ['the tail of another workstation', 10, 'spliced', (l, f) => [...l.slice(0, 9), ...f.slice(9)]],
  [
    'an entry of another workstation, linked',
    10,
    'spliced',
    (l, f) => rechained([...l.slice(0, 9), at(f, 10), ...l.slice(10)], { seals: true, from: 10 }),
  ],
  ['an entry of practice in a real ledger', 5, 'practice-mixed', (l) => rehashedAt(l, 5, (e) => (e.practice = true))],
  [
    'a second opening',
    26,
    'spliced',
    (l) => rechained([...l, edited(at(l, 1), (e) => (e.port = null))], { seals: false, from: 26 }),
  ],
  [
    'a seal with a bad signature',
    9,
    'bad-seal',
    (l) => rechained(editedAt(l, 9, breakSignature), { seals: false, from: 10 }),
  ],
  [
    'a rewritten entry under seals left as they were',
    1,
    'rewritten',
    (l) => rechained(editedAt(l, 5, setBody({ outcome: 'failed' })), { seals: false }),
  ],
  [
    'a rewritten entry after the first seal, later seals left as they were',
    10,
    'rewritten',
    (l) => rechained(editedAt(l, 12, setBody({ outcome: 'failed' })), { seals: false, from: 10 }),
  ],
  [
    'a rewritten entry and seals that name the new head',
    9,
    'bad-seal',
    (l) => rechained(editedAt(l, 5, setBody({ outcome: 'failed' })), { seals: true }),
  ],
  [
    'a seal by a key that is not in the chain',
    22,
    'bad-seal',
    (l) => rechained(editedAt(l, 22, setBody({ keyId: 'ab'.repeat(32) })), { seals: false, from: 22 }),
  ],
  [
    'a seal by the key that was handed over',
    22,
    'bad-seal',
    (l) => rechained(editedAt(l, 22, setBody({ keyId: keyOf(at(l, 9)) })), { seals: false, from: 22 }),
  ],
  ['a seal at another place', 26, 'bad-seal', (l) => rechained([...l, at(l, 22)], { seals: false, from: 26 })],
  [
    'a hand-over to a key of the attacker',
    18,
    'bad-rotation',
    (l, f) => rechained(editedAt(l, 18, setBody(handOverOf(at(f, 18)))), { seals: false, from: 18 }).slice(0, 21),
  ],
  [
    'an opening with another key',
    1,
    'not-opened',
    (l) => rechained(editedAt(l, 1, setBody({ publicKey: Buffer.alloc(32).toString('base64') })), { seals: true }),
  ],
  ['a chain that begins with something else', 1, 'not-opened', (l) => rechained(l.slice(1), { seals: true })],
  ['white space in an entry, with its own hash', 25, 'not-canonical', (l) => set(l, 25, spaced(at(l, 25)))],
  ['no JSON at all, with its own hash', 25, 'not-canonical', (l) => set(l, 25, hashed('{"actor":"op-1"'))],
  [
    'an entry with an unknown field',
    25,
    'not-canonical',
    (l) => rehashedAt(l, 25, (e) => Object.assign(e, { zebra: 1 })),
  ],
  ['a missing field', 25, 'not-canonical', (l) => rehashedAt(l, 25, (e) => delete e.offsetMinutes)],
];

function breakSignature(entry: Record<string, unknown>): void {
  setBody({ signature: Buffer.alloc(64, 7).toString('base64') })(entry);
}

function keyOf(link: ChainLink): string {
  return (JSON.parse(link.text) as { body: { keyId: string } }).body.keyId;
}

function handOverOf(link: ChainLink): object {
  const { newKeyId, newPublicKey } = (JSON.parse(link.text) as { body: Record<string, string> }).body;
  return { newKeyId, newPublicKey };
}

const spaced = (link: ChainLink): ChainLink => hashed(link.text.replace('"body":{', '"body":{ '));

describe('checkChain', () => {
  let sample: readonly ChainLink[] = [];
  let foreignSample: readonly ChainLink[] = [];
  beforeAll(() => {
    sample = linksOf(sampleLedger());
    foreignSample = linksOf(sampleLedger());
  });

  test.each(DEPTHS)('takes a genuine chain (%s)', (depth) => {
    const opened = sampleLedger();
    const links = linksOf(opened);
    expect(check(links, { depth })).toMatchObject({
      ok: true,
      entries: 25,
      head: { seq: 25, hash: at(links, 25).hash },
      firstBad: null,
    });
  });

  describe.each(DEPTHS)('%s', (depth) => {
    test.each(cases)('finds %s: entry %i, %s', (_name, seq, why, tamper) => {
      const links = tamper([...sample], [...foreignSample]);
      const answer = check(links, { depth });
      expect(answer.ok).toBe(false);
      expect(answer.firstBad).toMatchObject({ seq, why });
    });
  });

  test('says from where on nothing is vouched for', () => {
    const links = rechained(editedAt(linksOf(sampleLedger()), 12, setBody({ outcome: 'failed' })), {
      seals: true,
      from: 10,
    });
    expect(check(links).firstBad).toEqual({ seq: 17, why: 'bad-seal', since: 10 });
  });

  test('finds practice entries in a ledger of practice to be right, and real ones there to be wrong', () => {
    const links = linksOf(sampleLedger(true));
    expect(check(links).ok).toBe(true);
    const mixed = rehashedAt(links, 5, (entry) => (entry.practice = false));
    expect(check(mixed).firstBad).toEqual({ seq: 5, why: 'practice-mixed' });
  });

  test('an empty ledger is not a good one', () => {
    expect(check([])).toMatchObject({ ok: false, entries: 0, head: null, firstBad: { seq: 1, why: 'empty' } });
  });

  test('reads malformed entries even under a good seal when it reads every entry, and otherwise says that it did not look', () => {
    const { ledger, ...opened } = sampleLedger();
    const links = linksOf({ ledger, ...opened });
    // The holder of the key wrote an entry that is not canonical, and sealed it.
    const odd = spaced(edited(at(links, 25), (entry) => Object.assign(entry, { seq: 26, prev: at(links, 25).hash })));
    const draft = sealDraft(ledger.identity, { seq: 26, hash: odd.hash }, ledger.key);
    const seal = hashed(
      edited(at(links, 22), (entry) => Object.assign(entry, { seq: 27, prev: odd.hash, body: draft.body })).text,
    );
    const chain = [...links, odd, seal];
    expect(check(chain, { depth: 'every-entry' }).firstBad).toEqual({ seq: 26, why: 'not-canonical' });
    const quick = check(chain, { depth: 'newest-seal' });
    expect(quick.ok).toBe(true);
    expect(quick.cannotSee).toContain('under-the-seal');
  });

  test('verifies every signature when it reads every entry', () => {
    const { ledger, ...opened } = sampleLedger();
    const links = rechained(editedAt(linksOf({ ledger, ...opened }), 22, breakSignature), { seals: false, from: 23 });
    const draft = sealDraft(ledger.identity, { seq: 25, hash: at(links, 25).hash }, ledger.key);
    const last = edited(at(links, 22), (entry) =>
      Object.assign(entry, { seq: 26, prev: at(links, 25).hash, body: draft.body }),
    );
    const chain = [...links, hashed(last.text)];
    expect(check(chain).firstBad).toEqual({ seq: 22, why: 'bad-seal', since: 18 });
    expect(check(chain, { depth: 'newest-seal' }).ok).toBe(true);
  });

  describe('with a checkpoint', () => {
    const cutAt = (length: number, depth: ChainOptions['depth'] & string) => {
      const opened = sampleLedger();
      const checkpoint = opened.ledger.checkpoint();
      opened.ledger.append({ kind: 'step-ended', actor: 'op-1', body: { step: 'x', outcome: 'done', error: null } });
      return check(linksOf(opened).slice(0, length), { depth, checkpoint });
    };

    test.each(DEPTHS)('sees a cut tail (%s)', (depth) => {
      expect(cutAt(27, depth)).toMatchObject({
        ok: true,
        cannotSee: expect.arrayContaining(['tail-cut-after-checkpoint']),
      });
      expect(cutAt(27, depth).cannotSee).not.toContain('tail-cut');
      expect(cutAt(25, depth).firstBad).toEqual({ seq: 26, why: 'tail-cut' });
      expect(cutAt(1, depth).firstBad).toEqual({ seq: 2, why: 'tail-cut' });
      expect(cutAt(0, depth).firstBad).toEqual({ seq: 1, why: 'tail-cut' });
    });

    test('cannot see it without one, and says so', () => {
      const answer = check(linksOf(sampleLedger()).slice(0, 20));
      expect(answer.ok).toBe(true);
      expect(answer.cannotSee).toEqual(['tail-cut', 'whole-replaced', 'unsealed-tail', 'key-holder']);
    });

    test('sees another ledger, a forged checkpoint and a chain that the key holder wrote again', () => {
      const opened = sampleLedger();
      const checkpoint = opened.ledger.checkpoint();
      const links = linksOf(opened);
      const other = linksOf(sampleLedger());
      expect(check(links, { checkpoint }).ok).toBe(true);
      expect(check(other, { checkpoint }).firstBad?.why).toBe('checkpoint-foreign');
      const forged = { ...checkpoint, seq: 25, entries: 25, hash: at(links, 25).hash };
      expect(check(links, { checkpoint: forged }).firstBad).toEqual({ seq: 25, why: 'checkpoint-forged' });
      const another = sampleLedger().ledger.key;
      const swapped = { ...checkpoint, keyId: another.keyId, publicKey: another.publicKey };
      expect(check(links, { checkpoint: swapped }).firstBad?.why).toBe('checkpoint-forged');
    });
  });
});
