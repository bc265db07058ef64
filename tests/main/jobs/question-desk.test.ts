import { describe, expect, it } from 'vitest';
import { WorkstationError } from '../../../domain/errors.ts';
import { portId } from '../../../domain/ids.ts';
import { QuestionDesk } from '../../../main/jobs/question-desk.ts';

const PORT = portId('usb:1-1');
const ANSWER = { operator: 'tanaka', saw: 'setup-screen' };

describe('the question desk', () => {
  it('keeps a question until the person at that port answers it', async () => {
    const desk = new QuestionDesk();
    const told: string[] = [];
    desk.onChange((port) => told.push(`${port} ${desk.at(port)?.instruction ?? 'nothing'}`));
    const asked = desk.follow(PORT, 'look-at-screen', new AbortController().signal);
    expect(desk.at(portId('usb:1-2'))).toBeNull();
    desk.answer(PORT, desk.at(PORT)?.id ?? '', ANSWER);
    expect(await asked).toEqual(ANSWER);
    expect(told).toEqual(['usb:1-1 look-at-screen', 'usb:1-1 nothing']);
  });

  it('lets no late answer meet the next question', async () => {
    const desk = new QuestionDesk();
    const first = desk.follow(PORT, 'reset-in-settings', new AbortController().signal);
    const old = desk.at(PORT)?.id ?? '';
    desk.answer(PORT, old, ANSWER);
    await first;
    expect(() => desk.answer(PORT, old, ANSWER)).toThrow('job.question-over');
    const second = desk.follow(PORT, 'look-at-screen', new AbortController().signal);
    expect(() => desk.answer(PORT, old, ANSWER)).toThrow('job.question-over');
    const other = { ...ANSWER, saw: 'home' };
    desk.answer(PORT, desk.at(PORT)?.id ?? '', other);
    expect(await second).toEqual(other);
  });

  it('takes a question back when its job is stopped', async () => {
    const desk = new QuestionDesk();
    const control = new AbortController();
    const asked = desk.follow(PORT, 'replug', control.signal);
    control.abort(new WorkstationError('job.cancelled'));
    await expect(asked).rejects.toThrow('job.cancelled');
    expect(desk.at(PORT)).toBeNull();
    await expect(desk.follow(PORT, 'replug', control.signal)).rejects.toThrow('job.cancelled');
  });
});
