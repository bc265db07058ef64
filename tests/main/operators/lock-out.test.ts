import fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitAfterMs } from '../../../domain/operator.ts';
import { codeOf, PeopleRig, WRONG } from './people-rig.ts';

type Move = readonly ['try' | 'pass' | 'back' | 'forward' | 'restart', number];

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 120_000 }),
  fc.integer({ min: 0, max: 7_200_000 }),
  fc.integer({ min: 0, max: 400 * 86_400_000 }),
);
const movesOf = (...kinds: Move[0][]): fc.Arbitrary<Move[]> =>
  fc.array(fc.tuple(fc.constantFrom<Move[0]>('try', 'try', 'pass', ...kinds), amounts), {
    minLength: 8,
    maxLength: 40,
  });

const PATIENT: Move[] = Array.from({ length: 6 }).flatMap((): Move[] => [
  ['try', 0],
  ['pass', 2 * 3_600_000],
]);

/** Plays the moves and returns, for each wrong try that was really decided, when it was by the time that really passed. */
async function decidedTries(moves: readonly Move[]): Promise<number[]> {
  const rig = await new PeopleRig().staff({ sato: 'checker' });
  const decided: number[] = [];
  let realMs = 0;
  for (const [what, ms] of moves) {
    if (what === 'try') {
      const before = triesOf(rig);
      await codeOf(rig.people.sessions.logIn('sato', WRONG));
      if (triesOf(rig) > before) decided.push(realMs);
    } else if (what === 'pass') {
      rig.clock.pass(ms);
      realMs += ms;
    } else if (what === 'restart') rig.restart();
    else rig.clock.wall += what === 'back' ? -ms : ms;
  }
  rig.opened.close();
  return decided;
}

function triesOf(rig: PeopleRig): number {
  const counted = rig.opened.database.prepare("SELECT tries FROM operators WHERE id = 'sato'").pluck().get();
  return Number(counted);
}

function expectWaits(decided: readonly number[]): void {
  for (const [at, ms] of decided.entries()) {
    const before = decided[at - 1];
    if (before !== undefined) expect(ms - before).toBeGreaterThanOrEqual(waitAfterMs(at));
  }
}

it('keeps its waits in time that really passes, however often the program restarts and the clock goes back', async () => {
  let most = 0;
  await fc.assert(
    fc.asyncProperty(movesOf('back', 'restart'), async (moves) => {
      const decided = await decidedTries(moves);
      most = Math.max(most, decided.length);
      expectWaits(decided);
    }),
    // One history with many tries, so that waits are met whatever the others hold.
    { numRuns: 12, examples: [[PATIENT]] },
  );
  expect(most).toBeGreaterThan(3);
});

it('keeps its waits while the program runs, whatever is done to the clock', async () => {
  await fc.assert(
    fc.asyncProperty(movesOf('back', 'forward'), async (moves) => expectWaits(await decidedTries(moves))),
    { numRuns: 12 },
  );
});
