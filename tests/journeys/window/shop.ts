import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../../domain/ipc.ts';
import type { Role } from '../../../domain/operator.ts';
import { isGreen, type PortView, type WindowState } from '../../../domain/window-state.ts';
import { forkLauncher } from '../../../main/fork-launcher.ts';
import { verifyLedgerFile } from '../../../main/ledger/verify-file.ts';
import { DATABASE_FILE } from '../../../main/store/database.ts';
import { type PracticeRack, type PracticeRackOptions, startPracticeRackApart } from '../../../practice/index.ts';
import { launchWorkstation, type Workstation } from '../../stand-in/launch.ts';
import { granted, portOf, stateOf } from './ask.ts';

const MIB = 1024 * 1024;
const SETTLES_WITHIN_MS = 120_000;

/** A person of the shop of the journeys. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly pin: string;
}

/** The people of the shop of the journeys: the first is the manager. */
export const STAFF = {
  mori: { id: 'mori', name: '森 明里', role: 'manager', pin: '190283' },
  kato: { id: 'kato', name: '加藤 陽', role: 'operator', pin: '746120' },
  sato: { id: 'sato', name: '佐藤 凛', role: 'checker', pin: '582917' },
} as const satisfies Readonly<Record<string, Person>>;

/** What stands in the ports of a shop; sizes are small, because a journey is not a bench. */
export type RackWish = Pick<PracticeRackOptions, 'phones' | 'seed'> &
  Partial<Pick<PracticeRackOptions, 'faults' | 'models' | 'situations' | 'storageBytes'>>;

/**
 * A shop whose phones are virtual and stand on the real adb wire, while the workstation takes them for real ones. The rack is the
 * test's own, so that it can look inside each phone, which the workstation never can.
 */
export class Shop {
  readonly home: string;
  readonly rack: PracticeRack;
  readonly #args: readonly string[];
  #workstation: Workstation;

  private constructor(home: string, rack: PracticeRack, args: readonly string[], workstation: Workstation) {
    this.home = home;
    this.rack = rack;
    this.#args = args;
    this.#workstation = workstation;
  }

  /** Starts phones and workstation; everything of both lies in one temporary folder. */
  static async open(wish: RackWish): Promise<Shop> {
    const home = folderForShop();
    const workFolder = join(home, 'rack');
    mkdirSync(workFolder);
    const small = { faults: [], storageBytes: 8 * MIB, adb: 'real' } as const;
    const rack = await startPracticeRackApart({ ...small, ...wish, workFolder }, forkLauncher);
    const args = ['--adb', `127.0.0.1:${rack.adbServer.port}`];
    try {
      return new Shop(home, rack, args, await launchWorkstation({ dataFolder: join(home, 'data'), args }));
    } catch (error) {
      await rack.stop();
      throw error;
    }
  }

  get workstation(): Workstation {
    return this.#workstation;
  }

  get page(): Page {
    return this.#workstation.window;
  }

  get dataFolder(): string {
    return join(this.home, 'data');
  }

  /** What the Port of a phone is called: A1 and so on, in the order of the rack. */
  nameOf(port: string): string {
    return `A${1 + this.rack.phones.findIndex((phone) => phone.port === port)}`;
  }

  /** Sets the workplace up as the first run does and gives its Ports their names; the manager is logged in then. */
  async setUp(people: readonly Person[] = [], change: Partial<CallInput<'first-run'>> = {}): Promise<void> {
    await this.ask('first-run', {
      shop: { name: '白波モバイル', licence: '第301234567890号', address: '', phone: '' },
      language: 'ja',
      workplace: 'real',
      secondPerson: 'required',
      people: people.map(({ id, name, role, pin }) => ({ id, name, role, pin })),
      ...change,
    });
    const ports = this.rack.phones.map(({ port }, at) => ({
      port,
      name: this.nameOf(port),
      place: at + 1,
      twin: null,
    }));
    await this.ask('change-settings', { ports });
  }

  /** A call over the real bridge that must be granted. */
  ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    return granted(this.page, name, input);
  }

  /** What a window that opens now would be told. */
  state(): Promise<WindowState> {
    return stateOf(this.page);
  }

  /** Waits until the Port of a phone is as wanted. */
  async until(port: string, wanted: (port: PortView) => boolean): Promise<PortView> {
    let last: PortView | null = null;
    await vi
      .waitUntil(
        async () => {
          last = portOf(await this.state(), port);
          return wanted(last);
        },
        { timeout: SETTLES_WITHIN_MS, interval: 100 },
      )
      .catch((cause: unknown) => {
        throw new Error(`${port} did not become as wanted; it is ${JSON.stringify(last)}`, { cause });
      });
    return portOf(await this.state(), port);
  }

  /** Kills main as a power cut would, and starts it again over the same folder. */
  async restartAfterKill(): Promise<void> {
    process.kill(this.#workstation.main.pid, 'SIGKILL');
    await this.#workstation.main.ended;
    await this.#workstation.stop();
    this.#workstation = await launchWorkstation({ dataFolder: this.dataFolder, args: this.#args });
  }

  /** Every green Port must be of a phone in which nothing of its seller is left. */
  async expectNoFalseGreen(): Promise<void> {
    for (const { port, job } of (await this.state()).ports) {
      if (!job || !isGreen(job)) continue;
      const truth = await this.rack.truth(port);
      expect(truth).toEqual({ userData: 0, wipes: expect.any(Number), isTheSame: true, leftFiles: 0 });
      expect(truth.wipes).toBeGreaterThan(0);
    }
  }

  /** Ends everything; nothing may have gone wrong unseen, and the ledger must check out. */
  async close(): Promise<void> {
    try {
      await this.expectNoFalseGreen();
      const { window } = this.#workstation;
      expect(window.isClosed()).toBe(false);
      await this.#workstation.stop();
      expect(this.#workstation.faults()).toEqual({ console: [], page: [], crashes: [] });
      expect(this.#workstation.output().stderr).toBe('');
      expect(await this.#workstation.main.ended).toBe(0);
      const file = join(this.dataFolder, DATABASE_FILE);
      expect(await verifyLedgerFile(file)).toMatchObject({ ok: true, firstBad: null });
      expect(this.rack.tripwires()).toEqual([]);
    } finally {
      await this.abandon();
    }
  }

  /** Ends everything without asking whether it went well. */
  async abandon(): Promise<void> {
    await this.#workstation.stop();
    await this.rack.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Memory where the system has such a place: a real phone does not write to the disk on which the ledger commits. */
function folderForShop(): string {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(base, 'hakushi-shop-'));
}

/** Opens a shop for one journey and closes it afterwards, with all that a close asserts unless the journey itself has failed. */
export async function inShop(wish: RackWish, journey: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await Shop.open(wish);
  try {
    await journey(shop);
  } catch (error) {
    await tellOf(shop.workstation);
    await shop.abandon();
    throw error;
  }
  await shop.close();
}

/** Tells what a failed journey leaves to look at: a picture of the window, and what main and the page had said. */
export async function tellOf({ window, output, faults }: Workstation): Promise<void> {
  const picture = join('out', 'journeys', `${Date.now()}.png`);
  await window.screenshot({ path: picture }).catch(() => undefined);
  process.stdout.write(`the window: ${picture}\n${JSON.stringify({ ...output(), ...faults() }, null, 2)}\n`);
}
