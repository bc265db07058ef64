import type { Reading } from '../../../domain/device.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { steadily } from '../android-bench.ts';
import type { ProbeAnswer, ProbeAnswers } from '../probes/probe-script.ts';
import { parseAccounts, parseUsers, readAnswer } from '../probes/readings.ts';
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

/** Where user data is looked for. */
export type ResidueSource = keyof typeof RESIDUE_COMMANDS;

/** Rows outweigh the sentence that there are none, and only that sentence alone means none. */
function countRows({ text }: ProbeAnswer): number | null {
  const rows = text.match(/^Row: \d+ /gm)?.length ?? 0;
  if (rows > 0) return rows;
  return /^No result found\.?$/i.test(text.trim()) ? 0 : null;
}

function countUsers(answer: ProbeAnswer): number | null {
  const users = parseUsers(answer);
  return users === null ? null : users - 1;
}

const COUNTS: Readonly<Partial<Record<ResidueSource, (answer: ProbeAnswer) => number | null>>> = {
  accounts: parseAccounts,
  users: countUsers,
};

/** Reads how much user data each source still shows; a source that did not answer clearly is not readable, never zero. */
export function readResidue(answers: ProbeAnswers): Readonly<Record<ResidueSource, Reading<number>>> {
  const sources = Object.keys(RESIDUE_COMMANDS) as ResidueSource[];
  const readings = sources.map((source) => {
    const count = COUNTS[source] ?? countRows;
    return [source, readAnswer(answers, source, RESIDUE_COMMANDS[source], count)] as const;
  });
  return Object.fromEntries(readings) as Record<ResidueSource, Reading<number>>;
}

/** Asks what user data the running system still knows; three answers are told apart: none, some, not readable. */
export const residueAct: Act = {
  async perform(_step, context, bench) {
    const answers = await steadily(bench, context, (phone) => askAll(phone, RESIDUE_COMMANDS, context.signal));
    const found: Record<string, number> = {};
    const unreadable: string[] = [];
    for (const [source, reading] of Object.entries(readResidue(answers))) {
      if (reading.is === 'value') found[source] = reading.value;
      else unreadable.push(source);
    }
    const data = { found, unreadable };
    return [{ kind: 'residue', source: 'content query, dumpsys, pm', data }] satisfies Evidence[];
  },

  async verify(_step, context) {
    return [judgeResidue(context)];
  },
};
