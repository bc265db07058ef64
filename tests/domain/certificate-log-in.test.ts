import { describe, expect, it } from 'vitest';
import { readBody } from '../../domain/certificate-entries.ts';
import { ShapeError } from '../../domain/shape.ts';
import { passedRecord } from './sample-record.ts';

const bodies = new Map(passedRecord().entries.map(({ entry }) => [entry.kind, entry.body as object]));

describe('a name that was proved', () => {
  it('reads as declared in records without the field, and reads back as it was written', () => {
    const drafted = readBody('job-drafted', bodies.get('job-drafted'));
    expect(drafted).not.toHaveProperty('authenticated');
    expect(readBody('job-drafted', { ...drafted, authenticated: true })).toEqual({ ...drafted, authenticated: true });
    const verdict = readBody('verdict-reached', bodies.get('verdict-reached'));
    const review = { ...verdict.review, authenticated: true };
    expect(verdict.review).not.toHaveProperty('authenticated');
    expect(readBody('verdict-reached', { ...verdict, review }).review).toEqual(review);
  });

  it.each([false, null, 'true', 1])('is refused when the field says %j', (authenticated) => {
    const verdict = bodies.get('verdict-reached') as { review: object };
    const review = { ...verdict.review, authenticated };
    expect(() => readBody('verdict-reached', { ...verdict, review })).toThrow(ShapeError);
    expect(() => readBody('job-drafted', { ...bodies.get('job-drafted'), authenticated })).toThrow(ShapeError);
  });

  it('belongs to nobody where no second person looked', () => {
    const verdict = readBody('verdict-reached', bodies.get('verdict-reached'));
    const review = { is: 'switched-off', authenticated: true };
    expect(readBody('verdict-reached', { ...verdict, review }).review).toEqual({ is: 'switched-off' });
  });
});
