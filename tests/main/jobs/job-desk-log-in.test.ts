import { describe, expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { certificateText, contentText, readCertificate } from '../../../domain/certificate-file.ts';
import { operatorId } from '../../../domain/ids.ts';
import type { Role } from '../../../domain/operator.ts';
import { type Operators, openOperators } from '../../../main/operators/operators.ts';
import { CHEAP, codeOf, PIN } from '../operators/people-rig.ts';
import { DeskRig, look } from './desk-rig.ts';

const STAFF: Readonly<Record<string, Role>> = {
  mori: 'manager',
  tanaka: 'operator',
  kato: 'operator',
  sato: 'checker',
  aoki: 'auditor',
};

// The scripted phone measures nothing; all else about its record must be in order.
const SCRIPTED_DOUBTS = ['overwrite-unproven'];

async function staffed(): Promise<{ readonly rig: DeskRig; readonly sessions: Operators['sessions'] }> {
  const rig = new DeskRig({}, 'required', (opened) => openOperators(opened, { cost: CHEAP }));
  if (rig.operators === null) throw new Error('the rig was given operators');
  const { accounts, sessions } = rig.operators;
  for (const [id, role] of Object.entries(STAFF)) {
    await accounts.add({ id: operatorId(id), name: id, role }, PIN);
    if (role === 'manager') await sessions.logIn(id, PIN);
  }
  return { rig, sessions };
}

describe('a desk where people have accounts', () => {
  it('takes operator and reviewer from who is logged in, never from what is said, and the certificate can tell', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('kato', PIN);
    const { job } = await rig.run();
    expect(job.operator).toBe('kato');
    await sessions.logIn('sato', PIN);
    const ended = rig.desk.review(job, look(job.port, { reviewer: operatorId('somebody') }));
    expect(ended.state).toBe('passed');
    expect(rig.bodies(job, 'job-drafted')[0]).toMatchObject({ operator: 'kato', authenticated: true });
    expect(rig.bodies(job, 'consent-recorded')[0]).toMatchObject({ operator: 'kato' });
    const content = certificateFrom(rig.opened.ledger.ofRecord(job.record));
    expect(content).toMatchObject({
      doubts: SCRIPTED_DOUBTS,
      operator: 'kato',
      operatorAuthenticated: true,
      review: { is: 'accepted', reviewer: 'sato', operator: 'kato', authenticated: true },
    });
  });

  it('refuses the second look of the same account, of a role that may not, and of nobody; then takes a right one', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('sato', PIN);
    const { job } = await rig.run();
    const entries = rig.kinds(job).length;
    const review = () => codeOf(() => rig.desk.review(job, look(job.port, { reviewer: operatorId('mori') })));
    expect(await review()).toBe('review.same-person');
    await sessions.logIn('tanaka', PIN);
    expect(await review()).toBe('operator.not-allowed');
    await sessions.logIn('aoki', PIN);
    expect(await review()).toBe('operator.not-allowed');
    sessions.logOut();
    expect(await review()).toBe('operator.not-logged-in');
    expect([rig.kinds(job).length, rig.state(job)]).toEqual([entries, 'awaiting-review']);
    await sessions.logIn('mori', PIN);
    expect(rig.desk.review(job, look(job.port)).state).toBe('passed');
  });

  it('drafts nothing for who is not logged in or only reads', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('aoki', PIN);
    expect(await codeOf(rig.draft())).toBe('operator.not-allowed');
    sessions.logOut();
    expect(await codeOf(rig.draft())).toBe('operator.not-logged-in');
    expect(rig.jobs.all()).toEqual([]);
  });
});

describe('a desk without accounts', () => {
  it('takes names as declared, and says nothing of a log-in', async () => {
    const rig = new DeskRig({}, 'required', (opened) => openOperators(opened, { cost: CHEAP }));
    const { job } = await rig.run();
    rig.desk.review(job, look(job.port));
    const content = certificateFrom(rig.opened.ledger.ofRecord(job.record));
    expect(content).toMatchObject({ doubts: SCRIPTED_DOUBTS, review: { is: 'accepted', reviewer: 'sato' } });
    expect(contentText(content)).not.toContain('uthenticated');
  });
});

describe('the form of a certificate', () => {
  it.each([
    [{ operatorAuthenticated: true }, null],
    [{ operatorAuthenticated: false }, 'wrong-shape'],
    [{ operatorauthenticated: true }, 'wrong-shape'],
  ])('with %j is read as %s', async (more, why) => {
    const rig = new DeskRig();
    const { job } = await rig.run();
    const content = certificateFrom(rig.opened.ledger.ofRecord(job.record));
    const signature = { algorithm: 'Ed25519', keyId: 'k', publicKey: 'AA==', signature: 'AA==' } as const;
    const issue = { kind: 'original', number: 0, signature: 'AA==' } as const;
    const whole = { schema: 'hakushi-certificate', schemaVersion: 1, issue, signature } as const;
    const text = certificateText({ ...whole, content: { ...content, ...more } as typeof content });
    expect(readCertificate(text).why).toBe(why);
  });
});
