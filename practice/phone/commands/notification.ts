import { type Answer, fail, say } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

// `post` came with Android 10.
const POST_SINCE_SDK = 29;

/** Answers `cmd notification post [-t TITLE] TAG TEXT` and keeps what the phone then shows (source: AOSP NotificationShellCmd). */
export function notification({ model, state }: VirtualPhone, args: readonly string[]): Answer {
  const [verb, ...rest] = args;
  if (verb !== 'post' || model.sdk < POST_SINCE_SDK) return fail(`Unknown command: ${verb ?? ''}\n`, 255);
  const [tag, text] = rest[0] === '-t' ? rest.slice(2) : rest;
  if (tag === undefined || text === undefined) return fail('Error: missing tag or text\n', 255);
  state.notice = text;
  return say(`posting:\n  Notification(channel=shell_cmd tag=${tag})\n`);
}
