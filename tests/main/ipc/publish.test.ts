import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { portId } from '../../../domain/ids.ts';
import type { PortView, WindowEvent } from '../../../domain/window-state.ts';
import { type PassingChange, Publisher } from '../../../main/ipc/publish.ts';

const portOf = (at: number) => portId(`usb:1-${at}`);

function progressOf(at: number, done: number): PassingChange {
  const progress = { stage: 'filling', done, total: 100, bytesPerSecond: null, remainingMs: null } as const;
  return { kind: 'progress', port: portOf(at), job: 'job-1' as never, progress };
}

function tileOf(at: number): PortView {
  return {
    port: portOf(at),
    name: null,
    place: at,
    mode: null,
    source: null,
    serial: null,
    phone: null,
    unreadable: null,
    job: null,
    chip: null,
  };
}

describe('the publisher', () => {
  it('numbers every change of state without gaps, keeps their order, and drops none, whatever passes by', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ is: fc.constant('tile' as const), at: fc.nat(5), value: fc.nat() }),
        fc.record({ is: fc.constant('progress' as const), at: fc.nat(5), value: fc.nat() }),
        fc.record({ is: fc.constant('wait' as const), at: fc.constant(0), value: fc.constant(0) }),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const sent: WindowEvent[] = [];
        const publisher = new Publisher({ send: (events) => void sent.push(...events), gatherMs: 1 });
        const told: number[] = [];
        for (const { is, at, value } of list) {
          if (is === 'tile') {
            publisher.publish({ kind: 'port', port: { ...tileOf(at), place: value } });
            told.push(value);
          } else if (is === 'progress') publisher.pass(progressOf(at, value));
          else await new Promise((resolve) => setTimeout(resolve, 2));
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
        publisher.flush();
        publisher.close();
        expect(sent.map(({ revision }) => revision)).toEqual(sent.map((_, index) => index + 1));
        expect(sent.flatMap(({ change }) => (change.kind === 'port' ? [change.port.place] : []))).toEqual(told);
        expect(publisher.revision).toBe(sent.length);
      }),
      { numRuns: 60 },
    );
  });

  it('sends the newest progress of each Port in one batch, and none that a tile has overtaken', () => {
    vi.useFakeTimers();
    try {
      const batches: (readonly WindowEvent[])[] = [];
      const publisher = new Publisher({ send: (events) => void batches.push(events) });
      for (let done = 0; done < 50; done += 1) for (let at = 1; at <= 64; at += 1) publisher.pass(progressOf(at, done));
      publisher.publish({ kind: 'port', port: tileOf(7) });
      vi.advanceTimersByTime(1_000);
      const shown = batches
        .flat()
        .map(({ change }) => (change.kind === 'progress' ? change.progress.done : change.kind));
      expect(batches.length).toBe(2);
      expect(shown).toEqual(['port', ...Array.from({ length: 63 }, () => 49)]);
    } finally {
      vi.useRealTimers();
    }
  });
});
