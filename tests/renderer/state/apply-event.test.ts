import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../domain/job.ts';
import type { PortView, WindowChange, WindowEvent, WindowState } from '../../../domain/window-state.ts';
import { isGreen } from '../../../domain/window-state.ts';
import { type Workstation, workstationOf } from '../../../renderer/bridge.ts';
import { lookOfPort } from '../../../renderer/parts/state-look.ts';
import { applyEvent } from '../../../renderer/state/apply-event.ts';
import { emptyStore, keepCurrent } from '../../../renderer/state/store.ts';
import { makeFakeBridge } from '../bridge-in-page.ts';
import { jobAt, portAt, portWith, progressAt, shopState } from '../fake-workstation.ts';
import { readerAt, residualChip, waitingAt } from '../sample-chips.ts';

const START = shopState({ ports: [0, 1, 2].map((n) => portWith(n)) });

const place = fc.nat({ max: 5 });
const change: fc.Arbitrary<WindowChange> = fc.oneof(
  fc.record({ n: place, state: fc.constantFrom(...JOB_STATES), proven: fc.boolean() }).map(({ n, state, proven }) => ({
    kind: 'port' as const,
    port: portWith(n, { job: jobAt(n, state, proven ? {} : { verdict: null }) }),
  })),
  place.map((n) => ({ kind: 'port' as const, port: portWith(n, { mode: null, phone: null, place: 9 - n }) })),
  place.map((n) => ({ kind: 'port-removed' as const, port: portAt(n) })),
  fc.tuple(place, fc.nat({ max: 99 })).map(([n, done]) => ({
    kind: 'progress' as const,
    port: portAt(n),
    job: jobAt(n, 'performing').id,
    progress: { ...progressAt(n), done },
  })),
  fc.constantFrom<WindowChange>(
    { kind: 'attendance', attendance: { is: 'nobody' } },
    { kind: 'everything' },
    { kind: 'waiting', waiting: [jobAt(9, 'awaiting-review')] },
    { kind: 'readers', readers: [readerAt(0)], blind: null },
    { kind: 'readers', readers: [], blind: { code: 'usb.unavailable', facts: {} } },
    { kind: 'chips-waiting', chipsWaiting: [waitingAt(3, residualChip())] },
    { kind: 'chip-faults', chipFaults: [{ code: 'chip.tool-unusable', facts: { tool: 'x', what: 'y' } }] },
    { kind: 'bench', bench: { is: 'closed', error: null, blind: [], ambiguous: 2 } },
  ),
);

/** The truth: what a window would be told if it asked after these changes. */
function play(changes: readonly WindowChange[]): { events: WindowEvent[]; end: WindowState } {
  const fake = makeFakeBridge(START, {}, {});
  const events: WindowEvent[] = [];
  fake.bridge.onEvent((event) => events.push(event));
  for (const one of changes) fake.emit(one);
  return { events, end: fake.state() };
}

describe('applyEvent', () => {
  it('answers what is, changes nothing twice, and asks again after a gap', () => {
    const { events } = play([
      { kind: 'port-removed', port: portAt(1) },
      { kind: 'port', port: portWith(2, { job: jobAt(2, 'failed') }) },
    ]);
    const [first, second] = events;
    if (!first || !second) throw new Error('two events were played');
    const after = applyEvent(START, first);
    expect(after?.ports.map(({ port }) => port)).toEqual([portAt(0), portAt(2)]);
    expect(after && applyEvent(after, first)).toBe(after);
    expect(applyEvent(START, second)).toBeNull();
  });

  it('keeps every other Port the very same object, so that only one tile is drawn again', () => {
    const busy = shopState({ ports: [0, 1, 2].map((n) => portWith(n, { job: jobAt(n, 'performing') })) });
    const after = applyEvent(busy, {
      revision: 2,
      change: { kind: 'progress', port: portAt(1), job: jobAt(1, 'performing').id, progress: progressAt(7) },
    });
    expect(after?.ports.map((port, n) => port === busy.ports[n])).toEqual([true, false, true]);
  });

  it('takes no progress of a job that is not the newest of its Port', () => {
    const change: WindowChange = {
      kind: 'progress',
      port: portAt(1),
      job: jobAt(5, 'failed').id,
      progress: progressAt(3),
    };
    expect(applyEvent(START, { revision: 2, change })?.ports).toBe(START.ports);
  });
});

const FATES = ['sent', 'lost', 'twice', 'late'] as const;

/** A way from the program to the window on which events get lost. */
class LossyLine {
  readonly #fake = makeFakeBridge(START, {}, {});
  readonly #late: WindowEvent[] = [];
  #fate: (typeof FATES)[number] = 'sent';
  #hear: (event: WindowEvent) => void = () => undefined;
  readonly workstation: Workstation = {
    ...workstationOf(this.#fake.bridge),
    onEvent: (listener) => {
      this.#hear = listener;
      return () => undefined;
    },
  };

  constructor() {
    this.#fake.bridge.onEvent((event) => {
      if (this.#fate === 'late') this.#late.push(event);
      else if (this.#fate !== 'lost') this.#hear(event);
      if (this.#fate === 'twice') this.#hear(event);
    });
  }

  send(one: WindowChange, fate: (typeof FATES)[number]): void {
    this.#fate = fate;
    this.#fake.emit(one);
  }

  sendLate(): void {
    for (const event of this.#late) this.#hear(event);
  }

  truth(): WindowState {
    return this.#fake.state();
  }
}

const falseGreens = (state: WindowState | null): readonly PortView[] =>
  (state?.ports ?? []).filter((port) => lookOfPort(port).tone === 'pass' && !(port.job && isGreen(port.job)));

describe('the shelf', () => {
  it('ends equal to the program, whatever is lost, doubled or late on the way, and never shows green without a pass', async () => {
    const lossy = fc.array(fc.tuple(change, fc.constantFrom(...FATES)), { maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(lossy, async (script) => {
        const line = new LossyLine();
        const store = emptyStore();
        const stop = keepCurrent(store, line.workstation);
        for (const [one, fate] of script) {
          line.send(one, fate);
          // Some changes come while the state is being asked for, some after.
          if (fate !== 'twice') await Promise.resolve();
          expect(falseGreens(store.getState().state)).toEqual([]);
        }
        line.sendLate();
        // The last event always arrives: whatever was missed before it shows as a gap.
        line.send({ kind: 'rack', rack: { is: 'absent', phones: [], error: null } }, 'sent');
        await new Promise((resolve) => setTimeout(resolve, 0));
        stop();
        expect(store.getState().state).toEqual(line.truth());
      }),
      { numRuns: 150 },
    );
  });

  it('says that the program is silent instead of going on as if nothing were wrong', async () => {
    const store = emptyStore();
    const stop = keepCurrent(store, {
      call: async () => ({ ok: false, error: { code: 'app.unexpected', facts: { what: 'gone' } } }),
      onEvent: () => () => undefined,
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    stop();
    expect(store.getState()).toMatchObject({ isLost: true, state: null, error: { code: 'app.unexpected' } });
  });
});
