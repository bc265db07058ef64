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

it('a paper says who the shop says it is, that nobody checked it, and what it left out', () => {
  const words = new PaperWords('ja', openPaperFonts());
  const content = certificateFrom(passedRecord().entries);
  const paper = (shop?: { name: string; licence: string }): string =>
    JSON.stringify(peopleSection(words, shop ? { ...content, shop } : content));
  expect(paper()).not.toContain('事業者名');
  expect(paper({ name: '白紙商店', licence: '' })).toMatch(/事業者名.*白紙商店.*自己申告.*古物商許可番号.*記録なし/);
});
