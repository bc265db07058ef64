import { describe, expect, it } from 'vitest';
import type { BlockerId } from '../../../../domain/erasure.ts';
import { say, sayByName, sayError } from '../../../../domain/text.ts';
import { lookOfPort } from '../../../../renderer/parts/state-look.ts';
import { phoneOf, tileWords } from '../../../../renderer/screens/board/tile-words.ts';
import { candidateOf } from '../../../../renderer/screens/consent/candidates.ts';
import { untold } from '../../../../renderer/screens/consent/orders.ts';
import type { Texts } from '../../../../renderer/use-text.ts';
import { iphoneJob, iphonePort, iphoneView } from '../../sample-iphone-view.ts';
import { planOf } from '../consent/sample-plans.ts';

const texts: Texts = {
  language: 'ja',
  say: (key, ...facts) => say('ja', key, ...facts),
  sayByName: (key, facts) => sayByName('ja', key, facts),
  sayError: (error) => sayError('ja', error),
};
const stopped = (...ids: BlockerId[]) => {
  const blockers = ids.map((id) => ({ id, severity: 'stop' as const }));
  const none = { rung: null, steps: [], closing: null, blockers };
  return iphonePort({ phone: iphoneView([], { plans: [planOf('intake', none), planOf('inspection', none)] }) });
};

describe('the tile of an iPhone', () => {
  it('names it with its capacity, with a job and without', () => {
    expect(phoneOf(iphonePort(), 'ja').model).toBe('iPhone 14 Pro 256GB');
    const away = iphonePort({ phone: null, mode: null, job: iphoneJob('performing') });
    expect(phoneOf(away, 'ja').model).toBe('iPhone 14 Pro 256GB');
    const unknown = iphonePort({ phone: iphoneView([], { model: 'iPhone99,9', apple: null }) });
    expect(phoneOf(unknown, 'en').model).toBe('unknown model (iPhone99,9)');
  });

  it('says first what a person must do before it can be read at all, though no route is known yet', () => {
    for (const [ids, first] of [
      [['identity-unreadable', 'not-trusted'], 'not-trusted'],
      [['not-trusted', 'phone-locked'], 'phone-locked'],
      [['trust-denied'], 'trust-denied'],
      [['identity-unreadable', 'left-alone'], 'left-alone'],
    ] as const) {
      const port = stopped(...ids);
      expect(lookOfPort(port).tone, first).toBe('person');
      const { what, next, weight } = tileWords(port, texts);
      expect([weight, next]).toEqual(['person', say('ja', `blocker.${first}.fix`)]);
      expect(what).toContain(say('ja', `blocker.${first}.title`));
    }
    expect(lookOfPort(stopped('activation-locked')).tone).toBe('bad');
  });

  it('waits for a person, and is not broken, when the reading itself says that it is not trusted', () => {
    const unreadable = { code: 'device.untrusted', facts: {} } as const;
    const port = iphonePort({ phone: null, unreadable });
    expect([lookOfPort(port).tone, tileWords(port, texts).weight]).toEqual(['person', 'person']);
  });

  it('draws attention when the phone takes longer than it should, even while it is away', () => {
    const progress = {
      stage: 'waiting-attention',
      done: 0,
      total: null,
      bytesPerSecond: null,
      remainingMs: null,
    } as const;
    const port = iphonePort({ mode: null, phone: null, job: iphoneJob('performing', { progress }) });
    expect(lookOfPort(port).tone).toBe('person');
    expect(tileWords(port, texts)).toMatchObject({ weight: 'person', what: say('ja', 'stage.waiting-attention') });
    const waiting = { ...progress, stage: 'waiting' } as const;
    expect(lookOfPort({ ...port, job: iphoneJob('performing', { progress: waiting }) }).tone).toBe('work');
  });
});

describe('an iPhone before a start', () => {
  it('can be started in its three modes, and its seller has to be told at an inspection', () => {
    for (const mode of ['iphone', 'iphone-recovery', 'iphone-dfu'] as const) {
      const candidate = candidateOf(iphonePort({ mode }), 'inspection');
      expect(candidate.is, mode).toBe('ready');
      expect(untold([candidate])).toHaveLength(1);
    }
    expect(untold([candidateOf(iphonePort(), 'intake')])).toEqual([]);
    expect(candidateOf(iphonePort({ mode: 'waiting-for-usbmuxd', phone: null }), 'intake')).toMatchObject({
      is: 'left-out',
      why: { code: 'device.iphone-unseen' },
    });
  });
});
