import type { Desktop } from '../workplace/desktop.ts';
import type { Workplaces } from '../workplace/workplaces.ts';
import { aboutCalls } from './calls/about.ts';
import { causeCalls } from './calls/causes.ts';
import { chipCalls } from './calls/chips.ts';
import { firstRunCalls } from './calls/first-run.ts';
import { jobCalls } from './calls/jobs.ts';
import { ledgerCalls, paperCalls } from './calls/papers.ts';
import { peopleCalls } from './calls/people.ts';
import { practiceCalls } from './calls/practice.ts';
import { readerCalls } from './calls/readers.ts';
import { recordCalls } from './calls/records.ts';
import { settingsCalls } from './calls/settings.ts';
import type { Handlers } from './serve.ts';

/** What answers every call of the window. */
export function handlersOf(places: Workplaces, desktop: Desktop): Handlers {
  return {
    ...settingsCalls(places),
    ...aboutCalls(places),
    ...causeCalls(places),
    ...peopleCalls(places),
    ...firstRunCalls(places),
    ...practiceCalls(places),
    ...jobCalls(places),
    ...chipCalls(places),
    ...readerCalls(places),
    ...recordCalls(places),
    ...ledgerCalls(places, desktop),
    ...paperCalls(places, desktop),
  };
}
