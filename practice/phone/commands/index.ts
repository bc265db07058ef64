import { type Answer, fail, say } from '../answer.ts';
import type { VirtualPhone } from '../virtual-phone.ts';
import { dumpsys } from './dumpsys.ts';
import { notification } from './notification.ts';
import { am, pm } from './packages.ts';
import { cmd, reboot, tradeinmode } from './power.ts';
import { getprop } from './properties.ts';
import { content, settings } from './settings.ts';
import { ddIsFull, df, dpm, getconf, id, ps, roomForDd, sm, uname } from './system.ts';
import { phoneService, service } from './telephony.ts';

type Command = (phone: VirtualPhone, args: readonly string[]) => Answer;

const quiet: Command = () => say('');

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries<Command>({
    __room: roomForDd,
    __full: ddIsFull,
    am,
    bmgr: quiet,
    cmd: (phone, args) =>
      cmd(phone, args, {
        package: (rest) => pm(phone, rest),
        activity: (rest) => am(phone, rest),
        settings: (rest) => settings(phone, rest),
        phone: phoneService,
        notification: (rest) => notification(phone, rest),
      }),
    content,
    df,
    dpm,
    dumpsys,
    getconf,
    getenforce: () => say('Enforcing\n'),
    getprop,
    id,
    input: quiet,
    logcat: quiet,
    mount: () => say('/dev/block/dm-5 on /data type f2fs (rw,nosuid,nodev,noatime)\n'),
    pm,
    ps,
    reboot,
    service,
    setprop: quiet,
    settings,
    sm,
    svc: quiet,
    stat: () => fail('stat: /data: Permission denied\n'),
    tradeinmode,
    uname,
    whoami: () => say('shell\n'),
    wm: () => say('Physical size: 1080x2400\n'),
  }),
);

/** Answers one command of the phone from its state; unknown ones fail as a missing program does. */
export function answerCommand(phone: VirtualPhone, name: string, args: readonly string[]): Answer {
  const command = COMMANDS.get(name);
  return command ? command(phone, args) : fail(`/system/bin/sh: ${name}: not found\n`, 127);
}
