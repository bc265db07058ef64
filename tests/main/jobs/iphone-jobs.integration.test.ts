import { describe, expect, test } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { type Claim, known } from '../../../domain/device.ts';
import { operatorId } from '../../../domain/ids.ts';
import type { CertificateContent } from '../../../domain/report.ts';
import type { Job, RunOutcome } from '../../../main/jobs/job.ts';
import { JobBook } from '../../../main/jobs/job-book.ts';
import { JobDesk, type SecondLook } from '../../../main/jobs/job-desk.ts';
import { toldFrom } from '../../../main/jobs/job-view.ts';
import { jobsTable } from '../../../main/store/tables/jobs.ts';
import type { PracticeRackOptions } from '../../../practice/index.ts';
import { numberAnswer } from '../../../renderer/screens/review/look-number.ts';
import { IphoneBench } from '../../native-adapters/apple/iphone-bench.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';
import { CONSENT, OPERATOR, REVIEWER, TOOL } from './desk-rig.ts';

/** An IMEI that stands on another phone's label. */
const FOREIGN = '490154203237518';
const DENIED = { faults: ['trust-denied'] };
const SUPERVISED = { iphoneSituations: { 0: ['supervised'] } };
const RECOVERY = { iphoneSituations: { 0: ['recovery'] } };

/** One practice iPhone and the whole desk over a real ledger. */
class Counter {
  readonly bench: IphoneBench;
  readonly #opened = openForTest(temporaryFolder(), { practice: true });
  readonly #book: JobBook;
  #desk: JobDesk;

  private constructor(bench: IphoneBench) {
    this.bench = bench;
    this.#book = new JobBook(this.#opened.ledger, jobsTable(this.#opened.database));
    this.#desk = this.#newDesk();
  }

  static async open(options: Partial<PracticeRackOptions>, work: (counter: Counter) => Promise<void>): Promise<void> {
    const bench = await IphoneBench.start({ iphones: 1, iphoneModels: ['iphone-13'], ...options });
    try {
      await work(new Counter(bench));
    } finally {
      await bench.stop();
    }
  }

  #newDesk(): JobDesk {
    const { board, adapter, rack } = this.bench;
    const people = {
      follow: async (port: string, instruction: string) => ({
        operator: OPERATOR,
        ...(await rack.person.follow(port, instruction)),
      }),
    };
    const parts = { board, book: this.#book, adapters: [adapter], people, tool: TOOL };
    return new JobDesk({ ...parts, secondPerson: 'required' });
  }

  /** Reads the phone, with a label that somebody scanned, and runs its job to the review or the end. */
  async run(claim: Claim | null = null): Promise<RunOutcome> {
    const drafted = await this.draft(claim);
    expect(drafted.state).toBe('ready');
    return this.#desk.run(drafted);
  }

  async draft(claim: Claim | null = null): Promise<Job> {
    const examined = await this.#desk.examine(this.bench.port(), new AbortController().signal, claim);
    return this.#desk.draft(examined, { operator: OPERATOR, purpose: 'inspection' }, CONSENT);
  }

  review(job: Job, number: string, changes: Partial<SecondLook> = {}): Job {
    return this.#desk.review(job, { reviewer: REVIEWER, saw: 'setup-screen', number, accepted: true, ...changes });
  }

  /** What a program that starts anew knows. */
  restart(): void {
    this.#desk = this.#newDesk();
  }

