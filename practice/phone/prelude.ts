/** Programs that the phone answers itself instead of the host's; every one of them asks the phone. */
const ANSWERED = [
  'getprop', 'setprop', 'dumpsys', 'settings', 'pm', 'am', 'dpm', 'content', 'sm', 'df', 'id', 'whoami', 'uname',
  'getconf', 'getenforce', 'cmd', 'service', 'input', 'svc', 'reboot', 'tradeinmode', 'ps', 'mount', 'logcat', 'wm', 'bmgr',
] as const; // biome-ignore format: a list of names reads better as a block
/** Programs of the host that behave as the phone's own do. */
export const HOST_TOOLS = [
  'cat', 'dd', 'ls', 'stat', 'rm', 'rmdir', 'mkdir', 'sync', 'sha256sum', 'sha1sum', 'md5sum', 'head', 'tail', 'wc', 'grep',
  'sort', 'uniq', 'sleep', 'cp', 'mv', 'touch', 'chmod', 'find', 'cut', 'tr', 'sed', 'od', 'timeout', 'truncate', 'fallocate',
  'du', 'cmp', 'readlink', 'realpath', 'date', 'nohup', 'setsid', 'basename', 'dirname', 'tee', 'xargs', 'env', 'seq', 'expr', 'nproc',
] as const; // biome-ignore format: a list of names reads better as a block

/** Tells which of the answered programs a phone of that SDK level has. */
function answeredBy(sdk: number): readonly string[] {
  const newer = { cmd: 24, tradeinmode: 36, getconf: 24 };
  return ANSWERED.filter((name) => sdk >= (newer[name as keyof typeof newer] ?? 21));
}

/**
 * Returns shell functions that stand before every command of the host. A function writes its arguments to descriptor 3,
 * each ended by NUL and led by their number, and reads one line from descriptor 4: exit code, stdout, stderr in printf's
 * escapes, each behind a dot so that an empty one is still a word.
 */
export function preludeFor(sdk: number): string {
  const ask = `__phone() {
  printf '%s\\0' "$#" "$@" >&3
  IFS=' ' read -r __code __out __err <&4 || return 126
  printf '%b' "\${__out#.}"
  printf '%b' "\${__err#.}" >&2
  return "$__code"
}`;
  const names = answeredBy(sdk);
  const functions = names.map((name) => `${name}() { __phone ${name} "$@"; }`);
  const special = [
    // The host's file system is none of the phone's business.
    `stat() { case "$1" in -f*) __phone stat "$@" ;; *) command stat "$@" ;; esac; }`,
    // A time limit around a function cannot be kept by a program that does not know the function.
    `timeout() { case " ${names.join(' ')} " in *" $2 "*) shift; "$@" ;; *) command timeout "$@" ;; esac; }`,
    `sh() { if [ "$1" = -c ]; then __text=$2; shift 2; [ $# -gt 0 ] && shift; ( eval "$__text" ); else return 127; fi; }`,
    // Only what writes can fill the medium; hundreds of blocks are read in one command, and each question costs two processes.
    `dd() { case " $*" in *" of="*) ;; *) command dd "$@"; return ;; esac
  __limit=$(__phone __room "$@") || { __phone __full "$@"; return 1; }
  if [ -n "$__limit" ]; then command dd "$@" "count=$__limit"; __phone __full "$@"; return 1; fi
  command dd "$@"; }`,
  ];
  return `${[ask, ...functions, ...special].join('\n')}\n`;
}

/** Returns a text in the escapes of printf's %b, without any space or line end. */
export function escapeForPrintf(text: string): string {
  let escaped = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x5c;
    escaped += plain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return escaped;
}
