import './phone.css';
import { type ReactNode, useState } from 'react';
import type { PortId } from '../../../domain/ids.ts';
import { isEnded } from '../../../domain/job.ts';
import { causeOfMode, causeWords } from '../../../domain/not-detected.ts';
import { platformOf } from '../../../domain/phone-screens.ts';
import type { PhoneMode } from '../../../domain/port.ts';
import { isErased, isGreen, type JobView, type PortView } from '../../../domain/window-state.ts';
import { useDesk, useShelf } from '../../desk.tsx';
import { Sheet } from '../../parts/dialog.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { lookOfPort } from '../../parts/state-look.ts';
import { Tabs, type TabView } from '../../parts/tabs.tsx';
import { useText } from '../../use-text.ts';
import { ChipPanel } from '../chip/chip-panel.tsx';
import { PaperDialog } from '../paper/paper-dialog.tsx';
import { ExaminedView } from './examined-view.tsx';
import { PanelActs } from './panel-acts.tsx';
import { PhoneHead } from './phone-head.tsx';
import { phoneName, portName, purposeWords, readPhone } from './phone-words.ts';
import { PlanCard } from './plan-view.tsx';
import { ProgressView } from './progress-view.tsx';
import { QuestionBox } from './question-box.tsx';
import { RateChart, useRates } from './rate-chart.tsx';
import { RawView } from './raw-view.tsx';
import { timelineOf } from './timeline-of.ts';
import { TimelineView } from './timeline-view.tsx';
import { type RecordRead, useRecord } from './use-record.ts';
import { VerdictView } from './verdict-view.tsx';

/** Everything about one Port and its phone: what it is, how it stands, what is asked, what was and will be done, and what can be done now. */
export function PhonePanel({ port }: { readonly port: PortId }): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const view = useShelf(({ state }) => state?.ports.find((one) => one.port === port) ?? null);
  const close = (): void => store.setState({ open: null });
  if (view) return <Panel port={view} onClose={close} />;
  return (
    <Sheet title={port} onClose={close}>
      <Notice kind="warn" title={say('phone.gone')} />
    </Sheet>
  );
}

function Panel({ port, onClose }: { readonly port: PortView; readonly onClose: () => void }): ReactNode {
  const texts = useText();
  const { job } = port;
  const read = useRecord(job);
  const rates = useRates(job);
  const [hasPaper, setPaper] = useState(false);
  const title = (
    <span className="phone-title">
      <span className="phone-title-port">{portName(port)}</span>
      <span>{phoneName(texts, port)}</span>
      <StateBadge look={lookOfPort(port)} strong />
    </span>
  );
  const foot = <PanelActs port={port} record={read.record} onPaper={() => setPaper(true)} />;
  return (
    <Sheet wide title={title} onClose={onClose} foot={foot}>
      <div className="phone-stack">
        {job ? <QuestionBox port={port} job={job} /> : null}
        {job ? <JobWords job={job} /> : null}
        <div className="phone-facts">
          <PhoneHead port={port} onRecord={read.record?.content.device ?? null} />
        </div>
        <Obstacles port={port} />
        {job ? <JobNow job={job} read={read} /> : null}
        <Views {...{ texts, port, read, rates }} />
      </div>
      {hasPaper && job ? <PaperDialog record={job.record} onClose={() => setPaper(false)} /> : null}
    </Sheet>
  );
}

function JobWords({ job }: { readonly job: JobView }): ReactNode {
  const texts = useText();
  const { say } = texts;
  return (
    <p className="phone-job">
      <span>{purposeWords(texts, job.purpose, job.rung)}</span>
      <span className="code">{job.record}</span>
      <span>{say('phone.operator', { operator: job.operator })}</span>
      {job.retryOf ? <span>{say('consent.retry-of', { record: job.retryOf })}</span> : null}
    </p>
  );
}

function Obstacles({ port }: { readonly port: PortView }): ReactNode {
  const { say } = useText();
  if (port.unreadable) return <ErrorNotice error={port.unreadable} />;
  const isRunning = port.job !== null && !isEnded(port.job.state);
  if (port.mode !== null) return port.job === null && port.phone === null ? <Hindrance mode={port.mode} /> : null;
  return <Notice kind={isRunning ? 'warn' : 'info'} title={say(isRunning ? 'phone.away' : 'phone.empty')} />;
}

