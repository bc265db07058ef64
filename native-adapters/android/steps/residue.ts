import type { Evidence } from '../../../domain/evidence.ts';
import { steadily } from '../android-bench.ts';
import type { ProbeAnswer } from '../probes/probe-script.ts';
import type { Act } from './act.ts';
import { askAll } from './identify.ts';
import { judgeResidue } from './verify-residue.ts';

const query = (uri: string): string => `content query --uri content://${uri} --projection _id`;

/** What the running system still knows after a reset; a freshly reset phone answers zero to each. */
const RESIDUE_COMMANDS = {
  contacts: query('com.android.contacts/raw_contacts'),
  sms: query('sms'),
  'call-log': query('call_log/calls'),
  calendar: query('com.android.calendar/events'),
  'user-dictionary': query('user_dictionary/words'),
  media: query('media/external/file'),
  accounts: 'dumpsys account',
  users: 'pm list users',
} as const;

type ResidueSource = keyof typeof RESIDUE_COMMANDS;

function countRows({ text }: ProbeAnswer): number | null {
  if (/no result found/i.test(text)) return 0;
  const rows = text.match(/^Row: \d+ /gm)?.length ?? 0;
  return rows > 0 ? rows : null;
}

function countOf(source: ResidueSource, answer: ProbeAnswer): number | null {
  if (/permission denial|securityexception|not allowed/i.test(answer.text)) return null;
  if (source === 'accounts') {
    const counts = [...answer.text.matchAll(/Accounts: (\d{1,4})/g)].map((match) => Number(match[1]));
    return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
  }
  if (source !== 'users') return countRows(answer);
  const users = answer.text.match(/UserInfo\{\d+:/g)?.length ?? 0;
  return users === 0 ? null : users - 1;
}

/** Asks what user data the running system still knows; three answers are told apart: none, some, not readable. */
export const residueAct: Act = {
  async perform(_step, context, bench) {
    const answers = await steadily(bench, context, (phone) => askAll(phone, RESIDUE_COMMANDS, context.signal));
    const found: Record<string, number> = {};
    const unreadable: string[] = [];
    for (const source of Object.keys(RESIDUE_COMMANDS) as ResidueSource[]) {
      const answer = answers.get(source);
      const count = answer ? countOf(source, answer) : null;
      if (count === null) unreadable.push(source);
      else found[source] = count;
    }
    const data = { found, unreadable };
    return [{ kind: 'residue', source: 'content query, dumpsys, pm', data }] satisfies Evidence[];
  },

  async verify(_step, context) {
    return [judgeResidue(context)];
  },
};
