import type { Reading } from '../../domain/device.ts';
import type { RecordedError } from '../../domain/entry-kinds.ts';
import { encryptionOf, type GradeCap, type GradeFacts } from '../../domain/grade.ts';
import type { CertificateContent, CertifiedDevice, CertifiedOverwrite } from '../../domain/report.ts';
import { isTextKey, sayError, type TextKey } from '../../domain/text.ts';
import type { Labelled, PaperWords, Piece } from './paper.ts';

const unknown = 'certificate.value.unknown';

/** A text or what stands for its absence. */
export function textOrUnknown(words: PaperWords, text: string | null): readonly Piece[] {
  return text === null ? words.words(unknown) : words.given(text);
}

/** What a probe found, with its source; absence and unreadability are said as such, nothing on record as unknown. */
export function readingOf<T>(
  words: PaperWords,
  reading: Reading<T> | null | undefined,
  show: (value: T) => readonly Piece[],
): readonly Piece[] {
  if (!reading) return words.words(unknown);
  const source = words.remark(reading.source);
  if (reading.is === 'value') return [...show(reading.value), ...source];
  if (reading.is === 'absent') return [...words.words('certificate.value.absent'), ...source];
  return [...words.words('certificate.value.not-readable'), ...words.remark(`${reading.source}: ${reading.why}`)];
}

/** The device as rows of a grid. */
export function deviceRows(words: PaperWords, content: CertificateContent): Labelled[] {
  const device: Partial<CertifiedDevice> = content.device ?? {};
  const text = (value: string): readonly Piece[] => words.given(value);
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const known = content.device;
  const encryption = known && encryptionOf(known);
  const encryptionWords = encryption ? words.words(`certificate.encryption.${encryption}`) : words.words(unknown);
  return [
    row('certificate.field.maker', readingOf(words, device.maker, text)),
    row('certificate.field.model', readingOf(words, device.model, text)),
    row('certificate.field.product', readingOf(words, device.product, text)),
    row('certificate.field.serial', readingOf(words, device.serial, text)),
    ...numberRows(words, content),
    row('certificate.field.android', readingOf(words, device.androidVersion, text)),
    row('certificate.field.patch', readingOf(words, device.patchLevel, text)),
    row('certificate.field.encryption', [...encryptionWords, ...words.remark(cryptoFacts(device))]),
    row(
      'certificate.field.verified-boot',
      readingOf(words, device.verifiedBoot, (value) => bootWords(words, value)),
    ),
    row('certificate.field.fingerprint', readingOf(words, device.fingerprint, text)),
    row(
      'certificate.field.sd-card',
      readingOf(words, device.sdCard, (value) => yesOrNo(words, value)),
    ),
  ];
}

/** The IMEIs that the phone told, and those that a person gave. */
export function numberRows(words: PaperWords, { device, claims }: CertificateContent): Labelled[] {
  return [
    ...imeiRows(words, device?.imeis),
    ...claims.map(({ imei, source }) => ({
      label: words.both('certificate.field.claim'),
      value: [...words.given(imei), { text: '  ' }, ...words.words(`certificate.value.claim-${source}`)],
    })),
  ];
}

function imeiRows(words: PaperWords, imeis: Reading<readonly string[]> | undefined): Labelled[] {
  const label = (slot: number) => words.both('certificate.field.imei', { slot });
  if (imeis?.is !== 'value') return [{ label: label(1), value: readingOf(words, imeis, () => []) }];
  return imeis.value.map((imei, at) => ({
    label: label(at + 1),
    value: [...words.given(imei), ...words.remark(imeis.source)],
  }));
}

function cryptoFacts(device: Partial<CertifiedDevice>): string {
  const shown = [device.cryptoState, device.cryptoType, device.metadataEncrypted].map((reading) =>
    reading?.is === 'value' ? String(reading.value) : (reading?.is ?? '?'),
  );
  return `state ${shown[0]} / type ${shown[1]} / metadata ${shown[2]}`;
}

