import type { Platform, ProbeId } from '../../domain/cause.ts';
import { causesOf } from '../../domain/judge-causes.ts';
import type { CauseFinding } from '../../domain/not-detected.ts';
import type { Look, Looks, Observed } from '../../domain/observations.ts';
import type { Probe, Probes } from '../../native-adapters/index.ts';

/** How long one probe may take; what it would have said later is not waited for. */
export const LOOK_WITHIN_MS = 5_000;

/** What is looked at, on what, and for how long. */
export interface SearchForCauses {
  readonly probes: Probes;
  readonly platform: Platform;
  readonly practice: boolean;
  readonly signal?: AbortSignal;
  readonly withinMs?: number;
}

/** Looks once; neither a probe that hangs nor one that throws keeps anybody waiting or looks like an answer. */
async function look<Id extends ProbeId>(
  probe: Probe<Id>,
  signal: AbortSignal | undefined,
  withinMs: number,
): Promise<Look<Observed[Id]>> {
  const late = new AbortController();
  const any = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  const stopped = new Promise<Look<Observed[Id]>>((resolve) => {
    any.addEventListener('abort', () => resolve({ looked: false, why: 'late' }), { once: true });
  });
  const timer = setTimeout(() => late.abort(), withinMs);
  const looking = (async (): Promise<Look<Observed[Id]>> => {
    try {
      return { looked: true, saw: await probe(any) };
    } catch {
      return { looked: false, why: any.aborted ? 'late' : 'failed' };
    }
  })();
  return Promise.race([looking, stopped]).finally(() => {
    clearTimeout(timer);
    // Whoever still works for this look has nobody to work for any more.
    late.abort();
  });
}

async function lookEverywhere({ probes, signal, withinMs = LOOK_WITHIN_MS }: SearchForCauses): Promise<Looks> {
  const one = async <Id extends ProbeId>(id: Id): Promise<Looks> => {
    const probe: Probe<Id> | undefined = probes[id];
    const seen = probe === undefined ? null : await look<Id>(probe, signal, withinMs);
    return { [id]: seen ?? { looked: false, why: 'no-probe' } };
  };
  const all: { readonly [Id in ProbeId]: Promise<Looks> } = {
    board: one('board'),
    'usb-devices': one('usb-devices'),
    permissions: one('permissions'),
    surroundings: one('surroundings'),
    adb: one('adb'),
    usbmuxd: one('usbmuxd'),
    'data-folder': one('data-folder'),
    clock: one('clock'),
  };
  return Object.assign({}, ...(await Promise.all(Object.values(all))));
}

/**
 * Finds why phones or readers are not seen: all probes at once, each with its own limit, then one judgement. Changes nothing
 * on the computer or the phones. Throws the signal's reason when it fires; a probe that fails is told as `not-looked`.
 */
export async function findCauses(search: SearchForCauses): Promise<readonly CauseFinding[]> {
  search.signal?.throwIfAborted();
  const looks = await lookEverywhere(search);
  search.signal?.throwIfAborted();
  const { platform, practice } = search;
  return causesOf({ platform, practice, looks });
}
