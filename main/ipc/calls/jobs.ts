import type { Consent } from '../../../domain/consent.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { JobId, OperatorId, PortId } from '../../../domain/ids.ts';
import type { CallParsed } from '../../../domain/ipc.ts';
import { isEnded } from '../../../domain/job.ts';
import { say } from '../../../domain/text.ts';
import type { JobView, PhoneView } from '../../../domain/window-state.ts';
import { phoneView } from '../../devices/phone-view.ts';
import type { Job } from '../../jobs/job.ts';
import type { Examined } from '../../jobs/job-desk.ts';
import type { Workplace } from '../../workplace/workplace.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { whoActs } from './people.ts';

// The version of the words that the screen shows before a job starts.
const CONSENT_TEXT = '1';
const SHOW_WITHIN_MS = 6_000;

type JobCall = 'examine-phone' | 'show-port-on-phone' | 'start-job' | 'cancel-job' | 'answer-question' | 'review-job';

/** Answers the calls that work on phones. */
export function jobCalls(places: Workplaces): Pick<Handlers, JobCall> {
  return {
    'examine-phone': async ({ port, claim }) => {
      const place = places.current;
      return viewOf(place, await place.bench().readings.read(place.tiles.attached(port), claim));
    },
    'show-port-on-phone': async ({ port }) => ({ shown: await showPort(places.current, port) }),
    'start-job': (order) => startJob(places.current, order),
    'cancel-job': ({ job }) => {
      cancelJob(places.current, job);
      return null;
    },
    'answer-question': ({ job, question, saw, declared }) => {
      const place = places.current;
      const { port } = jobOf(place, job);
      const operator = whoActs(place, 'answer-question', declared);
      place.questions.answer(port, question, { operator, saw: plainAnswer(saw) });
      return null;
    },
    'review-job': (look) => reviewJob(places.current, look),
  };
}

/** A phone that is worked on, or that has been erased, is left alone: what it shows is part of the proof. */
async function showPort(place: Workplace, port: PortId): Promise<boolean> {
  const { readings, board, desk } = place.bench();
  const at = place.tiles.attached(port);
  const here = board.at(at);
  if (!here) throw new WorkstationError('device.absent');
  const tile = place.tiles.all().find((one) => one.port === port);
  const state = tile?.job?.state;
  if (desk.isRunning(at) || state === 'awaiting-review' || state === 'passed') throw new WorkstationError('port.busy');
  const { examined } = readings.at(at);
  if (!examined?.adapter.canShowPort(examined.facts)) return false;
  const text = say(place.settings.now.language, 'window.port-on-phone', { name: tile?.name ?? port });
  // A phone that does not answer shows nothing; that is all there is to say about it.
  return examined.adapter.showPort(here, text, AbortSignal.timeout(SHOW_WITHIN_MS)).catch(() => false);
}

/** Japanese keyboards give full-width digits and letters; they mean the same. */
function plainAnswer(text: string): string {
  return text.normalize('NFKC').trim();
}

function viewOf(place: Workplace, examined: Examined): PhoneView {
  return phoneView(examined, place.bench().desk);
}

function jobOf(place: Workplace, id: JobId): Job {
  const job = place.records.book.get(id);
  if (!job) throw new WorkstationError('job.unknown');
  return job;
}

function toldJob(place: Workplace, id: JobId): JobView {
  const told = place.jobs.find(id);
  if (!told) throw new WorkstationError('job.unknown');
  return told;
}

/** Reads the phone anew unless it was read and has not moved since, then drafts the job; it runs on by itself, and its outcome arrives as events. */
async function startJob(place: Workplace, order: CallParsed<'start-job'>): Promise<JobView> {
  const { purpose, retryOf } = order;
  place.refuseFault();
  const operator = whoActs(place, 'start-job', order.declared);
  const port = place.tiles.attached(order.port);
  const examined = await freshly(place, port);
  // Beginning a job waits for the disk several times; sixty in one turn would hold everything else up.
  await place.records.book.turn();
  const { desk } = place.bench();
  const consent: Consent = { ...order.consent, purpose, operator, textVersion: CONSENT_TEXT };
  const drafted = desk.draft(examined, { operator, purpose, retryOf }, consent);
  const view = toldJob(place, drafted.id);
  if (drafted.state === 'ready') place.run(drafted);
  return view;
}

async function freshly(place: Workplace, port: PortId): Promise<Examined> {
  const { readings, board } = place.bench();
  const { examined } = readings.at(port);
  return examined && examined.mark === board.mark(port) ? examined : readings.read(port, null);
}

/** A job that has ended needs no cancelling, and its Port may be another job's by now. */
function cancelJob(place: Workplace, id: JobId): void {
  const job = jobOf(place, id);
  if (isEnded(job.state) || job.state === 'awaiting-review') return;
  const { desk } = place.bench();
  if (job.state === 'ready' && !desk.isRunning(job.port)) desk.withdraw(job);
  else desk.cancel(job.port);
}

function reviewJob(place: Workplace, { job: id, look }: CallParsed<'review-job'>): JobView {
  const job = jobOf(place, id);
  // Somebody else was quicker.
  if (job.state !== 'awaiting-review') throw new WorkstationError('job.question-over');
  // Without a look the job would end as not proven; that is not what anybody asks for by mistake.
  if (look === null && place.settings.now.secondPerson === 'required')
    throw new WorkstationError('review.look-missing');
  const { desk } = place.bench();
  if (look === null) desk.review(job, null);
  else {
    const reviewer: OperatorId = whoActs(place, 'review-job', look.declared);
    desk.review(job, { reviewer, saw: look.saw, number: plainAnswer(look.number), accepted: look.accepted });
  }
  return toldJob(place, id);
}