/** Why a phone that is attached cannot be read yet, and what somebody does about it. */
function Hindrance({ mode }: { readonly mode: PhoneMode }): ReactNode {
  const { language } = useText();
  const cause = causeOfMode(mode);
  if (!cause) return null;
  const { title, steps } = causeWords(language, cause);
  return (
    <Notice kind="warn" title={title}>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Notice>
  );
}

function JobNow({ job, read }: { readonly job: JobView; readonly read: RecordRead }): ReactNode {
  const { say } = useText();
  return (
    <>
      <VerdictView job={job} content={read.record?.content ?? null} />
      {job.state === 'awaiting-review' ? (
        <Notice kind="warn" title={say('phone.awaiting-review')}>
          {say('phone.awaiting-review.words')}
        </Notice>
      ) : null}
      {isEnded(job.state) ? null : <ProgressView job={job} />}
    </>
  );
}

function Plans({ port }: { readonly port: PortView }): ReactNode {
  const { say } = useText();
  const phone = readPhone(port);
  if (port.phone === 'reading') return <p role="status">{say('board.state.reading')}</p>;
  return <div className="plans">{phone?.plans.map((plan) => <PlanCard key={plan.purpose} plan={plan} />) ?? null}</div>;
}

interface Viewed {
  readonly texts: ReturnType<typeof useText>;
  readonly port: PortView;
  readonly read: RecordRead;
  readonly rates: ReturnType<typeof useRates>;
}

/** The views of a phone. Before any job there are the plans and, once the phone was read, its chip. */
function Views(viewed: Viewed): ReactNode {
  const { texts, port } = viewed;
  const { say } = texts;
  const chip: TabView = {
    id: 'chip',
    title: say('chip.view'),
    mark: 'chip',
    content: <ChipOfPort port={port} />,
  };
  if (port.job) return <Tabs label={say('phone.views')} views={[...viewsOf({ ...viewed, job: port.job }), chip]} />;
  if (!readPhone(port)) return <Plans port={port} />;
  const plan: TabView = { id: 'plan', title: say('phone.view.plan'), content: <Plans port={port} /> };
  return <Tabs label={say('phone.views')} views={[plan, chip]} />;
}

function ChipOfPort({ port }: { readonly port: PortView }): ReactNode {
  const { job } = port;
  return (
    <ChipPanel
      phone={job ? { is: 'record', record: job.record } : { is: 'port', port: port.port }}
      moved={JSON.stringify([job?.state, job?.chip ?? port.chip])}
      isReset={job !== null && isErased(job)}
      worker={job?.operator ?? null}
      isGateAbove={job !== null && isErased(job) && !isGreen(job)}
    />
  );
}

function viewsOf({
  texts,
  port,
  job,
  read: { record, error },
  rates,
}: Viewed & { readonly job: JobView }): readonly TabView[] {
  const { say } = texts;
  const wait = error ? <ErrorNotice error={error} /> : <p role="status">{say('phone.record.reading')}</p>;
  const views: TabView[] = [
    {
      id: 'timeline',
      title: say('phone.view.timeline'),
      content: record ? <TimelineView stages={timelineOf(texts, record, job)} /> : wait,
    },
    {
      id: 'examined',
      title: say('phone.view.examined'),
      content: record ? <ExaminedView content={record.content} /> : wait,
    },
    // Without an overwrite there is no rate to draw.
    ...(platformOf(job.rung) === 'iphone'
      ? []
      : [{ id: 'rate', title: say('phone.view.rate'), content: <RateChart rates={rates} /> }]),
  ];
  const plans = readPhone(port)?.plans ?? [];
  if (plans.length > 0) views.push({ id: 'plan', title: say('phone.view.plan'), content: <Plans port={port} /> });
  return [...views, { id: 'raw', title: say('phone.view.raw'), content: record ? <RawView record={record} /> : wait }];
}
