import { capacityText, isUnknownAppleModel } from '../../domain/apple-model.ts';
import type { CertifiedApple, Sanitization } from '../../domain/certified-apple.ts';
import { known, type Reading } from '../../domain/device.ts';
import type { CertificateContent, CertifiedDevice } from '../../domain/report.ts';
import type { TextKey } from '../../domain/text.ts';
import { numberRows, readingOf } from './certificate-values.ts';
import type { Labelled, PaperWords, Piece } from './paper.ts';

// What an organisation calls itself must not fill a cell.
const MOST_NAME = 40;

/** An iPhone as rows of a grid: what only Android has is left out, not printed as unreadable. */
export function appleDeviceRows(
  words: PaperWords,
  content: CertificateContent,
  device: CertifiedDevice & { readonly apple: CertifiedApple },
): Labelled[] {
  const { apple } = device;
  const text = (value: string): readonly Piece[] => words.given(value);
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const maker = known(device.maker);
  const nameWords = (model: string): readonly Piece[] =>
    isUnknownAppleModel({ maker, model }) ? words.words('phone.apple.unknown-model', { type: model }) : text(model);
  return [
    row('certificate.field.maker', readingOf(words, device.maker, text)),
    row('certificate.field.model', readingOf(words, device.model, nameWords)),
    row('certificate.field.product', readingOf(words, apple.productType, text)),
    row('certificate.field.model-number', modelNumberWords(words, apple)),
    row(
      'certificate.field.capacity',
      readingOf(words, apple.capacityBytes, (bytes) => text(capacityText(bytes))),
    ),
    row('certificate.field.colour', readingOf(words, apple.colour, text)),
    row('certificate.field.serial', readingOf(words, device.serial, text)),
    ...numberRows(words, content),
    row('certificate.field.udid', readingOf(words, apple.udid, text)),
    row('certificate.field.ecid', readingOf(words, apple.ecid, text)),
    row('certificate.field.ios', iosWords(words, apple)),
    row(
      'certificate.field.activation-lock',
      readingOf(words, apple.activationLock, (isOn) => words.words(isOn ? 'phone.apple.on' : 'phone.apple.off')),
    ),
    row('certificate.field.supervised', supervisionWords(words, apple)),
    row(
      'certificate.field.esim',
      readingOf(words, apple.esim, (has) => words.words(has ? 'phone.apple.esim.yes' : 'phone.apple.esim.no')),
    ),
  ];
}

function iosWords(words: PaperWords, { osVersion, buildVersion }: CertifiedApple): readonly Piece[] {
  const build = known(buildVersion);
  return readingOf(words, osVersion, (version) => words.given(build === null ? version : `${version} (${build})`));
}

function modelNumberWords(words: PaperWords, { modelNumber, region }: CertifiedApple): readonly Piece[] {
  const sold = known(region);
  return readingOf(words, modelNumber, (number) => words.given(sold === null ? number : `${number} ${sold}`));
}

function supervisionWords(words: PaperWords, { supervised, organisation, mdm }: CertifiedApple): readonly Piece[] {
  const by = known(organisation);
  const isBy = by !== null && known(supervised) === true;
  return [
    ...saidOf(words, supervised),
    ...(isBy ? words.given(` (${by})`, MOST_NAME) : []),
    { text: '  MDM: ' },
    ...saidOf(words, mdm),
    ...words.remark([...new Set([supervised.source, mdm.source])].join(' / ')),
  ];
}

/** A yes or no without its source, for a cell that holds two of them. */
function saidOf(words: PaperWords, reading: Reading<boolean>): readonly Piece[] {
  const is = known(reading);
  if (is !== null) return words.words(is ? 'phone.apple.supervised.yes' : 'phone.apple.supervised.no');
  return words.words(reading.is === 'absent' ? 'certificate.value.absent' : 'certificate.value.not-readable');
}

/**
 * How an iPhone is erased, as rows of a grid that is one column wide. Who did it and what happens to its cards is told of a pass
 * only, and the latter by the section of its chip where there is one, with the name of whoever took the online step.
 */
export function sanitizationRows(words: PaperWords, content: CertificateContent, how: Sanitization): Labelled[] {
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const isPass = content.outcome === 'pass';
  const isOrdered = how.dataPlan === 'removal-ordered';
  const plan = isOrdered ? 'certificate.apple.data-plan' : 'certificate.apple.data-plan-by-hand';
  const isUnknown = !isOrdered && how.method === 'ios-eacs-mcinstall';
  return [
    row('certificate.field.technique', words.stacked(words.both('certificate.apple.technique'))),
    ...(how.performedBy !== null && isPass
      ? [row('certificate.field.performed-by', words.stacked(words.both('certificate.apple.performed-by')))]
      : []),
    row('certificate.field.overwriting', words.stacked(words.both('certificate.apple.overwriting'))),
    row(
      'certificate.field.data-plan',
      isUnknown ? words.words('certificate.value.unknown') : words.stacked(words.both(plan)),
    ),
    ...(isPass && content.chip === undefined
      ? [row('certificate.field.online-step', words.stacked(words.both('certificate.apple.wallet')))]
      : []),
  ];
}
