import { canonicalText } from '../../../domain/canonical.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { type ChainLink, GENESIS_PREV } from '../../../domain/ledger.ts';
import { sha256Hex } from '../../../main/ledger/chain-tools.ts';
import type { OpenLedger } from '../../../main/ledger/open-ledger.ts';
import { ledgerTable } from '../../../main/store/tables/ledger.ts';
import { openForTest, stepEnded, temporaryFolder } from './ledger-for-tests.ts';

/** Every entry of an open ledger. */
export const linksOf = (opened: OpenLedger): ChainLink[] => [...ledgerTable(opened.database).from(1)].map(plain);

const plain = ({ text, hash }: ChainLink): ChainLink => ({ text, hash });

/** 1 opened, 2-8 steps, 9 sealed, 10-16 steps, 17 sealed, 18 key-rotated, 19-21 steps, 22 sealed, 23-25 steps. */
export function sampleLedger(practice = false): OpenLedger {
  const opened = openForTest(temporaryFolder(), { practice });
  const { ledger } = opened;
  const steps = (from: number, to: number) => {
    for (let seq = from; seq <= to; seq += 1) ledger.append(stepEnded(seq));
  };
  steps(2, 8);
  ledger.sealNow();
  steps(10, 16);
  ledger.sealNow();
  ledger.rotateKey();
  steps(19, 21);
  ledger.sealNow();
  steps(23, 25);
  return opened;
}

/** The link of a text, with the hash that belongs to it. */
export const hashed = (text: string): ChainLink => ({ text, hash: sha256Hex(text) });

/** Changes fields of an entry and leaves its stored hash as it was. */
export function edited(link: ChainLink, change: (entry: Record<string, unknown>) => void): ChainLink {
  const entry = JSON.parse(link.text) as Record<string, unknown>;
  change(entry);
  return { text: canonicalText(entry as JsonObject), hash: link.hash };
}

/** What an attacker without the key can do: gives every entry a new number, link and hash, and every seal the new head. */
export function rechained(links: readonly ChainLink[], options: { seals: boolean; from?: number }): ChainLink[] {
  const done: ChainLink[] = [];
  for (const [index, link] of links.entries()) {
    const prev = done.at(-1)?.hash ?? GENESIS_PREV;
    const { text } = edited(link, (entry) => {
      if (index + 1 < (options.from ?? 1)) return;
      entry.seq = index + 1;
      entry.prev = prev;
      const body = entry.body as { head?: { seq: number; hash: string }; entries?: number };
      if (options.seals && body.head !== undefined) {
        body.head = { seq: index, hash: prev };
        body.entries = index;
      }
    });
    done.push(hashed(text));
  }
  return done;
}

/** An array with one element replaced. */
export const withAt = <T>(list: readonly T[], index: number, value: T): T[] => list.with(index, value);
