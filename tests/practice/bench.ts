import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type PracticeRack, type PracticeRackOptions, startPracticeRack } from '../../practice/index.ts';

/** What an adb client printed. */
export interface AdbOutput {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A rack in a folder of its own, and the real adb client pointed at the rack's server. */
export interface Bench {
  readonly rack: PracticeRack;
  readonly folder: string;
  /** Runs the adb client with these arguments; ends it after 30 s. */
  adb(...args: string[]): Promise<AdbOutput>;
  /** Runs the adb client for one port. */
  on(port: string, ...args: string[]): Promise<AdbOutput>;
  /** Returns port → state as `adb devices` prints it. */
  states(): Promise<Record<string, string>>;
  /** Waits until a port shows that state, or is absent for null; throws after 15 s. */
  until(port: string, state: string | null): Promise<void>;
  port(slot: number): string;
  stop(): Promise<void>;
}

/** Starts a rack for a test. */
export async function startBench(options: Partial<PracticeRackOptions>): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'practice-test-'));
  const rack = await startPracticeRack({
    phones: 8,
    seed: 'bench',
    faults: [],
    workFolder: join(folder, 'rack'),
    adb: 'real',
    ...options,
  });
  const adb = (...args: string[]) => runAdb(rack.adbServer.port, folder, args);
  const states = async (): Promise<Record<string, string>> => {
    const { out } = await adb('devices', '-l');
    const rows = out
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '');
    return Object.fromEntries(
      rows.map((line) => {
        const path = /usb:\S+/.exec(line)?.[0];
        const [serial = '', state = ''] = line.split(/\s+/);
        return [path ?? serial, state];
      }),
    );
  };
  return {
    rack,
    folder,
    adb,
    on: (port, ...args) => adb('-s', port, ...args),
    states,
    until: async (port, state) => {
      const deadline = Date.now() + 15_000;
      let seen = 'nothing';
      while (Date.now() < deadline) {
        seen = (await states())[port] ?? 'absent';
        if (seen === (state ?? 'absent')) return;
        await delay(30);
      }
      throw new Error(`${port} is ${seen}, not ${state ?? 'absent'}`);
    },
    port: (slot) => rack.phones[slot]?.port ?? '',
    stop: async () => {
      await rack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runAdb(port: number, home: string, args: readonly string[]): Promise<AdbOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('adb', [...args], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        TMPDIR: home,
        ANDROID_ADB_SERVER_PORT: String(port),
        ADB_USB: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString('latin1');
    });
    child.stderr.on('data', (bytes: Buffer) => {
      err += bytes.toString('latin1');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
