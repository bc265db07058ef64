import type { Content } from 'pdfmake';
import type { CertificateContent } from '../../domain/report.ts';
import type { TextKey } from '../../domain/text.ts';
import type { Review } from '../../domain/verdict.ts';
import { textOrUnknown } from './certificate-values.ts';
import { grid, type Labelled, type PaperWords, type Piece, section } from './paper.ts';

function reviewWords(words: PaperWords, review: Review): readonly Piece[] {
  if (review.is === 'switched-off' || review.is === 'not-made') return words.words(`certificate.review.${review.is}`);
  const { reviewer, operator, saw, authenticated } = review;
  return [
    ...words.stacked(words.both(`certificate.review.${review.is}`, { reviewer, operator })),
    { text: '\n' },
    ...nameWords(words, authenticated),
    ...words.remark(saw),
  ];
}

/** Whether a person had proved to be the one named. */
function nameWords(words: PaperWords, isByLogIn: true | undefined): readonly Piece[] {
  return words.words(isByLogIn ? 'operators.by-login' : 'operators.declared');
}

/** What the shop says of itself, and that nobody checked it; a record from before it was asked has no such rows. */
function shopRows(words: PaperWords, { shop }: CertificateContent): readonly Labelled[] {
  if (shop === undefined) return [];
  const said = (key: TextKey, value: string): Labelled => ({
    label: words.both(key),
    value:
      value === ''
        ? words.words('certificate.value.not-recorded')
        : [...words.given(value), { text: '\n' }, ...words.words('certificate.shop.declared')],
  });
  return [said('certificate.field.shop', shop.name), said('certificate.field.licence', shop.licence)];
}

/** The section of people: who worked, who reviewed, whether either proved to be the one named, and what was consented to. */
export function peopleSection(words: PaperWords, content: CertificateContent): Content {
  const row = (key: TextKey, value: readonly Piece[]): Labelled => ({ label: words.both(key), value });
  const { consent, operator, operatorAuthenticated } = content;
  const answer = (key: 'deletion' | 'identityCheck' | 'toldNoOverwrite'): readonly Piece[] =>
    words.words(consent === null ? 'certificate.value.unknown' : `certificate.consent.${consent[key]}`);
  return section(words, words.both('certificate.section.people'), [
    grid(words, [
      ...shopRows(words, content),
      row('certificate.field.operator', [
        ...textOrUnknown(words, operator),
        ...(operator === null ? [] : [{ text: '\n' }, ...nameWords(words, operatorAuthenticated)]),
      ]),
      row('certificate.field.review', reviewWords(words, content.review)),
      row('certificate.field.consent', answer('deletion')),
      row('certificate.field.identity-check', answer('identityCheck')),
      row('certificate.field.told-no-overwrite', answer('toldNoOverwrite')),
      row('certificate.field.text-version', textOrUnknown(words, consent?.textVersion ?? null)),
    ]),
  ]);
}
