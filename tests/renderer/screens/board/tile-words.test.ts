import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../../domain/job.ts';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { countGroups, densityFor, groupOf } from '../../../../renderer/screens/board/port-groups.ts';
import { actsOf } from '../../../../renderer/screens/board/selection.ts';
import { nameOf, phoneOf, tileWords } from '../../../../renderer/screens/board/tile-words.ts';
import type { Texts } from '../../../../renderer/use-text.ts';
import { chipAt, jobAt, phoneAt, portAt, portsInAllStates, portWith } from '../../fake-workstation.ts';
import { residualChip } from '../../sample-chips.ts';

const texts = (language: 'ja' | 'en'): Texts => ({
  language,
  say: (key, ...facts) => say(language, key, ...facts),
  sayByName: (key, facts) => sayByName(language, key, facts),
  sayError: (error) => sayError(language, error),
});

describe.each(['ja', 'en'] as const)('the words of a tile in %s', (language) => {
  it('are there for every state, whole and without an open place', () => {
    const spoken = portsInAllStates(17).map((port) => tileWords(port, texts(language)));
    expect(spoken.filter(({ what }) => !what || /[{}]|undefined|null/.test(what))).toEqual([]);
  });

  it('say of every end without a pass that the phone is not erased, and of a pass never', () => {
    const notErased = texts(language).say('board.tile.not-erased');
    const unclear = texts(language).say('board.tile.unclear');
    for (const state of ['failed', 'unerasable', 'cancelled', 'interrupted'] as const) {
      const { what, next } = tileWords(portWith(0, { job: jobAt(0, state) }), texts(language));
      expect([what, next]).toContain(notErased);
    }
    expect(tileWords(portWith(0, { job: jobAt(0, 'passed', { verdict: null }) }), texts(language)).what).toBe(unclear);
    expect(JSON.stringify(tileWords(portWith(0, { job: jobAt(0, 'passed') }), texts(language)))).not.toContain(
      notErased,
    );
  });
});

describe('a phone whose storage passed and whose chip does not let it be sold', () => {
  const blocked = portWith(0, { job: jobAt(0, 'passed', { chip: residualChip() }) });
  const overridden = portWith(1, { job: jobAt(1, 'passed', { chip: residualChip({ sale: 'overridden' }) }) });
  const unread = portWith(2, { job: jobAt(2, 'passed', { chip: chipAt() }) });

  it('says what is left to do beside what passed, and never that it is not erased', () => {
    const ja = texts('ja');
    expect(tileWords(blocked, ja)).toEqual({
      what: ja.say('chip.block.residual'),
      next: ja.say('chip.storage-passed'),
      weight: 'bad',
    });
    expect(tileWords(unread, ja)).toMatchObject({ what: ja.say('chip.block.not-read'), weight: 'person' });
    expect(tileWords(overridden, ja)).toMatchObject({ what: ja.say('chip.sale.overridden'), weight: 'person' });
  });

  it('counts neither as passed nor as failed, and is not started again by a press on many', () => {
    expect([blocked, overridden, unread].map(groupOf)).toEqual(['chip', 'overridden', 'chip']);
    expect(actsOf([blocked, overridden, unread]).start).toEqual([]);
  });
});

describe('the short forms', () => {
  it('name a Port and what is on it; what the job is about comes before what is plugged in now', () => {
    expect([nameOf(portWith(0)), nameOf(portWith(0, { name: null }))]).toEqual(['A1', '1-1.1']);
    const other = portWith(0, { phone: phoneAt(3), job: jobAt(0, 'failed') });
    expect(phoneOf(other, 'en')).toMatchObject({ maker: 'Google', model: 'Pixel 8a' });
    expect(phoneOf(portWith(0, { mode: null, phone: null, serial: null }), 'en')).toEqual({
      maker: null,
      model: null,
      tails: [],
    });
  });
});

describe('groups', () => {
  it('count every Port once', () => {
    const counts = countGroups(portsInAllStates(64));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(64);
  });

  it('call nothing passed that is not, and nothing ended that never began', () => {
    const groups = JOB_STATES.map((state) => groupOf(portWith(0, { job: jobAt(0, state, { verdict: null }) })));
    expect(groups).not.toContain('passed');
    expect(groupOf(portWith(0, { phone: null, unreadable: { code: 'device.offline', facts: {} } }))).toBe('operator');
  });

  it('are as large as they all fit into the window, unless their size is set', () => {
    const desk = { width: 1920, height: 1080 };
    const laptop = { width: 1366, height: 768 };
    const on = (room: typeof desk) => [1, 4, 8, 9, 18, 24, 64].map((count) => densityFor('auto', count, room));
    expect(on(desk)).toEqual(['large', 'large', 'large', 'normal', 'normal', 'dense', 'dense']);
    expect(on(laptop)).toEqual(['large', 'normal', 'normal', 'dense', 'dense', 'dense', 'dense']);
    expect(densityFor('large', 64, laptop)).toBe('large');
  });
});

describe('actsOf', () => {
  it('sorts what is selected by what can be done with it', () => {
    const ports = [
      portWith(0),
      portWith(1, { job: jobAt(1, 'performing') }),
      portWith(2, { job: jobAt(2, 'awaiting-review') }),
      portWith(3, { job: jobAt(3, 'failed') }),
      portWith(4, { mode: null, phone: null }),
      portWith(7, { job: jobAt(7, 'passed') }),
    ];
    expect(actsOf(ports)).toEqual({
      start: [portAt(0), portAt(3)],
      review: [jobAt(2, 'awaiting-review').id],
      identify: [0, 1, 2].map(portAt),
      cancel: [jobAt(1, 'performing').id],
    });
  });
});
