import { type Answer, fail, say } from '../answer.ts';
import { processesOf } from '../processes.ts';
import type { VirtualPhone } from '../virtual-phone.ts';

const KIB = 1024;

/** Answers `df`, in blocks of 1 KiB, from the phone's own limit. */
export function df({ storage }: VirtualPhone): Answer {
  const total = Math.floor(storage.sizeBytes / KIB);
  const free = Math.floor(storage.freeBytes() / KIB);
  const used = total - free;
  const percent = Math.ceil((100 * used) / total);
  return say(
    `Filesystem       1K-blocks     Used Available Use% Mounted on\n/dev/block/dm-5 ${String(total).padStart(10)} ${String(used).padStart(8)} ${String(free).padStart(9)} ${String(percent).padStart(3)}% /data\n`,
  );
}

/** Answers `sm list-disks`, `sm list-volumes`. */
export function sm({ state, model }: VirtualPhone, args: readonly string[]): Answer {
  if (args[0] === 'list-disks') return say(state.sdCard ? 'disk:179,64\n' : '');
  if (args[0] === 'list-volumes') {
    const emulated = model.sdk >= 30 ? 'emulated;0 mounted null\n' : 'emulated mounted null\n';
    return say(`private mounted null\n${emulated}${state.sdCard ? 'public:179,65 mounted 0A1B-2C3D\n' : ''}`);
  }
  return args[0] === 'fstrim' || args[0] === 'idle-maint' ? say('') : fail('usage: sm list-disks\n', 1);
}

/** Answers `id` as the shell user of a phone, whoever runs the rack. */
export function id(): Answer {
  return say(
    'uid=2000(shell) gid=2000(shell) groups=2000(shell),1004(input),1007(log),1011(adb),1015(sdcard_rw),1028(sdcard_r),3003(inet) context=u:r:shell:s0\n',
  );
}

/** Answers `uname`; the machine is the one whose binaries really run here. */
export function uname(_phone: VirtualPhone, args: readonly string[]): Answer {
  if (args[0] === '-m') return say('x86_64\n');
  return say(args[0] === '-a' ? 'Linux localhost 5.10.0-practice #1 SMP PREEMPT x86_64 Toybox\n' : 'Linux\n');
}

/** Answers `getconf` for the few names a host asks. */
export function getconf(_phone: VirtualPhone, args: readonly string[]): Answer {
  const known: Readonly<Record<string, string>> = {
    PAGESIZE: '4096',
    PAGE_SIZE: '4096',
    _NPROCESSORS_ONLN: '8',
    LONG_BIT: '64',
  };
  const value = new Map(Object.entries(known)).get(args[0] ?? '');
  return value === undefined ? fail(`getconf: bad '${args[0] ?? ''}'\n`) : say(`${value}\n`);
}

/** Answers `ps` with what runs on this phone, and nothing of the host. */
export function ps(phone: VirtualPhone): Answer {
  const rows = processesOf(phone.mark).map(
    ({ pid, commandLine }) =>
      `shell ${String(pid).padStart(13)}     1 ${phone.storage.unmapText(commandLine[0] ?? '')}\n`,
  );
  return say(`USER           PID  PPID NAME\n${rows.join('')}`);
}

/** Answers `dpm list-owners`, which came with Android 12. */
export function dpm({ state, model }: VirtualPhone, args: readonly string[]): Answer {
  if (args[0] !== 'list-owners' || model.sdk < 31) return fail(`Error: unknown command '${args[0] ?? ''}'\n`, 1);
  return say(
    state.owner === null ? 'no owners\n' : `1 owner:\nUser  0: admin=${state.owner}/.AdminReceiver,DeviceOwner\n`,
  );
}

/** Answers `dd`'s question how many blocks fit: empty when all do, a failure when none does. */
export function roomForDd({ storage }: VirtualPhone, args: readonly string[]): Answer {
  const value = (key: string): string | undefined =>
    args.find((arg) => arg.startsWith(`${key}=`))?.slice(key.length + 1);
  const target = value('of');
  if (target === undefined || target.startsWith('/dev/')) return say('');
  const blockBytes = sizeOf(value('bs') ?? '512');
  const fits = Math.floor(storage.writableBytes() / blockBytes);
  const wanted = Number(value('count') ?? Number.POSITIVE_INFINITY);
  if (wanted <= fits || (wanted === Number.POSITIVE_INFINITY && value('if')?.startsWith('/dev/') !== true))
    return say('');
  return fits === 0 ? fail('', 1) : say(String(fits));
}

/** Answers what dd says when the medium is full. */
export function ddIsFull(_phone: VirtualPhone, args: readonly string[]): Answer {
  const target = args.find((arg) => arg.startsWith('of='))?.slice(3) ?? '';
  return fail(`dd: ${target}: No space left on device\n`, 1);
}

function sizeOf(text: string): number {
  const unit = { k: KIB, K: KIB, m: KIB * KIB, M: KIB * KIB }[text.slice(-1)] ?? 1;
  return Math.max(1, Number.parseInt(text, 10) * unit);
}
