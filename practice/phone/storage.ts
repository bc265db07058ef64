import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { SeededRandom } from '../random.ts';

const BLOCK_BYTES = 4096;
/** What the system itself occupies on a fresh /data: 3 % of it. */
const SYSTEM_SHARE = 0.03;
/** Folders on the phone that have a real folder behind them; /sdcard is a view of /data/media/0. */
const MAPPED = /(?<![\w./:-])\/(data|sdcard|storage\/emulated\/0|metadata|cache|product|vendor|system\/etc)(?![\w.-])/g;
const SDCARD = ['sdcard', 'storage/emulated/0'];

/** How a shell of a phone is started: a program with its arguments, and the folders that it will see. */
export interface ShellStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly path: string;
  readonly home: string;
  readonly temporary: string;
}

/** One phone's /data: a real folder with a limit, planted user data, and a wipe that really deletes. */
export class PhoneStorage {
  /** The real folder that stands for the phone's root. */
  readonly root: string;
  /** The size of /data, bytes. */
  readonly sizeBytes: number;
  /** Whether /data lies on the host's own disk, so that its limit has to be kept by us; false for a medium of its own. */
  readonly sharesDisk: boolean = true;
  /** How many bytes fewer really fit than the phone says; only a lying medium has any. */
  hiddenShortageBytes = 0;

  constructor(root: string, sizeBytes: number) {
    this.root = root;
    this.sizeBytes = sizeBytes;
  }

  /** Lays the folders of a fresh /data. */
  format(): void {
    // A process that was just killed can still be finishing its last write.
    rmSync(join(this.root, 'data'), { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    for (const folder of ['data/local/tmp', 'data/media/0/DCIM/Camera', 'data/data', 'metadata', 'cache']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
  }

  /** Plants what a seller leaves behind: photos, an address book, messages, notes; every file starts with its canary. */
  plant(random: SeededRandom): void {
    const files: [string, number][] = [
      ['data/data/contacts.csv', 12],
      ['data/data/sms.csv', 30],
      ['data/data/calendar.csv', 4],
    ];
    for (const [path, rows] of files) {
      const lines = Array.from({ length: rows }, (_, row) => `HAKUSHI-CANARY ${path} ${row} 090${random.digits(8)}\n`);
      writeFileSync(join(this.root, path), lines.join(''));
    }
    for (let photo = 1; photo <= 3; photo += 1) {
      const name = `data/media/0/DCIM/Camera/IMG_000${photo}.jpg`;
      const body = Buffer.alloc(random.between(20, 60) * 1024, random.bytes(256));
      const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x20]);
      writeFileSync(join(this.root, name), Buffer.concat([head, Buffer.from(`HAKUSHI-CANARY ${name}`), body]));
    }
  }

  /** Returns how many rows of user data a table still has; 0 after a real reset. */
  rows(table: 'contacts' | 'sms' | 'calendar'): number {
    const path = join(this.root, 'data/data', `${table}.csv`);
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
  }

  /** Returns how many files of the user's media remain. */
  mediaFiles(): number {
    return filesIn(join(this.root, 'data/media/0'));
  }

  /** Returns how many files a workstation has left where the shell user may write. */
  workstationFiles(): number {
    return namesIn(join(this.root, 'data/local/tmp')).filter((name) => name.startsWith('.hakushi-')).length;
  }

  /** Returns the bytes in use: the system's share and every block of every file. */
  usedBytes(): number {
    return Math.ceil(this.sizeBytes * SYSTEM_SHARE) + sizeOfTree(join(this.root, 'data'));
  }

  /** Returns what the phone says is free. */
  freeBytes(): number {
    return Math.max(0, this.sizeBytes - this.usedBytes());
  }

  /** Returns what can really be written; smaller than the promise on a lying medium. */
  writableBytes(): number {
    return Math.max(0, this.freeBytes() - this.hiddenShortageBytes);
  }

  /** Returns the real path of a file on the phone, or null where the shell user may not go. */
  realPath(path: string): string | null {
    const clean = normalize(`/${path}`);
    if (path.includes('\0')) return null;
    const mapped = this.mapText(clean);
    const allowed = mapped.startsWith(`${this.root}/data/local`) || mapped.startsWith(`${this.root}/data/media/0`);
    return allowed ? mapped : null;
  }

  /** Makes a received file the shell's own; on the host's disk it is that already. */
  async giveToShell(_realPath: string): Promise<void> {}

  /** Returns a command text with the phone's folders replaced by the real ones. */
  mapText(text: string): string {
    return text.replace(MAPPED, (_whole, folder: string) =>
      SDCARD.includes(folder) ? `${this.root}/data/media/0` : `${this.root}/${folder}`,
    );
  }

  /** Tells how to run a script of the phone's shell; here with the host's shell, and with the real folders in the text. */
  shell(prelude: string, script: string): ShellStart {
    const { root } = this;
    return {
      program: '/bin/sh',
      args: ['-c', `. ${root}${prelude}\n${this.mapText(script)}`],
      path: `${root}/system/bin`,
      home: root,
      temporary: `${root}/data/local/tmp`,
    };
  }

  /** Returns a text with the real folder hidden again, as the phone would print it. */
  unmapText(text: string): string {
    return text.replaceAll(this.root, '');
  }
}

function sizeOfTree(folder: string): number {
  let bytes = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    try {
      const facts = lstatSync(path);
      if (facts.isDirectory()) bytes += BLOCK_BYTES + sizeOfTree(path);
      else bytes += Math.ceil(facts.size / BLOCK_BYTES) * BLOCK_BYTES;
    } catch {
      // A file that the overwriter has just removed occupies nothing.
    }
  }
  return bytes;
}

function filesIn(folder: string): number {
  let files = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    files += lstatSync(path).isDirectory() ? filesIn(path) : 1;
  }
  return files;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
