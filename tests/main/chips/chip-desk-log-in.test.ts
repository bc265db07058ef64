import { describe, expect, it } from 'vitest';
import { operatorId } from '../../../domain/ids.ts';
import type { Role } from '../../../domain/operator.ts';
import { type Operators, openOperators } from '../../../main/operators/operators.ts';
import { suicaReading } from '../../domain/sample-chip.ts';
import { CHEAP, PIN } from '../operators/people-rig.ts';
import { ChipRig, GUIDE, person, refusal } from './chip-rig.ts';

const STAFF: Readonly<Record<string, Role>> = { mori: 'manager', tanaka: 'operator', sato: 'checker', aoki: 'auditor' };

async function staffed(): Promise<{ readonly rig: ChipRig; readonly sessions: Operators['sessions'] }> {
  const rig = new ChipRig((opened) => openOperators(opened, { cost: CHEAP }));
  if (rig.operators === null) throw new Error('the rig was given operators');
  const { accounts, sessions } = rig.operators;
  for (const [id, role] of Object.entries(STAFF)) {
    await accounts.add({ id: operatorId(id), name: id, role }, PIN);
    if (role === 'manager') await sessions.logIn(id, PIN);
  }
  return { rig, sessions };
}

describe('a chip desk where people have accounts', () => {
  it('takes who acts from who is logged in, never from what is said, and writes that the name was proved', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('tanaka', PIN);
    const { job } = await rig.run();
    await sessions.logIn('sato', PIN);
    const { record } = rig.desk.review(job, {
      reviewer: person('x'),
      saw: 'setup-screen',
      number: imeiOf(),
      accepted: true,
    });
    // The eraser says to be somebody else; the log-in knows better.
    await sessions.logIn('tanaka', PIN);
    expect((await rig.read(record, 'sato')).chip.blocks).toEqual(['recheck-same-person']);
    await sessions.logIn('sato', PIN);
    expect((await rig.read(record, 'tanaka')).chip.sale).toBe('allowed');
    expect(rig.chipBodies(record, 'chip-read').map(({ operator, authenticated }) => [operator, authenticated])).toEqual(
      [
        ['tanaka', true],
        ['sato', true],
      ],
    );
    function imeiOf(): string {
      const { imeis } = job.device;
      return imeis.is === 'value' ? (imeis.value[0] ?? '') : '';
    }
  });

  it('refuses who may not, on record, and writes nothing about the chip', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('tanaka', PIN);
    const { record } = await rig.run().then(({ job }) => job);
    await sessions.logIn('aoki', PIN);
    expect(refusal(() => rig.read(record, 'tanaka'))).toBe('operator.not-allowed');
    const step = { guide: GUIDE.id, version: '1', step: 'own-erase', outcome: 'done', saw: '' } as const;
    const confirm = () => rig.chipDesk.confirmStep({ phone: { is: 'record', record }, ...step, who: person('tanaka') });
    expect(refusal(confirm)).toBe('operator.not-allowed');
    await sessions.logIn('sato', PIN);
    expect(refusal(() => rig.chipDesk.override(record, 'why', person('mori')))).toBe('operator.not-allowed');
    sessions.logOut();
    expect(refusal(() => rig.read(record, 'tanaka'))).toBe('operator.not-logged-in');
    expect(rig.told(record)).toEqual([]);
    const refused = rig.opened.ledger.ofKind('operator-refused').map(({ entry }) => entry);
    expect(refused.map(({ actor, body }) => `${actor} ${body.why} ${body.permission}`)).toEqual([
      'aoki not-allowed read-chip',
      'aoki not-allowed read-chip',
      'sato not-allowed override-chip-gate',
    ]);
  });

  it('lets a manager override, by name', async () => {
    const { rig, sessions } = await staffed();
    await sessions.logIn('tanaka', PIN);
    const { record } = (await rig.run()).job;
    await rig.read(record, 'x', suicaReading());
    await sessions.logIn('mori', PIN);
    const { chip } = await rig.chipDesk.override(record, '所有者の了承あり', person('x'));
    expect(chip).toMatchObject({ sale: 'overridden', overriddenBy: 'mori' });
    expect(rig.chipBodies(record, 'chip-gate-overridden')[0]).toMatchObject({ operator: 'mori', authenticated: true });
  });
});
