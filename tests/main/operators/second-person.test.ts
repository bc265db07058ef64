import { describe, expect, it } from 'vitest';
import {
  recordSecondPerson,
  secondPersonOnRecord,
  takeOverSecondPerson,
} from '../../../main/operators/second-person.ts';
import { openForTest, temporaryFolder } from '../ledger/ledger-for-tests.ts';
import { codeOf, PeopleRig, PIN } from './people-rig.ts';

it('a change of the second-person rule is on record once, with who changed it', () => {
  const { ledger } = openForTest(temporaryFolder());
  expect(secondPersonOnRecord(ledger)).toBe('required');
  for (const to of ['required', 'switched-off', 'switched-off', 'required'] as const) {
    recordSecondPerson(ledger, to, 'tanaka');
    expect(secondPersonOnRecord(ledger)).toBe(to);
  }
  expect(ledger.ofKind('setting-changed').map(({ entry }) => [entry.actor, entry.body])).toEqual([
    ['tanaka', { setting: 'second-person', from: 'required', to: 'switched-off' }],
    ['tanaka', { setting: 'second-person', from: 'switched-off', to: 'required' }],
  ]);
});

describe('a command that is started with another setting than the one on record', () => {
  const BOTH = ['required', 'switched-off'] as const;

  it.each(BOTH)('changes nothing for whoever is no manager, and the refusal is on record: %s', async (to) => {
    const rig = await new PeopleRig().staff({ kato: 'operator', sato: 'checker' });
    const { ledger } = rig.opened;
    const { sessions } = rig.people;
    const from = to === 'required' ? 'switched-off' : 'required';
    recordSecondPerson(ledger, from, 'mori');
    const changes = ledger.ofKind('setting-changed').length;
    for (const who of ['kato', 'sato']) {
      await sessions.logIn(who, PIN);
      expect(await codeOf(() => takeOverSecondPerson({ ledger, sessions }, to, who))).toBe('operator.second-person');
      takeOverSecondPerson({ ledger, sessions }, from, who);
      expect(rig.told().at(-1)).toBe(`operator-refused ${who} ${who} change-settings not-allowed`);
    }
    expect(ledger.ofKind('setting-changed')).toHaveLength(changes);
    expect(secondPersonOnRecord(ledger)).toBe(from);
    sessions.logOut();
    expect(await codeOf(() => takeOverSecondPerson({ ledger, sessions }, to, 'mori'))).toBe('operator.not-logged-in');
  });

  it('is taken over for a manager, and without accounts for whoever is named', async () => {
    const rig = await new PeopleRig().staff();
    const { ledger } = rig.opened;
    takeOverSecondPerson({ ledger, sessions: rig.people.sessions }, 'switched-off', 'mori');
    expect(secondPersonOnRecord(ledger)).toBe('switched-off');
    const bare = new PeopleRig();
    takeOverSecondPerson({ ledger: bare.opened.ledger, sessions: bare.people.sessions }, 'switched-off', 'kato');
    expect(secondPersonOnRecord(bare.opened.ledger)).toBe('switched-off');
  });
});