function bootWords(words: PaperWords, value: string): readonly Piece[] {
  const key = `certificate.boot.${value}`;
  return isTextKey(key) ? words.words(key) : words.given(value);
}

/** Yes or no, in words. */
export function yesOrNo(words: PaperWords, value: boolean): readonly Piece[] {
  return words.words(value ? 'certificate.value.yes' : 'certificate.value.no');
}

/** A share as a decimal fraction, cut and never rounded up: nothing short of everything prints as 1. */
export function shareText(share: number): string {
  return (Math.floor(share * 10_000) / 10_000).toFixed(4);
}

/** A probability with two digits, never rounded down: a chance of missing something never prints as 0. */
export function probabilityText(probability: number): string {
  if (probability === 0) return '0';
  const power = 10 ** (Math.floor(Math.log10(probability)) - 1);
  return (Math.ceil(probability / power) * power).toPrecision(2);
}

/** The figures of one overwrite as rows of a grid. */
export function overwriteRows(words: PaperWords, overwrite: CertifiedOverwrite): Labelled[] {
  const { figures, coverage, source } = overwrite;
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  return [
    row('certificate.field.generator', [
      ...words.words(`certificate.generator.${figures.generator}`),
      ...words.remark(source),
    ]),
    row('certificate.field.file-system', fileSystemWords(words, figures.fileSystem)),
    row('certificate.field.free', words.bytes(figures.freeBefore)),
    row('certificate.field.coverage', [{ text: shareText(coverage) }]),
    row('certificate.field.written', words.bytes(figures.written)),
    row('certificate.field.verified', words.bytes(figures.verified)),
    row('certificate.field.mismatched', words.bytes(figures.mismatched)),
    row('certificate.field.unreached', words.bytes(figures.unreached)),
    row('certificate.field.miss', [{ text: probabilityText(figures.missProbability) }]),
    row('certificate.field.bypass', words.words(`certificate.bypass.${figures.bypass}`)),
    row('certificate.field.passes', [{ text: String(figures.passes) }]),
    row('certificate.field.removed', yesOrNo(words, figures.removed)),
  ];
}

function fileSystemWords(words: PaperWords, name: string): readonly Piece[] {
  return name === 'unknown' ? words.words(unknown) : words.given(name);
}

/** One fact of the grade in words. */
export function gradeFact(words: PaperWords, facts: GradeFacts, fact: GradeCap['fact']): readonly Piece[] {
  const value = facts[fact];
  if (value === null) return words.words(unknown);
  if (typeof value === 'boolean') return yesOrNo(words, value);
  if (fact === 'coverage' && typeof value === 'number') return [{ text: shareText(value) }];
  if (fact === 'missProbability' && typeof value === 'number') return [{ text: probabilityText(value) }];
  const key = `${FACT_TEXTS[fact] ?? ''}${value}`;
  return isTextKey(key) ? words.words(key) : words.given(String(value));
}

const FACT_TEXTS: Readonly<Partial<Record<GradeCap['fact'], string>>> = {
  outcome: 'verdict.',
  closing: 'verdict.kind.',
  rung: 'rung.',
  encryption: 'certificate.encryption.',
  verifiedBoot: 'certificate.boot.',
  generator: 'certificate.generator.',
  bypass: 'certificate.bypass.',
};

/** An error on record: its title in both languages, and its code. */
export function errorWords(words: PaperWords, error: RecordedError | null): readonly Piece[] {
  if (error === null) return words.words('certificate.value.none');
  const both = words.pair(sayError('ja', error).title, sayError('en', error).title);
  return [...words.inline(both), ...words.remark(error.code)];
}

/** The reason of a finding or gap: the title of the error that it names, or its own words. */
export function reasonWords(words: PaperWords, reason: string | null): readonly Piece[] {
  if (reason === null) return words.words('certificate.value.none');
  const named = [`error.${reason}.title`, `finding.${reason.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`].find(
    isTextKey,
  );
  return named ? words.words(named) : words.given(reason, 90);
}