  /** What the window and the paper tell of a job, from the ledger alone. */
  paper({ record }: Job): CertificateContent {
    return certificateFrom(this.#opened.ledger.ofRecord(record));
  }

  view({ id }: Job) {
    return toldFrom(this.#opened.ledger.ofJob(id))?.view;
  }

  /** The IMEI that the phone itself shows on its screen. */
  readImei(): Promise<string> {
    return this.bench.follow('read-imei');
  }
}

describe('a number that the phone tells only once it was erased', () => {
  test.each([
    ['in recovery', RECOVERY, 'ios-restore-ipsw'],
    ['of another organisation', SUPERVISED, 'ios-eacs-manual'],
    ['that does not trust this computer', DENIED, 'ios-eacs-manual'],
  ])(
    'contradicts the wrong label of a phone %s: no pass, and the next job names the phone itself',
    (_name, options, rung) =>
      Counter.open(options, async (counter) => {
        if (options === DENIED) await counter.bench.trustUntil('denied');
        const { job, error, findings } = await counter.run({ imei: FOREIGN, source: 'scanned' });
        expect([job.plan?.rung, job.state, error?.code]).toEqual([rung, 'failed', 'device.identity-mismatch']);
        expect(findings.map(({ rule }) => rule)).not.toContain('closing-proof');
        expect(counter.paper(job)).toMatchObject({
          outcome: 'fail',
          doubts: expect.arrayContaining(['another-phone']),
        });

        const again = await counter.run();
        const imei = await counter.readImei();
        expect([again.job.plan?.rung, again.error]).toEqual(['ios-eacs-mcinstall', null]);
        expect(counter.review(again.job, imei).state).toBe('passed');
        expect(counter.paper(again.job).device?.imeis).toMatchObject({ value: expect.arrayContaining([imei]) });
      }),
  );

  test.each([
    ['in recovery', RECOVERY],
    ['of another organisation', SUPERVISED],
    ['that does not trust this computer', DENIED],
  ])('of a phone %s is on record, and desk, window and paper compare with it', (_name, options) =>
    Counter.open(options, async (counter) => {
      if (options === DENIED) await counter.bench.trustUntil('denied');
      const { job, error } = await counter.run();
      expect([job.state, error]).toEqual(['awaiting-review', null]);
      const imei = await counter.readImei();
      const content = counter.paper(job);
      const serial = known(content.device?.serial ?? expect.fail('no phone'));
      expect([numberAnswer(content, imei), numberAnswer(content, FOREIGN)]).toEqual(['same', 'other']);
      expect(counter.view(job)).toMatchObject({ imei, serial });

      counter.restart();
      const passed = counter.review(job, imei);
      expect(passed.state).toBe('passed');
      const { device, outcome } = counter.paper(passed);
      expect([outcome, known(device?.imeis ?? expect.fail()), known(device?.serial ?? expect.fail())]).toEqual([
        'pass',
        expect.arrayContaining([imei]),
        expect.any(String),
      ]);
    }),
  );

  test('agrees with the right label, and takes its place', () =>
    Counter.open(SUPERVISED, async (counter) => {
      const label = await counter.readImei();
      const { job } = await counter.run({ imei: label, source: 'scanned' });
      expect(counter.paper(job).device?.imeis).toMatchObject({ value: expect.arrayContaining([label]) });
      expect(counter.review(job, label).state).toBe('passed');
      expect(counter.paper(job).device?.imeis.source).toBe('lockdown InternationalMobileEquipmentIdentity');
    }));

  test('is compared for a phone that told it before as well', () =>
    Counter.open({}, async (counter) => {
      await counter.bench.trustUntil('trusted');
      const { job, evidence } = await counter.run();
      expect(evidence.filter(({ kind }) => kind === 'identity').map(({ data }) => [data.result, data.agree])).toEqual([
        ['same', ['udid', 'ecid']],
        ['same', ['serial', 'imei', 'udid', 'ecid']],
      ]);
      expect(counter.review(job, await counter.readImei()).state).toBe('passed');
    }));
});

test('a phone whose review was rejected says that it waits to be plugged in again, and is taken then', () =>
  Counter.open({}, async (counter) => {
    await counter.bench.trustUntil('trusted');
    const { job } = await counter.run();
    expect(counter.review(job, await counter.readImei(), { accepted: false, reviewer: operatorId('sato') }).state).toBe(
      'failed',
    );
    const stopped = await counter.draft();
    expect([stopped.state, counter.paper(stopped).error?.code]).toEqual(['cancelled', 'device.left-alone']);
    await counter.bench.replug();
    const again = await counter.run();
    expect(counter.review(again.job, await counter.readImei()).state).toBe('passed');
  }));
