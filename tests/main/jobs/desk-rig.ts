import { expect } from 'vitest';
import { type Presence, presenceOf } from '../../../domain/chip-presence.ts';
import type { Consent } from '../../../domain/consent.ts';
import type { EntryBodies, JobEntryKind, ToolFacts } from '../../../domain/entry-kinds.ts';
import { type OperatorId, operatorId, type PortId, type RecordId } from '../../../domain/ids.ts';
import { ChipBook } from '../../../main/chips/chip-book.ts';
import { ChipViews } from '../../../main/chips/chip-views.ts';
import { PortBoard } from '../../../main/devices/port-board.ts';
import type { Job, RunOutcome } from '../../../main/jobs/job.ts';
import { JobBook } from '../../../main/jobs/job-book.ts';
import { type Examined, JobDesk, type SecondLook } from '../../../main/jobs/job-desk.ts';
import type { People } from '../../../main/jobs/step-desk.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import type { Operators } from '../../../main/operators/operators.ts';
import { chipsTable } from '../../../main/store/tables/chips.ts';
import { type JobsTable, jobsTable } from '../../../main/store/tables/jobs.ts';
import { Hands } from '../devices/sightings.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';
import { IMEIS, type Script, ScriptedAdapter } from './scripted-adapter.ts';

/** Who works on all jobs here. */
export const OPERATOR: OperatorId = operatorId('tanaka');
/** Who takes all second looks here. */
export const REVIEWER: OperatorId = operatorId('sato');

/** What the desk says that it works with. */
export const TOOL: ToolFacts = { name: 'hakushi', version: '0', node: '24', adbServer: 41, overwriterSha256: {} };

/** A consent that allows everything. */
export const CONSENT: Consent = {
  purpose: 'inspection',
  operator: OPERATOR,
  deletion: 'agreed',
  identityCheck: 'done',
  toldNoOverwrite: 'told',
  textVersion: 'test',
};

/** A phone that is known to have no chip, by two sources: nothing about it stands in the way of a sale. */
export const WITHOUT_CHIP: Presence = presenceOf([
  { is: 'model-table', says: 'no', entry: 'test', version: '1' },
  { is: 'phone-software', says: 'absent', found: [] },
]);

/** A whole desk over a real ledger, with a scripted adapter and a person who sees the set-up screen. */
export class DeskRig {
  readonly folder: string;
  readonly opened: OpenLedger;
  readonly jobs: JobsTable;
  readonly chips: ChipBook;
  readonly chipViews: ChipViews;
  readonly book: JobBook;
  readonly board = new PortBoard();
  readonly hands = new Hands(this.board);
  readonly adapter = new ScriptedAdapter(this.hands);
  readonly desk: JobDesk;
  readonly operators: Operators | null;
  /** What is judged of every phone's chip at its draft. */
  presence: Presence | null = null;
  /** The record that a phone has already; none unless a test says so. */
  recordBegun: (examined: Examined) => RecordId | null = () => null;
  people: People = { follow: async () => ({ operator: OPERATOR, saw: 'setup-screen' }) };

  constructor(
    script: Script = {},
    secondPerson: 'required' | 'switched-off' = 'required',
    operators: ((opened: OpenLedger) => Operators) | null = null,
  ) {
    this.folder = temporaryFolder();
    this.opened = openForTest(this.folder);
    // No test here pulls the plug; waiting for the disk at every entry would be most of their time.
    this.opened.database.pragma('synchronous = OFF');
    this.jobs = jobsTable(this.opened.database);
    this.chips = new ChipBook(this.opened.ledger, chipsTable(this.opened.database));
    this.chipViews = new ChipViews(this.opened.ledger, ({ system }) => ({ name: null, code: `${system}` }));
    this.book = new JobBook(this.opened.ledger, this.jobs, this.chips);
    this.adapter.script = script;
    const people: People = { follow: (...asked) => this.people.follow(...asked) };
    const { board, book } = this;
    this.operators = operators?.(this.opened) ?? null;
    const sessions = this.operators ? { sessions: this.operators.sessions } : {};
    const chips = {
      presence: () => this.presence,
      recordBegun: (examined: Examined) => this.recordBegun(examined),
    };
    const adapters = [this.adapter];
    this.desk = new JobDesk({ board, book, adapters, people, tool: TOOL, secondPerson, ...chips, ...sessions });
  }

  /** Plugs a phone in, reads it and drafts its job. */
  async draft(path = 'usb:1-1', consent: Consent = CONSENT): Promise<Job> {
    const port = this.board.all().find((one) => one.port === path)?.port ?? this.hands.plug(path);
    const examined = await this.desk.examine(port, new AbortController().signal);
    return this.desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, consent);
  }

  /** Drafts and runs the job of a phone. */
  async run(path = 'usb:1-1'): Promise<RunOutcome> {
    return this.desk.run(await this.draft(path));
  }

  /** The kinds of a job's entries from a kind on, or all. */
  kinds(job: Job): string[] {
    return this.opened.ledger.ofJob(job.id).map(({ entry }) => entry.kind);
  }

  /** The bodies of a job's entries of one kind. */
  bodies<Kind extends JobEntryKind>(job: Job, kind: Kind): EntryBodies[Kind][] {
    const entries = this.opened.ledger.ofJob(job.id).map(({ entry }) => entry);
    return entries.filter((entry) => entry.kind === kind).map(({ body }) => body as EntryBodies[Kind]);
  }

  /** The row of a job as it stands on the disk. */
  state(job: Job): string | undefined {
    return this.jobs.get(job.id)?.state;
  }
}

/** A second look at the right phone by another person. */
export function look(port: PortId, changes: Partial<SecondLook> = {}): SecondLook {
  return { reviewer: REVIEWER, saw: 'setup-screen', number: IMEIS[port] ?? '', accepted: true, ...changes };
}

/** A job that was refused before its start: cancelled, inconclusive, with its reason, and nothing done to the phone. */
export function expectRefused(rig: DeskRig, job: Job, code: string): void {
  expect(rig.state(job)).toBe('cancelled');
  expect(rig.bodies(job, 'verdict-reached')).toMatchObject([{ outcome: 'inconclusive', gaps: [{ reason: code }] }]);
  expect(rig.bodies(job, 'job-moved').at(-1)).toMatchObject({ event: 'cancel', why: { code } });
  expect(rig.adapter.performed).toEqual([]);
}
