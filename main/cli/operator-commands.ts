import { z } from 'zod';
import { WorkstationError } from '../../domain/errors.ts';
import type { OperatorId } from '../../domain/ids.ts';
import { type OperatorAccount, ROLES } from '../../domain/operator.ts';
import { say, sayByName } from '../../domain/text.ts';
import { type OpenLedger, openLedger } from '../ledger/open-ledger.ts';
import { type Operators, openOperators } from '../operators/operators.ts';
import { holdsLedger, openExistingLedger } from './data-folder.ts';
import { readOptions } from './options.ts';
import { PinPrompt } from './pin-prompt.ts';
import { EXIT, type ExitCode, type Terminal } from './terminal.ts';
import { ID_CHARACTERS, personOf } from './terminal-people.ts';

const WHO = z.object({ as: z.string().min(1).optional(), pinStdin: z.boolean().optional() });
const ADDED = WHO.extend({ role: z.enum(ROLES), name: z.string().min(1).optional() });
const CHANGED = WHO.extend({
  role: z.enum(ROLES).optional(),
  name: z.string().min(1).optional(),
  newPin: z.boolean().optional(),
  unlock: z.boolean().optional(),
  activate: z.boolean().optional(),
});

/** What an `operators` command is called with: its one word, its options, and the data folder. */
export interface OperatorsCall {
  readonly who: string;
  readonly given: unknown;
  readonly dataFolder: string;
}

/** `hakushi operators list`: who has an account, also the deactivated, and for how long somebody is locked out. */
export function operatorsListCommand(terminal: Terminal, dataFolder: string): ExitCode {
  const opened = openExistingLedger(dataFolder);
  try {
    const { book, sessions } = openOperators(opened);
    const operators = book.all().map((account) => ({
      ...shown(account),
      lockedForSeconds: Math.ceil(sessions.lockedForMs(account.id) / 1000),
    }));
    if (operators.length === 0) terminal.line(say(terminal.language, 'operators.none'));
    for (const operator of operators) terminal.line(lineOf(terminal, operator));
    terminal.answer({ operators });
    return EXIT.done;
  } finally {
    opened.close();
  }
}

/** `hakushi operators add ID --role ROLE`: the first account is a manager's and needs no log-in, every later one a manager's (`--as`). */
export async function operatorsAddCommand(terminal: Terminal, call: OperatorsCall): Promise<ExitCode> {
  const options = readOptions(ADDED, call.given);
  const id = personOf(call.who);
  if (id === null) throw new WorkstationError('command.usage', { what: `operators add (${ID_CHARACTERS})` });
  const open = holdsLedger(call.dataFolder) ? openExistingLedger : found;
  return withPeople(terminal, open(call.dataFolder), options, async (operators, prompt) => {
    if (operators.book.exist()) await prompt.logIn(operators, options.as);
    const { role, name = id } = options;
    const account = await operators.accounts.add({ id, name, role }, await prompt.newPin(name));
    tell(terminal, 'operators.added', account);
  });
}

/** `hakushi operators change ID`: by a manager (`--as`); everybody may change their own PIN. */
export async function operatorsChangeCommand(terminal: Terminal, call: OperatorsCall): Promise<ExitCode> {
  const options = readOptions(CHANGED, call.given);
  const { role, name, newPin = false, unlock = false, activate = false } = options;
  const isNothing = role === undefined && name === undefined && !newPin && !unlock && !activate;
  if (isNothing) {
    throw new WorkstationError('command.usage', { what: '--role, --name, --new-pin, --unlock, --activate' });
  }
  return withPeople(terminal, openExistingLedger(call.dataFolder), options, async (operators, prompt) => {
    const id = idOf(operators, call.who);
    const ownPinOnly = newPin && role === undefined && name === undefined && !unlock && !activate;
    await prompt.logIn(operators, options.as ?? (ownPinOnly ? id : undefined));
    const account = await operators.accounts.change(id, {
      ...(role === undefined ? {} : { role }),
      ...(name === undefined ? {} : { name }),
      ...(newPin ? { pin: await prompt.newPin(name ?? operators.book.get(id).name) } : {}),
      ...(activate ? { active: true } : {}),
      ...(unlock ? { unlock } : {}),
    });
    tell(terminal, 'operators.changed', account);
  });
}

/** `hakushi operators deactivate ID`: by a manager (`--as`); the account stays readable and can be activated again. */
export async function operatorsDeactivateCommand(terminal: Terminal, call: OperatorsCall): Promise<ExitCode> {
  const options = readOptions(WHO, call.given);
  return withPeople(terminal, openExistingLedger(call.dataFolder), options, async (operators, prompt) => {
    const id = idOf(operators, call.who);
    await prompt.logIn(operators, options.as);
    tell(terminal, 'operators.changed', await operators.accounts.change(id, { active: false }));
  });
}

const found = (folder: string): OpenLedger => openLedger({ folder, practice: false });

async function withPeople(
  terminal: Terminal,
  opened: OpenLedger,
  options: z.infer<typeof WHO>,
  work: (operators: Operators, prompt: PinPrompt) => Promise<void>,
): Promise<ExitCode> {
  try {
    const prompt = new PinPrompt(terminal, options.pinStdin === true);
    try {
      // A command is one act of one person: nothing is left on a screen that could lock.
      await work(openOperators(opened, { idleMs: Number.POSITIVE_INFINITY }), prompt);
      return EXIT.done;
    } finally {
      prompt.close();
    }
  } finally {
    opened.close();
  }
}

function idOf({ book }: Operators, typed: string): OperatorId {
  const account = book.named(typed);
  if (account === null) throw new WorkstationError('operator.unknown', { account: typed });
  return account.id;
}

function shown({ id, name, role, active }: OperatorAccount): Pick<OperatorAccount, 'id' | 'name' | 'role' | 'active'> {
  return { id, name, role, active };
}

function tell(terminal: Terminal, key: 'operators.added' | 'operators.changed', account: OperatorAccount): void {
  const { id, name } = account;
  terminal.line(say(terminal.language, key, { id, name }));
  terminal.answer({ operator: shown(account) });
}

function lineOf(
  terminal: Terminal,
  operator: ReturnType<typeof shown> & { readonly lockedForSeconds: number },
): string {
  const { language } = terminal;
  const { id, name, role, active, lockedForSeconds } = operator;
  const parts = [
    id,
    name,
    sayByName(language, `operators.role.${role}`),
    say(language, active ? 'operators.active' : 'operators.inactive'),
    ...(lockedForSeconds > 0 ? [say(language, 'operators.locked', { seconds: lockedForSeconds })] : []),
  ];
  return parts.join('  ');
}
