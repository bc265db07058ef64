import type { HashedEntry, RecordedEntry } from './certificate-record.ts';
import type { ChipNode, Residue } from './chip.ts';
import { type ChipBodies, type ChipEntryKind, isChipKind } from './chip-entries.ts';
import type { IphoneFile } from './chip-file.ts';
import { chipFileOf } from './chip-fold.ts';
import { readChipBody } from './chip-shapes.ts';
import type { CertificateContent, CertifiedChip, RecordedTime } from './report.ts';

/** Says what the entries of one record amount to for its chip; null when nothing about the chip is on record. */
export function chipOnRecord(given: readonly HashedEntry[]): CertifiedChip | null {
  const entries = given.map(({ entry }) => entry);
  if (!entries.some(({ kind }) => isChipKind(kind))) return null;
  const { state, reasons, residues, sale, blocks, recheck, presence, iphone, overriddenBy } = chipFileOf(entries);
  return {
    state,
    reasons,
    residues: residues.map(residueCode),
    sale,
    blocks,
    recheck,
    presence,
    readings: readingsOf(entries),
    steps: bodiesOf(entries, 'chip-guide-step').map(({ time, body }) => {
      const { operator, guide, step, outcome, saw } = body;
      return { time, by: operator, guide: guide.id, version: guide.version, step, outcome, saw };
    }),
    tools: bodiesOf(entries, 'chip-tool-ran').map(({ time, body }) => {
      const { operator, tool, result, reportSha256 } = body;
      const { vendor, product, version, licenceHolder } = tool;
      return { time, by: operator, tool: `${vendor} ${product} ${version}`, licenceHolder, result, reportSha256 };
    }),
    override: overrideOf(entries, overriddenBy),
    ...(iphone ? { iphone: { online: onlineOf(entries, iphone) } } : {}),
  };
}

/** How something that a chip still holds is written: `FE00 1000-173F` for an area, `0003 090F` for a service, `0003` for a system. */
export function residueCode({ system, node }: Residue): string {
  return node === null ? hex(system) : `${hex(system)} ${nodeCode(node)}`;
}

function nodeCode(node: ChipNode): string {
  return node.is === 'service' ? hex(node.code) : `${hex(node.first)}-${hex(node.last)}`;
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

function readingsOf(entries: readonly RecordedEntry[]): CertifiedChip['readings'] {
  return bodiesOf(entries, 'chip-read').map(({ time, body }) => {
    const { operator, authenticated, reading, idmHash, state, reasons } = body;
    return {
      time,
      by: operator,
      authenticated: authenticated === true,
      reader: `${reading.reader.model} ${reading.reader.firmware}`,
      scan: reading.scan,
      state,
      reasons,
      pmm: reading.chip?.pmm ?? null,
      idmHash,
      systems: reading.systems.map(({ code }) => hex(code)),
    };
  });
}

/** The word that lets the phone be sold; where none does any more, the last one that was given. */
function overrideOf(entries: readonly RecordedEntry[], standing: string | null): CertifiedChip['override'] {
  const all = bodiesOf(entries, 'chip-gate-overridden');
  const last = all.findLast(({ body }) => body.operator === standing) ?? all.at(-1);
  if (last === undefined) return null;
  const { operator, authenticated, why } = last.body;
  return { time: last.time, by: operator, ...(authenticated ? { authenticated } : {}), why };
}

/** The fold says which word on the online step still counts; its entry says when that was, by which clock. */
function onlineOf(
  entries: readonly RecordedEntry[],
  { online }: IphoneFile,
): NonNullable<CertifiedChip['iphone']>['online'] {
  const last = bodiesOf(entries, 'chip-apple-online').at(-1);
  return online && last ? { time: last.time, by: online.by, outcome: online.outcome } : null;
}

/**
 * What the paper says of the cards of an iPhone: that the phone terminated them, where its erase is confirmed and nothing speaks
 * against it, otherwise that this is not confirmed; and how the online step stands on record.
 */
export function walletText({ outcome, chip }: Pick<CertificateContent, 'outcome' | 'chip'>): WalletText | null {
  if (chip?.iphone === undefined) return null;
  const { online } = chip.iphone;
  const isConfirmed = outcome === 'pass' && chip.state === 'APPLE_ERASED';
  const text = isConfirmed ? 'certificate.apple.wallet' : 'certificate.apple.wallet.unconfirmed';
  return online === null ? text : `${text}.online.${online.outcome}`;
}

type WalletKey = `certificate.apple.wallet${'' | '.unconfirmed'}`;
type WalletText = WalletKey | `${WalletKey}.online.${'done' | 'not-done'}`;

/** The readable bodies of one kind; one that is not is a doubt of the record and shows nothing. */
function bodiesOf<Kind extends ChipEntryKind>(
  entries: readonly RecordedEntry[],
  kind: Kind,
): readonly { readonly time: RecordedTime; readonly body: ChipBodies[Kind] }[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== kind) return [];
    const { at, offsetMinutes, clock } = entry;
    try {
      return [{ time: { at, offsetMinutes, clock }, body: readChipBody(kind, entry.body) }];
    } catch {
      return [];
    }
  });
}
