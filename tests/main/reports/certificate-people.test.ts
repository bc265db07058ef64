import { expect, it } from 'vitest';
import { certificateFrom } from '../../../domain/certificate.ts';
import { peopleSection } from '../../../main/reports/certificate-people.ts';
import { openPaperFonts } from '../../../main/reports/fonts.ts';
import { PaperWords } from '../../../main/reports/paper.ts';
import { passedRecord } from '../../domain/sample-record.ts';

it('a paper says of each person whether the name was identified by PIN or declared', () => {
  const words = new PaperWords('ja', openPaperFonts());
  const content = certificateFrom(passedRecord().entries);
  const { review } = content;
  if (review.is !== 'accepted') throw new Error('the sample was accepted');
  const counts = (of: typeof content): number[] => {
    const paper = JSON.stringify(peopleSection(words, of));
    return ['PINで本人確認済み', '名前は申告による'].map((text) => paper.split(text).length - 1);
  };
  expect(counts(content)).toEqual([0, 2]);
  expect(counts({ ...content, operatorAuthenticated: true })).toEqual([1, 1]);
  expect(counts({ ...content, review: { ...review, authenticated: true } })).toEqual([1, 1]);
  expect(counts({ ...content, operator: null, review: { is: 'switched-off' } })).toEqual([0, 0]);
});
