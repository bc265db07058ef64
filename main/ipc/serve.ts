import type { Reply } from '../../domain/bridge.ts';
import { asWorkstationError, WorkstationError } from '../../domain/errors.ts';
import { CALLS, type CallName, type CallOutput, type CallParsed } from '../../domain/ipc.ts';
import type { Permission } from '../../domain/operator.ts';
import { isSmall } from './payload.ts';

/** Who makes a call: the address of the page that did, and whether it is the top frame of our own window. */
export interface CallSender {
  readonly isOurTopFrame: boolean;
  /** Null when the frame is gone. */
  readonly url: string | null;
}

/** One call as it arrives; nothing about it has been checked. */
export interface ArrivedCall {
  readonly sender: CallSender;
  readonly name: unknown;
  readonly input: unknown;
}

/** Where calls arrive; the window's own is made in `main/electron/`. */
export interface CallPort {
  answer(handle: (call: ArrivedCall) => Promise<Reply<unknown>>): void;
}

/** What answers each call; the input has been parsed and the caller may make it. */
export type Handlers = {
  readonly [Name in CallName]: (input: CallParsed<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

/** What calls are answered with. */
export interface ServeParts {
  /** The address of the one page that may call. */
  readonly page: string;
  readonly handlers: Handlers;
  /** Throws when the person who is here may not make this call. */
  readonly admit: (name: CallName, permission: Permission | null) => void;
}

/** Answers every call that arrives: who is asked first, then what, then whether they may. Whatever happens comes back as a value. */
export function serve(port: CallPort, parts: ServeParts): void {
  port.answer(async (call) => {
    try {
      return { ok: true, value: await answerOf(call, parts) };
    } catch (thrown) {
      const { code, facts } = asWorkstationError(thrown);
      return { ok: false, error: { code, facts } };
    }
  });
}

async function answerOf({ sender, name, input }: ArrivedCall, parts: ServeParts): Promise<unknown> {
  if (!sender.isOurTopFrame || sender.url !== parts.page) throw new WorkstationError('ipc.foreign-sender');
  if (!isCallName(name)) throw new WorkstationError('ipc.unknown-call');
  if (!isSmall(input)) throw new WorkstationError('ipc.too-large');
  const parsed = parse(name, input);
  parts.admit(name, CALLS[name].permission);
  const handle = parts.handlers[name] as (input: unknown) => unknown;
  return await handle(parsed);
}

/** Only what stands in the contract itself is a name, nothing that every object has. */
function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALLS, name);
}

/** What is wrong is told by where it stands, never by what it says: it may be a PIN. */
function parse(name: CallName, input: unknown): unknown {
  let path = '';
  try {
    if (!isPlain(input)) throw new TypeError('not a plain object');
    const parsed = CALLS[name].input.safeParse(input);
    if (parsed.success) return parsed.data;
    path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  } catch (cause) {
    throw new WorkstationError('ipc.bad-input', { path: name }, { cause });
  }
  throw new WorkstationError('ipc.bad-input', { path: path === '' ? name : `${name}.${path}` });
}

/** A list, a map or a date has no properties that are not allowed, and would pass for an empty object. */
function isPlain(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === Object.prototype || prototype === null;
}
