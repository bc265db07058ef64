import { expect, it } from 'vitest';
import { operatorId } from '../../../../domain/ids.ts';
import { reviewerOf, unfitFor } from '../../../../renderer/screens/review/reviewer.tsx';
import { jobAt, present } from '../../fake-workstation.ts';

const by = (name: string) => jobAt(0, 'awaiting-review', { operator: operatorId(name) });
const who = (id: string, operator: string) => reviewerOf(present(operatorId(id)), by(operator)).is;

it('lets another person look who may, and never the one who did the work', () => {
  expect(who('suzuki', 'sato')).toBe('fit');
  expect(who('tanaka', 'sato')).toBe('fit');
  expect(who('suzuki', 'suzuki')).toBe('same');
  expect(who('suzuki', 'SUZUKI')).toBe('same');
});

it('lets nobody look on whose own look or work the closing rests', () => {
  const job = jobAt(0, 'awaiting-review', { operator: operatorId('sato'), witnesses: ['Suzuki'] });
  expect(reviewerOf(present(operatorId('suzuki')), job).is).toBe('witness');
  expect(reviewerOf(present(operatorId('sato')), job).is).toBe('same');
  expect(reviewerOf(present(operatorId('tanaka')), job).is).toBe('fit');
  expect(['SUZUKI', 'sato', 'mori'].map((name) => unfitFor(name, job))).toEqual(['witness', 'same', null]);
});

it('lets nobody look whose role may not', () => {
  expect(who('sato', 'suzuki')).toBe('may-not');
  expect(who('kansa', 'sato')).toBe('may-not');
  expect(reviewerOf({ is: 'nobody' }, by('sato')).is).toBe('nobody');
});

it('asks for a name where there are no accounts', () => {
  expect(reviewerOf({ is: 'not-needed' }, by('sato')).is).toBe('declared');
});
